"""UNION BY NAME as the UNION by position that it stands for, so that every rule pairs the right columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlglot import exp

Qualify = Callable[[exp.Expr], exp.Query | None]
_CUTS = ("order", "limit", "offset")
_NUMBER = "by_name"


def unnamed_columns(tree: exp.Expr) -> list[exp.Expr]:
    """Return the outputs that have no name of their own, in branches that are paired by name."""
    return [
        item
        for union in _paired_by_name(tree)
        for select in _selects(union)
        for item in select.selects
        if not isinstance(item, exp.Alias | exp.Column | exp.Star) or _rows_without_names(select)
    ]


def without_by_name(tree: exp.Expr, qualified: Qualify) -> exp.Expr | None:
    """Write out every UNION BY NAME, inner ones first; None when it cannot be told which columns there are.

    ``qualified`` returns the query with every ``*`` written out. It is asked again after each UNION, for a ``*``
    around it holds the columns of all its branches.
    """
    while unions := _paired_by_name(tree):
        for number, union in enumerate(unions):
            union.meta[_NUMBER] = number
        resolved = qualified(tree.copy())
        union = unions[-1]
        # A name in GROUP BY may have been written out as the query it stands for: then it is there twice, alike.
        known = [one for one in _paired_by_name(resolved) if one.meta.get(_NUMBER) == union.meta[_NUMBER]]
        if not known:
            return None
        same = known[0]
        sides = _aligned(same.this, same.expression)
        if sides is None:
            return None
        union.set("this", sides[0])
        union.set("expression", sides[1])
        union.set("by_name", None)
    return tree


def _paired_by_name(tree: exp.Expr | None) -> list[exp.Union]:
    """Return the unions by name; one that stands in another comes behind it."""
    return [node for node in (tree.find_all(exp.Union) if tree is not None else ()) if node.args.get("by_name")]


def _rows_without_names(select: exp.Select) -> bool:
    """Whether a SELECT is a bare VALUES, whose columns each engine names in its own way."""
    origin = select.args.get("from_")
    values = origin.this if origin is not None else None
    alias = values.args.get("alias") if isinstance(values, exp.Values) else None
    return isinstance(values, exp.Values) and not (alias is not None and alias.columns)


def _selects(query: exp.Expr) -> list[exp.Select]:
    query = query.unnest() if isinstance(query, exp.Subquery) else query
    if isinstance(query, exp.SetOperation):
        return [*_selects(query.this), *_selects(query.expression)]
    return [query] if isinstance(query, exp.Select) else []


def _aligned(left: exp.Expr, right: exp.Expr) -> tuple[exp.Query, exp.Query] | None:
    """Return both sides with the same columns in the same order, those that a side lacks as NULL."""
    if not isinstance(left, exp.Query) or not isinstance(right, exp.Query):
        return None
    if not all(map(_readable, (left, right))):
        return None
    own, other = _names(left), _names(right)
    if any(len(set(names)) != len(names) or "" in names or "*" in names for names in (own, other)):
        return None
    names = [*own, *(name for name in other if name not in own)]
    return _side(left, own, names), _side(right, other, names)


def _readable(side: exp.Expr) -> bool:
    """Whether a side names its columns and its brackets hold nothing but a query; VALUES are named by each engine."""
    while isinstance(side, exp.Subquery):
        if any(value for name, value in side.args.items() if name not in ("this", *_CUTS)):
            return False
        if any(side.args.get(name) for name in _CUTS) and any(side.this.args.get(name) for name in _CUTS):
            return False
        side = side.this
    if isinstance(side, exp.SetOperation):
        return _readable(side.this) and _readable(side.expression)
    return isinstance(side, exp.Select)


def _without_brackets(query: exp.Query) -> exp.Query:
    """Return the query inside brackets; what orders or cuts it outside of them goes inside."""
    while isinstance(query, exp.Subquery):
        inner = query.this
        for name in _CUTS:
            if (cut := query.args.get(name)) is not None:
                inner.set(name, cut)
        query = inner
    return query


def _names(query: exp.Query) -> list[str]:
    return [name.lower() for name in query.named_selects]


def _side(query: exp.Query, own: Sequence[str], names: Sequence[str]) -> exp.Query:
    """Return a side with the columns ``names``: its own SELECT when nothing in it counts places, else one around it."""
    if list(own) == list(names):
        return query
    if isinstance(query, exp.Select) and not any(query.args.get(part) for part in ("order", "group", "distinct")):
        given = dict(zip(own, query.selects, strict=True))
        query.set("expressions", [given.get(name) or _missing(name) for name in names])
        return query
    inner = _without_brackets(query)
    columns = [exp.column(_identifier(name), table="by_name") if name in own else _missing(name) for name in names]
    assert isinstance(inner, exp.Query)
    return exp.select(*columns).from_(inner.subquery("by_name"))


def _missing(name: str) -> exp.Expr:
    return exp.alias_(exp.Null(), _identifier(name))


def _identifier(name: str) -> exp.Identifier:
    return exp.to_identifier(name, quoted=not name.isidentifier())
