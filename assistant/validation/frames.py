"""What one SELECT fixes, equates and groups by: the ground on which joins and sums are judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlglot import exp
from sqlglot.optimizer.scope import Scope

from assistant.validation.calls import aggregates

Name = tuple[str, str]
_CASTS = (exp.Cast, exp.TryCast)
_EQUALITIES = (exp.EQ, exp.NullSafeEQ)


@dataclass
class Frame:
    """Names are (source, column).

    ``fixed``: columns held at one value; ``pairs``: columns equated; ``grouped``: columns grouped by; ``conditions``:
    what must hold, and of which sources (the ON of a LEFT JOIN keeps every row of its left side); ``inner``: the
    sources whose every used row has a partner in the others; ``single``: the sources of one row, once they are known;
    ``remembered``: what rules worked out about it and ask for again.
    """

    scope: Scope
    fixed: set[Name] = field(default_factory=set)
    pairs: list[tuple[Name, Name]] = field(default_factory=list)
    grouped: set[Name] = field(default_factory=set)
    conditions: list[tuple[exp.Expr, frozenset[str]]] = field(default_factory=list)
    inner: set[str] = field(default_factory=set)
    single: set[str] = field(default_factory=set)
    keyed: bool = False
    remembered: dict[object, Any] = field(default_factory=dict, init=False, repr=False)
    _columns: dict[int, frozenset[Name]] = field(default_factory=dict, repr=False)
    _held: tuple[int, set[Name]] = field(default=(-1, set()), init=False, repr=False)

    def columns(self, part: exp.Expr) -> frozenset[Name]:
        """Return the columns that a condition looks at, those of its subqueries included; worked out once."""
        if id(part) not in self._columns:
            self._columns[id(part)] = frozenset((one.table, one.name.lower()) for one in part.find_all(exp.Column))
        return self._columns[id(part)]

    def source(self, name: str) -> object:
        """Return what one of the sources is."""
        return source_named(self.scope, name)

    def same(self, names: set[Name]) -> set[Name]:
        """Return ``names`` with every column that this SELECT equates to one of them."""
        found = set(names)
        growing = bool(self.pairs)
        while growing:
            more = {b for a, b in self.pairs if a in found} | {a for a, b in self.pairs if b in found}
            growing = not more <= found
            found |= more
        return found

    def held(self) -> set[Name]:
        """Return the columns that are fixed, or equated to one that is."""
        if self._held[0] != len(self.single):
            one_row = {name for pair in self.pairs for name in pair if name[0] in self.single}
            self._held = (len(self.single), self.same(self.fixed | one_row))
        return self._held[1]


def source_named(scope: Scope, name: str) -> object:
    """Return what a source of a SELECT is: a table, or the scope of a derived table (of LATERAL: the one inside)."""
    source = scope.sources.get(name)
    if isinstance(source, Scope) and isinstance(source.expression, exp.Lateral):
        inner = source.expression.this.unnest()
        return next((one for one in source.traverse() if one.expression is inner), source)
    return source


def local_names(scope: Scope) -> set[str]:
    """Return the sources that this SELECT itself draws from, those of semi and anti joins included."""
    select = scope.expression
    return _named(select) if isinstance(select, exp.Select) else set(scope.sources)


def _named(select: exp.Select) -> set[str]:
    origin = select.args.get("from_")
    named = [origin.this] if origin is not None else []
    named += [join.this for join in select.args.get("joins") or ()]
    return {source.alias_or_name for source in named}


def frame_of(scope: Scope) -> Frame:
    """Read WHERE, ON and GROUP BY of one SELECT."""
    frame = Frame(scope)
    select = scope.expression
    if not isinstance(select, exp.Select):
        return frame
    _read_joins(select, frame)
    where = select.args.get("where")
    read_condition(where.this if where else None, frame)
    names = frozenset(local_names(scope))
    frame.conditions += [(part, names) for part in conjuncts(where.this if where else None)]
    frame.grouped = {name for item in grouped_by(select) for name in names_in(item, scope)}
    distinct_on = select.args.get("distinct")
    if isinstance(distinct_on, exp.Distinct) and distinct_on.args.get("on"):
        frame.grouped |= {name for item in distinct_on.args["on"].expressions for name in names_in(item, scope)}
    return frame


def _read_joins(select: exp.Select, frame: Frame) -> None:
    """Read every ON, for those sources whose rows it narrows."""
    origin = select.args.get("from_")
    earlier = {origin.this.alias_or_name} if origin is not None else set()
    frame.inner = set(earlier)
    for join in select.args.get("joins") or ():
        name, on = join.this.alias_or_name, join.args.get("on")
        side, kind = (join.args.get("side") or "").upper(), (join.args.get("kind") or "").upper()
        part = Frame(frame.scope)
        read_condition(on, part)
        frame.pairs += part.pairs
        if kind == "ANTI":
            continue
        narrowed = {"LEFT": {name}, "RIGHT": earlier, "FULL": set()}.get(side, {name, *earlier})
        frame.fixed |= {item for item in part.fixed if item[0] in narrowed}
        frame.conditions += [(item, frozenset(narrowed)) for item in conjuncts(on)]
        frame.inner = {"LEFT": frame.inner, "RIGHT": {name}, "FULL": set()}.get(side, {*frame.inner, name})
        earlier = {*earlier, name}


def conditions_on(alias: str, frame: Frame) -> list[exp.Expr]:
    """Return what must hold for the rows of one source."""
    return [part for part, names in frame.conditions if alias in names]


def grouped_by(select: exp.Select) -> list[exp.Expr]:
    """Return what every row of the result is grouped by: of ROLLUP, CUBE and GROUPING SETS only what is in all sets."""
    group = select.args.get("group")
    if not isinstance(group, exp.Group):
        return []
    if group.args.get("all"):
        return [item.unalias() for item in select.selects if not aggregates(item)]
    found: list[exp.Expr] = []
    sets = list(group.args.get("grouping_sets") or ())
    for item in group.expressions:
        if isinstance(item, exp.GroupingSets):
            sets.append(item)
        elif not isinstance(item, exp.Rollup | exp.Cube):
            found.append(item)
    for item in sets:
        members = [
            set(part.expressions if isinstance(part, exp.Tuple) else [part.unnest()]) for part in item.expressions
        ]
        found += sorted(set.intersection(*members), key=str) if members else []
    return found


def read_condition(condition: exp.Expr | None, frame: Frame) -> None:
    """Add what a condition holds fixed or equates; parts under OR and NOT hold nothing."""
    for part in conjuncts(condition):
        if isinstance(part, _EQUALITIES):
            for left, right in _sides(part):
                _equate(left, right, frame)
        elif (
            (isinstance(part, exp.In) and _one_value(part))
            or (isinstance(part, exp.Between) and part.args["low"] == part.args["high"])
            or (isinstance(part, exp.Is) and isinstance(part.expression, exp.Boolean | exp.Null))
        ):
            frame.fixed |= set(names_in(part.this, frame.scope))
        elif isinstance(part, exp.Column):  # a Boolean column by itself
            frame.fixed |= set(names_in(part, frame.scope))
        elif isinstance(part, exp.Not) and isinstance(part.this, exp.Column):
            frame.fixed |= set(names_in(part.this, frame.scope))


def _one_value(part: exp.In) -> bool:
    """Whether a list holds one value: it is written out, or asked of a query with one row."""
    query = part.args.get("query")
    if query is None:
        return len(part.expressions) == 1 and not part.args.get("unnest")
    return _one_row(query)


def _one_row(query: exp.Expr) -> bool:
    select = query.unnest() if isinstance(query, exp.Subquery) else query
    whole = isinstance(select, exp.Select) and select.args.get("group") is None
    return whole and isinstance(select, exp.Select) and any(aggregates(item) for item in select.selects)


def conjuncts(condition: exp.Expr | None) -> Iterator[exp.Expr]:
    """Yield the parts of a condition that must all hold."""
    while isinstance(condition, exp.Paren):
        condition = condition.this
    if isinstance(condition, exp.And):
        yield from conjuncts(condition.left)
        yield from conjuncts(condition.right)
    elif condition is not None:
        yield condition


def _sides(equality: exp.EQ | exp.NullSafeEQ) -> Iterator[tuple[exp.Expr, exp.Expr]]:
    left, right = equality.left.unnest(), equality.right.unnest()
    if isinstance(left, exp.Tuple) and isinstance(right, exp.Tuple):
        yield from zip(left.expressions, right.expressions, strict=False)
    else:
        yield left, right


def _equate(left: exp.Expr, right: exp.Expr, frame: Frame) -> None:
    if any(isinstance(side, exp.Any | exp.All) and not _one_row(side.this) for side in (left, right)):
        return  # equal to one of several: to which is not said
    lefts, rights = list(names_in(left, frame.scope)), list(names_in(right, frame.scope))
    if lefts and rights:
        frame.pairs += [(a, b) for a in lefts for b in rights]
    elif lefts and not _varies(right, frame.scope):
        frame.fixed |= set(lefts)
    elif rights and not _varies(left, frame.scope):
        frame.fixed |= set(rights)


def _varies(node: exp.Expr, scope: Scope) -> bool:
    """Whether a value may differ from row to row of this SELECT; a column of an outer query does not."""
    names = local_names(scope)
    return any(column.table in names and not _own(column, node) for column in node.find_all(exp.Column))


def _own(column: exp.Column, top: exp.Expr) -> bool:
    """Whether a column inside a subquery ``top`` belongs to that subquery and not to the query around it."""
    select = column.find_ancestor(exp.Select)
    while select is not None:
        if column.table in _named(select):
            return True
        if select is top:
            break
        select = select.find_ancestor(exp.Select) if select.parent is not None else None
        if select is not None and not any(node is top for node in _up(select)):
            break
    return False


def _up(node: exp.Expr | None) -> Iterator[exp.Expr]:
    while node is not None:
        yield node
        node = node.parent


def names_in(node: exp.Expr, scope: Scope) -> Iterator[Name]:
    """Yield the columns that ``node`` stands for: itself, or those of a COALESCE or CAST of columns only."""
    node = node.unnest()
    if isinstance(node, exp.Column):
        if node.table in local_names(scope):
            yield node.table, node.name.lower()
    elif isinstance(node, _CASTS):
        yield from names_in(node.this, scope)
    elif isinstance(node, exp.Coalesce) and all(
        isinstance(item, exp.Column) for item in [node.this, *node.expressions]
    ):
        for item in [node.this, *node.expressions]:
            yield from names_in(item, scope)
