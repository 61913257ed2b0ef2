"""A query in a form beside whose columns further ones can be selected without changing its rows."""

from __future__ import annotations

from sqlglot import exp

from assistant.validation.disclosure.oracles import merges


def unmerged(tree: exp.Query) -> exp.Query:
    """Return a query with all of its rows, also those that are the same."""
    tree.set("distinct", None if isinstance(tree, exp.Select) else False)
    if isinstance(tree, exp.Union):
        for side in (tree.this, tree.expression):
            if isinstance(side, exp.Union) and merges(side):
                unmerged(side)
    return tree


def beside_selected(tree: exp.Query) -> exp.Select:
    """Return a SELECT over all rows of a query, in its order; a plain SELECT is that already."""
    if isinstance(tree, exp.Select) and not tree.args.get("distinct"):
        return tree
    names = [f"c{at}" for at in range(len(tree.named_selects))]
    outer = exp.select(*(exp.column(name, table="all_rows") for name in names))
    order = tree.args.get("order")
    if order is not None:
        places = [_place(item.this, tree) for item in order.expressions]
        if None not in places:
            outer.set("order", _ordered_by(order, [exp.column(names[at or 0], table="all_rows") for at in places]))
        within = [
            item.this if at is None else exp.column(names[at])
            for at, item in zip(places, order.expressions, strict=True)
        ]
        tree.set("order", _ordered_by(order, within))
    for select in _branches(tree):
        named = zip(names, select.selects, strict=True)
        select.set("expressions", [exp.alias_(one.unalias(), name) for name, one in named])
    return outer.from_(tree.subquery("all_rows"), copy=False)


def _place(value: exp.Expr, tree: exp.Query) -> int | None:
    """Return which output rows are in the order of; None when it is none of them."""
    if isinstance(value, exp.Literal) and value.name.isdigit():
        return int(value.name) - 1
    for at, one in enumerate(tree.selects):
        named = isinstance(value, exp.Column) and not value.table and value.name.lower() == one.alias_or_name.lower()
        if named or one.unalias() == value:
            return at
    return None


def _ordered_by(order: exp.Expr, values: list[exp.Expr]) -> exp.Expr:
    over = order.copy()
    for item, value in zip(over.expressions, values, strict=True):
        item.set("this", value.copy())
    return over


def _branches(tree: exp.Expr) -> list[exp.Select]:
    if isinstance(tree, exp.SetOperation):
        return [*_branches(tree.this), *_branches(tree.expression)]
    inner = tree.unnest() if isinstance(tree, exp.Subquery) else tree
    return [inner] if isinstance(inner, exp.Select) else _branches(inner)
