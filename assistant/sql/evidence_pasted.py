"""What the rows behind a pasted query meet: the conditions of caveats, asked of the rows that its result rests on.

The checked query is read again, its conditions are pushed down to the SELECT that reads a dataset, and there the
conditions of caveats are asked with the same joins and filters. Of a result that was cut (LIMIT, HAVING) the rows of
the members shown count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.pushdown_predicates import pushdown_predicates
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, traverse_scope

from assistant.catalog.catalog import Catalog
from assistant.catalog.text import Text
from assistant.sql import values
from assistant.sql.evidence import ROWS
from assistant.sql.names import Names, aliased, col
from assistant.sql.query import ColumnRole, CompiledQuery, OutputColumn
from assistant.sql.words import heading

_CUTS = ("limit", "offset", "having", "qualify", "distinct")
_MOST_VALUES = 500


@dataclass(frozen=True)
class Pasted:
    """A checked query as a tree, with the cells that came out where its result was cut to some of its rows."""

    tree: exp.Query
    shown: tuple[tuple[object, ...], ...] | None


def pasted(sql: str, catalog: Catalog, rows: Sequence[Sequence[object]], most: int) -> Pasted | None:
    """Read a checked query; ``most`` is the limit that is put on every query and cuts nothing. None when unreadable."""
    schema: dict[str, object] = {one.name: {field.name: "VARCHAR" for field in one.fields} for one in catalog.datasets}
    try:
        tree = qualify(
            parse_one(sql, dialect="duckdb"), dialect="duckdb", schema=schema, validate_qualify_columns=False
        )
        tree = pushdown_predicates(tree, dialect="duckdb")
    except (SqlglotError, ValueError, KeyError, RecursionError):
        return None
    if not isinstance(tree, exp.Query):
        return None
    limit = tree.args.get("limit")
    asked = isinstance(limit, exp.Limit) and limit.expression.name.isdigit() and int(limit.expression.name) < most
    cut = asked or any(tree.args.get(kind) for kind in _CUTS if kind != "limit")
    return Pasted(tree, tuple(tuple(row) for row in rows) if cut else None)


def pasted_query(
    asked: Pasted, dataset: str, probes: Mapping[str, str], several: tuple[str, ...]
) -> CompiledQuery | None:
    """Return, per probe, whether a row that the result rests on meets it; then ``several``, last the number of rows.

    ``several`` names fields of which is asked whether the rows hold more than one value. None when the dataset is not
    read.
    """
    names = Names()
    rows_name = names.take(ROWS)
    keys = {key: names.take(key) for key in probes}
    fields = {name: names.take(f"several_{name}") for name in several}
    used: list[exp.Query] = list(_places(asked, dataset, probes, keys, fields))
    if not used:
        return None
    rows = reduce(lambda one, other: exp.Union(this=one, expression=other, distinct=False), used)
    tree = exp.select().from_(rows.subquery("gebruikt"))
    for name in keys.values():
        tree = tree.select(aliased(_ever(exp.LogicalOr(this=col(name))), name), copy=False)
    for name in fields.values():
        differs = exp.NEQ(this=exp.Min(this=col(name)), expression=exp.Max(this=col(name)))
        tree = tree.select(aliased(_ever(differs), name), copy=False)
    tree = tree.select(aliased(exp.Count(this=exp.Star(), big_int=True), rows_name), copy=False)
    for cte in asked.tree.ctes:
        tree = tree.with_(cte.alias, as_=cte.this.copy(), copy=False)
    labels = [*keys.items(), *((f"several_{field}", name) for field, name in fields.items())]
    columns = [OutputColumn(name, ColumnRole.SUPPORT, Text(nl=key, en=key)) for key, name in labels]
    return CompiledQuery(tree, (*columns, OutputColumn(rows_name, ColumnRole.SUPPORT, heading("rows"))))


def _ever(condition: exp.Expr) -> exp.Expr:
    return exp.Coalesce(this=condition, expressions=[exp.false()])


def _places(
    asked: Pasted, dataset: str, probes: Mapping[str, str], keys: Mapping[str, str], fields: Mapping[str, str]
) -> Iterator[exp.Select]:
    """Yield a SELECT of the conditions for every place where the dataset is read."""
    scopes = traverse_scope(asked.tree)
    for scope in scopes:
        select = scope.expression
        if not isinstance(select, exp.Select):
            continue
        outside = {id(column) for column in scope.external_columns}
        for alias, source in scope.sources.items():
            if not isinstance(source, exp.Table) or source.name.casefold() != dataset.casefold():
                continue
            if not any(isinstance(node, exp.Table) and node is source for node in select.find_all(exp.Table)):
                continue
            tree = exp.select()
            for key, predicate in probes.items():
                tree = tree.select(aliased(_on(predicate, alias), keys[key]), copy=False)
            for name, column in fields.items():
                tree = tree.select(aliased(col(name, alias), column), copy=False)
            if not probes and not fields:
                tree = tree.select(aliased(exp.true(), "used"), copy=False)
            for part in ("from_", "joins", "laterals"):
                if (held := select.args.get(part)) is not None:
                    tree.set(part, [one.copy() for one in held] if isinstance(held, list) else held.copy())
            kept = [
                one.copy() for one in _conjuncts(select) if not any(id(c) in outside for c in one.find_all(exp.Column))
            ]
            kept += _members(asked, scopes, scope, alias)
            if (condition := values.every(kept)) is not None:
                tree = tree.where(condition, copy=False)
            yield tree


def _looks_out(condition: exp.Expr, outside: set[int]) -> bool:
    """Whether a condition looks at the query around a subquery."""
    return any(id(column) in outside for column in condition.find_all(exp.Column))


def _conjuncts(select: exp.Select) -> list[exp.Expr]:
    where = select.args.get("where")
    if where is None:
        return []
    return list(where.this.flatten()) if isinstance(where.this, exp.And) else [where.this]


def _on(predicate: str, alias: str) -> exp.Expr:
    tree = parse_one(predicate, dialect="duckdb")
    for column in list(tree.find_all(exp.Column)):
        own = col(column.name, alias)
        if column is tree:
            return own
        column.replace(own)
    return tree


def _members(asked: Pasted, scopes: list[Scope], scope: Scope, alias: str) -> list[exp.Expr]:
    """Return the conditions that keep the members shown, where the result was cut."""
    if asked.shown is None or not scopes:
        return []
    found: list[exp.Expr] = []
    root = scopes[-1]
    outputs = root.expression.selects if isinstance(root.expression, exp.Select) else []
    for index, output in enumerate(outputs):
        origin = _origin(root, output.unalias())
        if origin is None or origin[0] is not scope or origin[1].table != alias:
            continue
        held = dict.fromkeys(row[index] for row in asked.shown if index < len(row))
        if len(held) > _MOST_VALUES:
            continue
        text = exp.cast(origin[1].copy(), exp.DataType.Type.TEXT)
        known: list[exp.Expr] = [values.text(str(value)) for value in held if value is not None]
        tests: list[exp.Expr] = [exp.In(this=text, expressions=known)] if known else []
        if None in held or not known:
            tests.append(exp.Is(this=origin[1].copy(), expression=exp.null()))
        found.append(exp.paren(values.some(tests)))
    return found


def _origin(scope: Scope, node: exp.Expr) -> tuple[Scope, exp.Column] | None:
    """Follow a plain column to the SELECT that reads it from a dataset."""
    for _ in range(50):
        if not isinstance(node, exp.Column):
            return None
        source = scope.sources.get(node.table)
        if isinstance(source, exp.Table):
            return scope, node
        if not isinstance(source, Scope) or not isinstance(source.expression, exp.Select):
            return None
        inner = [one for one in source.expression.selects if one.alias_or_name == node.name]
        if not inner:
            return None
        scope, node = source, inner[0].unalias()
    return None
