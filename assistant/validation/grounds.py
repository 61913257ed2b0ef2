"""What a checked query rests on: per output column the fields behind it, and per dataset the rows it can read.

Whoever explains or protects a result looks here: a conditional caveat is checked against these rows, disclosure judges
a column by what it carries.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp
from sqlglot.optimizer.scope import Scope

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.validation.lineage import Lineage, outputs_of
from assistant.validation.query import ColumnGround, Grounds
from assistant.validation.rows import rows_of
from assistant.validation.view import View

_NONE: tuple[str, ...] = ()


def grounds_of(lineage: Lineage) -> Grounds:
    """Return what a resolved query rests on: one entry an output column, one a dataset that it reads from."""
    scope, tree = lineage.scopes[-1], lineage.tree.root
    assert isinstance(tree, exp.Query)
    columns = tuple(_column(outputs_of(scope, name), lineage) for name in tree.named_selects)
    return Grounds(columns, tuple(rows_of(lineage)))


def _column(parts: list[exp.Expr], lineage: Lineage) -> ColumnGround:
    fields = frozenset(ref for part in parts for ref in lineage.fields(part))
    values = frozenset(ref for part in parts for ref in lineage.values(part))
    names = dict.fromkeys(ref.dataset for ref in sorted(fields))
    calls: dict[str, None] = {}
    for part in parts:
        calls |= dict.fromkeys(_calls(part, lineage))
        if not fields or any(isinstance(node, exp.Count) for node in part.walk()):
            names |= dict.fromkeys(_datasets(lineage.scope_of(part), set()))
    return ColumnGround(
        fields=tuple(sorted(fields)),
        values=tuple(sorted(values)),
        metrics=tuple(_metrics(sorted(values), lineage.view)),
        datasets=tuple(names),
        calls=tuple(calls),
        counted=any(lineage.counted(part) for part in parts),
    )


def _metrics(refs: list[FieldRef], view: View) -> Iterator[MetricRef]:
    """Yield the documented metrics among fields: a measure with an aggregation is one of the same name."""
    for ref in refs:
        if ref.field in view.catalog.by_name[ref.dataset].metrics:
            yield MetricRef(ref.dataset, ref.field)


def _calls(node: exp.Expr, lineage: Lineage) -> tuple[str, ...]:
    """Return the aggregates that a value went through, the outermost first."""
    found: dict[str, None] = {}
    for part in node.walk():
        if isinstance(part, exp.AggFunc):
            found[part.sql_names()[0].lower()] = None
        elif isinstance(part, exp.AnonymousAggFunc):
            found[part.name.lower()] = None
        elif isinstance(part, exp.Column):
            found |= dict.fromkeys(lineage.once("calls", part, lambda column: _behind(column, lineage), _NONE))
    return tuple(found)


def _behind(column: exp.Column, lineage: Lineage) -> tuple[str, ...]:
    return tuple(name for inner in lineage.behind(column) for name in _calls(inner, lineage))


def _datasets(scope: Scope | None, seen: set[int]) -> Iterator[str]:
    """Yield the datasets whose rows a SELECT counts."""
    if scope is None or id(scope) in seen:
        return
    seen.add(id(scope))
    for source in scope.sources.values():
        if isinstance(source, exp.Table):
            yield source.name.lower()
        else:
            yield from _datasets(source, seen)
    for branch in scope.set_operation_scopes or ():
        yield from _datasets(branch, seen)
