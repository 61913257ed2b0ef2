"""What makes a row of a source unique: the primary key of a dataset, the grouping of a derived table."""

from __future__ import annotations

from sqlglot import exp
from sqlglot.optimizer.scope import Scope

from assistant.validation.calls import aggregates
from assistant.validation.counting import counted_column
from assistant.validation.frames import Frame, Name, grouped_by, local_names, names_in, source_named
from assistant.validation.lineage import Lineage

Source = exp.Table | Scope
#: A source of at most one row needs no columns to be unique.
SINGLE: frozenset[str] = frozenset()


def unique_key(source: object, lineage: Lineage) -> frozenset[str] | None:
    """Return the columns that identify a row of ``source``; None when that is not known. Worked out once."""
    if isinstance(source, exp.Table):
        key = lineage.view.datasets[source.name.lower()].primary_key
        return frozenset(name.lower() for name in key) or None
    if not isinstance(source, Scope):
        return None
    if id(source) not in lineage.keys:
        lineage.keys[id(source)] = None  # a query that refers to itself meets this
        lineage.keys[id(source)] = _key_of(source, lineage)
    return lineage.keys[id(source)]


def _key_of(source: Scope, lineage: Lineage) -> frozenset[str] | None:
    query = source.expression
    if isinstance(query, exp.SetOperation):
        counted = counted_column(query.parent) if isinstance(query.parent, exp.CTE) else None
        if counted is not None:
            return frozenset({counted})
        return frozenset(name.lower() for name in query.named_selects) if query.args.get("distinct") else None
    if isinstance(query, exp.Values):
        return _of_values(query, source)
    if not isinstance(query, exp.Select):
        return None
    limit = query.args.get("limit")
    if isinstance(limit, exp.Limit) and limit.expression.name == "1":
        return SINGLE
    if _is_series(query):
        return frozenset({query.selects[0].alias_or_name.lower()})
    if query.args.get("distinct"):
        return frozenset(name.lower() for name in query.named_selects)
    if any(item.find(exp.Explode, exp.Unnest) for item in query.selects):
        return None  # each row becomes as many as its list is long
    group = query.args.get("group")
    if group is not None:
        return _grouped(query, source, lineage)
    if any(aggregates(select) for select in query.selects):
        return SINGLE
    return _passed(query, source, lineage)


def keyed_frame(scope: Scope, lineage: Lineage) -> Frame:
    """Return what a SELECT fixes and equates, with the sources of one row marked: their columns are fixed as well."""
    frame = lineage.frame(scope)
    if not frame.keyed:
        frame.keyed = True
        frame.single |= {name for name in scope.sources if unique_key(frame.source(name), lineage) == SINGLE}
    return frame


def _is_series(query: exp.Select) -> bool:
    """Whether a SELECT gives the steps of one series and nothing else."""
    only = query.selects[0].unalias() if len(query.selects) == 1 and query.args.get("from_") is None else None
    return isinstance(only, exp.Explode) and isinstance(only.this, exp.GenerateSeries)


def _of_values(values: exp.Values, scope: Scope) -> frozenset[str] | None:
    """Return a column of written-out rows in which every value is another."""
    alias = values.args.get("alias")
    named = [column.name for column in (alias.args.get("columns") if alias is not None else None) or ()]
    rows = [row.expressions if isinstance(row, exp.Tuple) else [row.unnest()] for row in values.expressions]
    for index, name in enumerate(named or scope.outer_columns):
        cells = [row[index] for row in rows if index < len(row)]
        if len(set(cells)) == len(rows) and all(isinstance(cell, exp.Literal) for cell in cells):
            return frozenset({name.lower()})
    return None


def _grouped(query: exp.Select, scope: Scope, lineage: Lineage) -> frozenset[str] | None:
    """Return what a SELECT is grouped by, as far as nothing holds it at one value."""
    keys, held = grouped_by(query), keyed_frame(scope, lineage).held()
    group = query.args["group"]
    if not keys or any(group.args.get(kind) for kind in ("rollup", "cube", "grouping_sets")):
        return None
    given = {select.unalias(): select.alias_or_name.lower() for select in query.selects}
    free = [item for item in keys if not held.issuperset(names_in(item, scope)) or not list(names_in(item, scope))]
    names = [given.get(item) for item in free]
    return frozenset(name for name in names if name) if all(names) else None


def _passed(query: exp.Select, scope: Scope, lineage: Lineage) -> frozenset[str] | None:
    """Return the key of a SELECT without grouping: the keys of its sources, as far as nothing holds them fixed."""
    frame = keyed_frame(scope, lineage)
    held = frame.held()
    output: dict[Name, str] = {}
    for select in query.selects:
        for name in names_in(select.unalias(), scope):
            output.setdefault(name, select.alias_or_name.lower())
    key: set[str] = set()
    for alias in sorted(local_names(scope)):
        source = source_named(scope, alias)
        own = unique_key(source, lineage)
        if own is None:
            return None
        for column in own:
            if (alias, column) in held:
                continue
            shown = [output[name] for name in sorted(frame.same({(alias, column)})) if name in output]
            if not shown:
                return None
            key.add(shown[0])
    return frozenset(key)
