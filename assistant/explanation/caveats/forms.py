"""Which forms of question a plan is, in the words of a caveat's ``shown_for``."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.formula import formula
from assistant.catalog.vocabulary import ShownFor
from assistant.explanation.caveats.asked import Asked
from assistant.explanation.caveats.evidence import Evidence
from assistant.explanation.caveats.levels import summed_from
from assistant.plan import (
    Change,
    CountMembers,
    Difference,
    MemberFilter,
    Op,
    Plan,
    Rank,
    Share,
    Split,
    divided,
    judged,
    underlying,
)


def forms(asked: Asked, evidence: Evidence | None = None) -> frozenset[ShownFor]:
    """Return the forms: a list of figures is ``value`` too, a change is not.

    Without ``evidence`` a figure that may add up members counts as one that does.
    """
    plan = asked.plan
    found = set(_calculated(plan))
    if plan.per is not None:
        found.add(ShownFor.SERIES)
    if is_ranked(plan):
        found.add(ShownFor.RANKING)
    if _names_several(plan):
        found.add(ShownFor.COMPARISON)
    if plan.calculation is None or not found:
        found.add(ShownFor.VALUE)
    if adds_members(asked, evidence):
        found.add(ShownFor.SUM)
    if any(len(formula(asked.catalog, ref).components) > 1 for ref in plan.metrics):
        found.add(ShownFor.RATIO)
    return frozenset(found)


def is_ranked(plan: Plan) -> bool:
    """Whether members are ordered by or picked on their figure."""
    by_figure = plan.order is not None and not isinstance(plan.order.by, Split) and plan.order.by is not None
    chosen = bool(plan.conditions) or isinstance(underlying(plan.calculation), Rank | CountMembers)
    return chosen or (bool(plan.splits) and (by_figure or plan.limit is not None))


def over_time(plan: Plan) -> bool:
    """Whether the answer sets figures of different periods beside each other."""
    return plan.per is not None or _is_change(plan) or (plan.period is not None and plan.period.compare_to is not None)


def _is_change(plan: Plan) -> bool:
    changes = isinstance(underlying(plan.calculation), Change) or isinstance(judged(plan.calculation), Change)
    return changes or any(one.on_change for one in plan.conditions)


def _calculated(plan: Plan) -> Iterator[ShownFor]:
    """Yield what the calculation makes of the figures."""
    if _is_change(plan):
        yield ShownFor.CHANGE
    if divided(plan.calculation) is not None or isinstance(judged(plan.calculation), Share):
        yield ShownFor.RATIO
    if isinstance(underlying(plan.calculation), Difference):
        yield ShownFor.CHANGE if plan.period and plan.period.compare_to else ShownFor.COMPARISON


def _names_several(plan: Plan) -> bool:
    split = {item.field for item in plan.splits}
    return any(
        isinstance(item, MemberFilter) and item.op is Op.IN and item.field in split and len(item.members) > 1
        for item in plan.filters
    )


def adds_members(asked: Asked, evidence: Evidence | None) -> bool:
    """Whether a figure adds up members: several named ones, a level below, or all there are of something."""
    plan = asked.plan
    if not any(formula(asked.catalog, ref).additive for ref in plan.metrics):
        return False
    split = {item.field for item in plan.splits}
    for item in plan.filters:
        if isinstance(item, MemberFilter) and item.op is Op.IN and len(item.members) > 1 and item.field not in split:
            return not isinstance(plan.calculation, Difference)
    if summed_from(asked) or evidence is None:
        return True
    return any(evidence.adds_up(name) for name in asked.facts)


__all__ = ["adds_members", "forms", "is_ranked", "over_time"]
