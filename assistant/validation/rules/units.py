"""Figures of different units are not added, subtracted or compared."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from sqlglot import exp

from assistant.catalog.unit_kinds import Unit, clash, differ, unit_of
from assistant.validation.calls import argument, counts
from assistant.validation.lineage import Lineage
from assistant.validation.meaning.figures import Figures
from assistant.validation.query import Issue
from assistant.validation.view import View
from assistant.validation.wording import issue, say

_COMPARED = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.NullSafeEQ, exp.NullSafeNEQ)
_ONE_OF = (exp.Greatest, exp.Least, exp.In, exp.Coalesce)
_ON_ONE_SCALE = (exp.Add, exp.Sub, *_COMPARED, exp.Between, *_ONE_OF)


def check(figures: Figures) -> Iterator[Issue]:
    """Yield additions and comparisons of units that do not go together; of different things counted, a doubt."""
    lineage, view = figures.lineage, figures.view
    for node in figures.tree.of(*_ON_ONE_SCALE):
        parts = _side_by_side(node)
        if not parts:
            continue
        units = [unit for part in parts if (unit := measured_in(part, lineage)) is not None]
        for one, other in combinations(dict.fromkeys(units), 2):
            if clash(one, other):
                yield _issue("units", node, one, other, view)
            elif differ(one, other) and frozenset((one.word, other.word)) not in view.units_together:
                severity = "error" if isinstance(node, exp.Add) else "warning"
                yield _issue("units_differ", node, one, other, view, severity)
    for total, one, other in _gathered(figures):
        together = frozenset((one.word, other.word)) in view.units_together
        if clash(one, other) or (differ(one, other) and not together):
            yield _issue("units" if clash(one, other) else "units_differ", total, one, other, view)


def _gathered(figures: Figures) -> Iterator[tuple[exp.Expr, Unit, Unit]]:
    """Yield the sums of a column whose branches of a UNION are in different units."""
    for node in figures.totals:
        inner = argument(node)
        behind = figures.lineage.behind(inner) if isinstance(inner, exp.Column) else []
        units = dict.fromkeys(unit for part in behind if (unit := measured_in(part, figures.lineage)) is not None)
        for one, other in combinations(units, 2):
            yield node, one, other


def _side_by_side(node: exp.Expr) -> list[exp.Expr]:
    """Return the expressions that an operation puts on one scale."""
    if isinstance(node, (exp.Add, exp.Sub, *_COMPARED)):
        parts = [node.left, node.right]
    elif isinstance(node, exp.Between):
        parts = [node.this, node.args["low"], node.args["high"]]
    elif isinstance(node, _ONE_OF) and node.expressions:
        parts = [node.this, *node.expressions]
    else:
        return []
    pairs = [part.unnest() for part in parts]
    return [] if any(isinstance(part, exp.Tuple) for part in pairs) else pairs


def _issue(key: str, node: exp.Expr, one: Unit, other: Unit, view: View, severity: str = "error") -> Issue:
    names = [_said(unit, view) for unit in (one, other)]
    return issue(key, view.language, node, severity=severity, left=names[0], right=names[1])


def _said(unit: Unit, view: View) -> str:
    return unit.word or say(f"unit_{unit.kind}", view.language)


def measured_in(node: exp.Expr, lineage: Lineage) -> Unit | None:
    """Return the unit that an expression is in; None when that is not known."""
    if counts(node):
        return None
    if isinstance(node, exp.Column):
        return lineage.once("unit", node, lambda column: _of_column(column, lineage), None)
    if isinstance(node, exp.Subquery):
        return measured_in(node.unnest(), lineage)
    if isinstance(node, exp.Select):
        return measured_in(node.selects[0], lineage) if len(node.selects) == 1 else None
    if isinstance(node, exp.Mul):
        left, right = measured_in(node.left, lineage), measured_in(node.right, lineage)
        return left if _about_one(node.right) else (right if _about_one(node.left) else None)
    if isinstance(node, exp.Sub | exp.Add):
        return _of_sum(node, lineage)
    if isinstance(node, exp.Case | exp.If):
        return _first(_branches(node), lineage)
    if isinstance(node, exp.Window | exp.Filter | exp.Nullif | exp.Round | exp.Cast | exp.TryCast):
        return measured_in(node.this, lineage)
    if isinstance(node, _KEEPING):
        return _first(list(node.iter_expressions()), lineage)
    return None


_KEEPING = (
    exp.Paren,
    exp.Alias,
    exp.Neg,
    exp.Abs,
    exp.Floor,
    exp.Ceil,
    exp.Trunc,
    exp.Coalesce,
    exp.Greatest,
    exp.Least,
    exp.Sum,
    exp.Avg,
    exp.Max,
    exp.Min,
    exp.Median,
    exp.AnyValue,
    exp.First,
    exp.Last,
    exp.FirstValue,
    exp.LastValue,
    exp.NthValue,
    exp.Lag,
    exp.Lead,
    exp.IgnoreNulls,
    exp.RespectNulls,
    exp.PercentileCont,
    exp.PercentileDisc,
    exp.Quantile,
    exp.Distinct,
    exp.All,
    exp.Any,
)


def _of_column(column: exp.Column, lineage: Lineage) -> Unit | None:
    scope = lineage.scope_of(column)
    if scope is None:
        return None
    behind = lineage.behind(column)
    if behind:
        units = {measured_in(part, lineage) for part in behind}
        return units.pop() if len(units) == 1 else None
    ref = lineage.origin(column, scope).ref
    return unit_of(lineage.view.field(ref)) if ref is not None else None


def _of_sum(node: exp.Add | exp.Sub, lineage: Lineage) -> Unit | None:
    left, right = measured_in(node.left, lineage), measured_in(node.right, lineage)
    if left is not None and left.kind == "moment":
        return None if right is not None and right.kind == "moment" else left
    return left or right


def _branches(node: exp.Expr) -> list[exp.Expr]:
    ifs = node.args.get("ifs") or [node]
    values = [branch.args.get("true") for branch in ifs] + [node.args.get("default") or node.args.get("false")]
    return [value for value in values if value is not None]


def _first(nodes: list[exp.Expr], lineage: Lineage) -> Unit | None:
    found = (measured_in(node, lineage) for node in nodes)
    return next((unit for unit in found if unit is not None), None)


def _about_one(node: exp.Expr) -> bool:
    """Whether a factor leaves the unit alone: 1.0 or a part of one; 1000 may well turn thousands into units."""
    node = node.unnest()
    return isinstance(node, exp.Literal) and not node.is_string and 0 < float(node.name) <= 1
