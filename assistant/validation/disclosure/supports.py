"""The counts that an output column of a query rests on, as expressions that can be selected beside it."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlglot import exp

from assistant.validation.disclosure.persons import Persons

_SCALED = (exp.Mul, exp.Div, exp.IntDiv)
_THROUGH = (
    *_SCALED,
    exp.Paren,
    exp.Neg,
    exp.Cast,
    exp.TryCast,
    exp.Round,
    exp.Coalesce,
    exp.Nullif,
    exp.Abs,
    exp.Alias,
)
_OVER = (exp.Sum, exp.Count, exp.Avg, exp.Filter, exp.Lag, exp.Lead, exp.FirstValue, exp.LastValue, exp.NthValue)
#: Under this name an expression that is no part of the query itself keeps the part that it was made of.
OF = "made_of"


@dataclass
class Supports:
    """What one output column rests on.

    ``counts`` are judged by their value. ``wide`` says that it looks beyond its own row (a window, a subquery): one
    withheld row anywhere withholds it. ``opaque`` says that it cannot be told what its value gives away.
    """

    counts: list[exp.Expr] = field(default_factory=list)
    wide: bool = False
    opaque: bool = False

    def add(self, other: Supports) -> None:
        """Take in what a part rests on."""
        self.counts += other.counts
        self.wide = self.wide or other.wide
        self.opaque = self.opaque or other.opaque


def supports_of(node: exp.Expr, persons: Persons, depth: int = 0) -> Supports:
    """Return what an output expression rests on."""
    node = node.unalias() if isinstance(node, exp.Alias) else node
    if persons.rule(node) is None and not _behind(node, persons, depth):
        return Supports()
    if depth > 40:
        return Supports(opaque=True)
    if isinstance(node, exp.Column):
        return _column(node, persons, depth)
    if isinstance(node, exp.Filter):
        if persons.rule(node.expression) is not None:
            return Supports(opaque=True)
        return _whole(node, supports_of(node.this, persons, depth + 1))
    if isinstance(node, exp.Sum | exp.Count):
        return _whole(node, supports_of(node.this, persons, depth + 1) if isinstance(node, exp.Sum) else Supports())
    if isinstance(node, exp.Avg):
        total = exp.Sum(this=node.this.copy())
        total.meta[OF] = node
        return _whole(total, supports_of(node.this, persons, depth + 1))
    if isinstance(node, exp.Window):
        inner = node.this
        known = isinstance(inner, _OVER)
        ordered = any(persons.rule(part) is not None for part in (node.args.get("order"),) if part is not None)
        return Supports([node], wide=True, opaque=not known or ordered)
    if isinstance(node, exp.Subquery):
        return Supports([node], wide=True)
    if isinstance(node, exp.Case):
        return _case(node, persons, depth)
    if isinstance(node, exp.Add | exp.Sub):
        both = _children(node, persons, depth)
        return _whole(node, both) if not both.opaque else both
    if isinstance(node, _THROUGH):
        return _children(node, persons, depth)
    return Supports(opaque=True)


def _whole(node: exp.Expr, inner: Supports) -> Supports:
    """Return a count that is judged by itself; inside an aggregate only whether its parts can be told matters."""
    keep = inner.counts if isinstance(node, exp.Add | exp.Sub) else []
    return Supports([node, *keep], inner.wide, inner.opaque)


def _children(node: exp.Expr, persons: Persons, depth: int) -> Supports:
    found = Supports()
    for child in node.iter_expressions():
        found.add(supports_of(child, persons, depth + 1))
    return found


def _case(node: exp.Case, persons: Persons, depth: int) -> Supports:
    found = Supports([node])
    for branch in node.args.get("ifs") or ():
        inner = supports_of(branch.args["true"], persons, depth + 1)
        found.opaque = found.opaque or inner.opaque or persons.rule(branch.this) is not None
        found.wide = found.wide or inner.wide
    if (default := node.args.get("default")) is not None:
        inner = supports_of(default, persons, depth + 1)
        found.opaque, found.wide = found.opaque or inner.opaque, found.wide or inner.wide
    return found


def _behind(node: exp.Expr, persons: Persons, depth: int) -> bool:
    """Whether a column of a derived table counts rows that are persons: a COUNT has no field to tell it by."""
    columns = node.find_all(exp.Column) if depth < 40 else ()
    return any(
        persons.rule(inner) is not None or _behind(inner, persons, depth + 1)
        for column in columns
        for inner in persons.lineage.behind(column)
    )


def _column(node: exp.Column, persons: Persons, depth: int) -> Supports:
    """Return a column as its own count, when what a derived table computes for it is one."""
    found = Supports([node])
    for inner in persons.lineage.behind(node):
        below = supports_of(inner, persons, depth + 1)
        # What is divided or scaled further in is no count any more, and its counts cannot be reached from here.
        scaled = any(isinstance(part, _SCALED) for part in inner.walk())
        found.opaque = found.opaque or below.opaque or (scaled and bool(below.counts))
        found.wide = found.wide or below.wide
    return found
