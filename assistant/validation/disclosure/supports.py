"""The counts that an output column of a query rests on, as expressions that can be selected beside it."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlglot import exp

from assistant.validation.disclosure.bare import added_up, arms, bare, counts_plainly, open_window, touches
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
    if not touches(node, persons, depth):
        return Supports()
    if depth > 40:
        return Supports(opaque=True)
    if isinstance(node, exp.Column):
        return _column(node, persons, depth)
    if isinstance(node, exp.Filter):
        return _filtered(node, persons, depth)
    if isinstance(node, exp.Count):
        return Supports([node], opaque=not counts_plainly(node, persons))
    if isinstance(node, exp.Sum | exp.Avg):
        return _added(node, persons, depth)
    if isinstance(node, exp.Window):
        return Supports([node], wide=True, opaque=not open_window(node, persons))
    if isinstance(node, exp.Subquery):
        return Supports([node], wide=True, opaque=not bare(node, persons))
    if isinstance(node, exp.Case):
        return _case(node, persons, depth)
    if isinstance(node, exp.Add | exp.Sub):
        both = _children(node, persons, depth)
        return both if both.opaque else Supports([node, *both.counts], both.wide)
    if isinstance(node, _THROUGH):
        return _children(node, persons, depth)
    return _hidden_in(node, persons, depth)


def _hidden_in(node: exp.Expr, persons: Persons, depth: int) -> Supports:
    """Return the counts inside a value of which it cannot be told what it gives away."""
    if isinstance(node, exp.AggFunc):
        columns = [one for one in node.find_all(exp.Column) if touches(one, persons) and bare(one, persons)]
        return Supports([_made(exp.Sum(this=one.copy()), one) for one in columns], opaque=True)
    found = Supports(opaque=True)
    if not isinstance(node, exp.Query):
        found.add(_children(node, persons, depth))
    return found


def _added(node: exp.Sum | exp.Avg, persons: Persons, depth: int) -> Supports:
    """Return what a sum or mean rests on: the sum of each count in it, whatever is added to it or multiplied with."""
    found = Supports(wide=supports_of(node.this, persons, depth + 1).wide)
    for part in added_up(node.this):
        if not touches(part, persons, depth):
            continue
        found.opaque = found.opaque or not bare(part, persons)
        if isinstance(node, exp.Sum) and part is node.this:
            found.counts.append(node)
        else:
            found.counts.append(_made(exp.Sum(this=part.copy()), part))
    return found


def _filtered(node: exp.Filter, persons: Persons, depth: int) -> Supports:
    """Return what an aggregate over some rows rests on: the counts of those rows."""
    inner = supports_of(node.this, persons, depth + 1)
    found = Supports([], inner.wide, inner.opaque or touches(node.expression, persons))
    for count in inner.counts:
        over = exp.Filter(this=count.copy(), expression=node.expression.copy())
        found.counts.append(node if count is node.this else _made(over, count.meta.get(OF, count)))
    return found


def _made(node: exp.Expr, of: object) -> exp.Expr:
    node.meta[OF] = of
    return node


def _children(node: exp.Expr, persons: Persons, depth: int) -> Supports:
    found = Supports()
    for child in node.iter_expressions():
        found.add(supports_of(child, persons, depth + 1))
    return found


def _case(node: exp.Case, persons: Persons, depth: int) -> Supports:
    found = Supports([node] if bare(node, persons) else [])
    for arm in arms(node):
        found.add(supports_of(arm, persons, depth + 1))
    found.opaque = found.opaque or any(touches(one.this, persons) for one in node.args.get("ifs") or ())
    return found


def _column(node: exp.Column, persons: Persons, depth: int) -> Supports:
    """Return a column as its own count, when what a derived table computes for it is one."""
    # What is added to or scaled further in is no count any more, and its counts cannot be reached from here.
    found = Supports([node], opaque=not bare(node, persons))
    for inner in persons.lineage.behind(node):
        below = supports_of(inner, persons, depth + 1)
        found.opaque = found.opaque or below.opaque
        found.wide = found.wide or below.wide
    return found
