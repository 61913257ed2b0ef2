"""PIVOT with written-out values as aggregates with a filter, UNPIVOT with written-out columns as a UNION ALL."""

from __future__ import annotations

from sqlglot import exp

from assistant.catalog.dialect import DUCKDB

#: A table that is wider than this nobody reads.
_MOST_COLUMNS = 200


def without_pivots(tree: exp.Expr) -> exp.Expr:
    """Write out every PIVOT and UNPIVOT that names its values and columns."""
    if isinstance(tree, exp.Pivot):
        whole = _statement(tree)
        return tree if whole is None else whole
    pivots = list(tree.find_all(exp.Pivot))
    for pivot in pivots:
        written = _statement(pivot) if isinstance(pivot.parent, exp.Subquery) and pivot.arg_key == "this" else None
        if written is not None:
            pivot.replace(written)
    for source in list(tree.find_all(exp.Table, exp.Subquery)) if pivots else ():
        own = source.args.get("pivots") or []
        if len(own) == 1 and not (own[0].args.get("alias") and own[0].args["alias"].args.get("columns")):
            _in_from(source, own[0])
    return tree


def _statement(pivot: exp.Pivot) -> exp.Select | None:
    """Return the SELECT for ``PIVOT … ON … USING …`` or ``UNPIVOT … ON …``."""
    source = pivot.this
    if not isinstance(source, exp.Table | exp.Subquery):
        return None
    if pivot.args.get("unpivot"):
        into = pivot.args.get("into")
        name = into.this if into is not None else exp.column("name")
        value = into.expressions[0] if into is not None and into.expressions else exp.column("value")
        return _stacked(source, list(pivot.expressions), name.name, value.name)
    if len(pivot.expressions) != 1 or not isinstance(pivot.expressions[0], exp.In) or not pivot.args.get("using"):
        return None
    return _spread(source, pivot.expressions[0], list(pivot.args["using"]), pivot.args.get("group"))


def _in_from(source: exp.Expr, pivot: exp.Pivot) -> None:
    """Replace ``source PIVOT (…)`` by the subquery that it stands for."""
    fields = pivot.args.get("fields") or []
    if len(fields) != 1 or not isinstance(fields[0], exp.In):
        return
    bare = source.copy()
    bare.set("pivots", None)
    if pivot.args.get("unpivot"):
        if len(pivot.expressions) != 1 or pivot.args.get("include_nulls"):
            return
        plain = _stacked(bare, list(fields[0].expressions), fields[0].this.name, pivot.expressions[0].name)
    else:
        plain = _spread(bare, fields[0], list(pivot.expressions), pivot.args.get("group"))
    alias = pivot.args.get("alias") or source.args.get("alias")
    if plain is not None:
        source.replace(plain.subquery(alias.this.copy() if alias is not None and alias.this is not None else None))


def _spread(source: exp.Expr, values: exp.In, aggregates: list[exp.Expr], group: exp.Expr | None) -> exp.Select | None:
    """Return one aggregate with a filter for each written-out value."""
    column = values.this
    if not isinstance(column, exp.Column) or not 0 < len(values.expressions) * len(aggregates) <= _MOST_COLUMNS:
        return None
    used = {node.name for item in aggregates for node in item.find_all(exp.Column)} | {column.name}
    keys = list(group.expressions) if isinstance(group, exp.Group) else []
    star = exp.Star(except_=[exp.to_identifier(name) for name in sorted(used)])
    columns: list[exp.Expr] = []
    for item in values.expressions:
        value = item.this if isinstance(item, exp.PivotAlias) else item
        if not isinstance(value, exp.Literal):
            return None
        label = item.args["alias"].name if isinstance(item, exp.PivotAlias) else value.name
        for aggregate in aggregates:
            call = aggregate.unalias()
            if not isinstance(call, exp.AggFunc):
                return None
            named = label if len(aggregates) == 1 and aggregate is call else f"{label}_{_shown(aggregate)}"
            when = exp.Where(this=exp.EQ(this=column.copy(), expression=value.copy()))
            columns.append(
                exp.alias_(exp.Filter(this=call.copy(), expression=when), exp.to_identifier(named, quoted=True))
            )
    by = exp.Group(expressions=[key.copy() for key in keys]) if keys else exp.Group(all=True)
    select = exp.Select(expressions=[*([key.copy() for key in keys] or [star]), *columns])
    select.set("from_", exp.From(this=source.copy()))
    select.set("group", by)
    return select


def _shown(aggregate: exp.Expr) -> str:
    return aggregate.alias if isinstance(aggregate, exp.Alias) else aggregate.sql(DUCKDB).lower()


def _stacked(source: exp.Expr, columns: list[exp.Expr], name: str, value: str) -> exp.Select | None:
    """Return the rows of each column below those of the other, without missing values."""
    if not columns or not all(isinstance(column, exp.Column) and not column.table for column in columns):
        return None
    excluded = [exp.to_identifier(column.name) for column in columns]
    branches: list[exp.Select] = []
    for column in columns:
        star = exp.Star(except_=[item.copy() for item in excluded])
        label = exp.alias_(exp.Literal.string(column.name), exp.to_identifier(name, quoted=True))
        cell = exp.alias_(column.copy(), exp.to_identifier(value, quoted=True))
        branch = exp.Select(expressions=[star, label, cell])
        branch.set("from_", exp.From(this=source.copy()))
        branches.append(branch.where(exp.Not(this=exp.Is(this=column.copy(), expression=exp.Null())), copy=False))
    stacked: exp.Query = branches[0]
    for branch in branches[1:]:
        stacked = exp.Union(this=stacked, expression=branch, distinct=False)
    return exp.Select(expressions=[exp.Star()]).from_(stacked.subquery("unpivoted"), copy=False)
