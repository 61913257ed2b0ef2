"""Which forms of question a plan is, in the words of a caveat's ``shown_for``."""

from __future__ import annotations

from assistant.catalog.field import Field
from assistant.catalog.formula import formula
from assistant.catalog.graph import local_field
from assistant.catalog.vocabulary import FieldRole, ShownFor
from assistant.explanation.caveats.asked import Asked
from assistant.explanation.caveats.levels import summed_from
from assistant.plan import (
    Change,
    Claim,
    CountMembers,
    Cumulative,
    Difference,
    MemberFilter,
    Op,
    Per,
    Plan,
    Rank,
    Ratio,
    Share,
    Split,
    YesNo,
)


def forms(asked: Asked) -> frozenset[ShownFor]:
    """Return the forms: a list of figures is ``value`` too, a change is not."""
    plan = asked.plan
    found = {_main(plan)}
    if found & {ShownFor.SERIES, ShownFor.COMPARISON, ShownFor.RANKING} and plan.calculation is None:
        found.add(ShownFor.VALUE)
    if plan.per is not None and _names_several(plan):
        found.add(ShownFor.COMPARISON)
    if isinstance(plan.calculation, Cumulative) or sums_members(asked):
        found.add(ShownFor.SUM)
    if any(len(formula(asked.catalog, ref).components) > 1 for ref in plan.metrics):
        found.add(ShownFor.RATIO)
    return frozenset(found)


def is_ranked(plan: Plan) -> bool:
    """Whether members are ordered by or picked on their figure."""
    by_figure = plan.order is not None and not isinstance(plan.order.by, Split) and plan.order.by is not None
    chosen = bool(plan.conditions) or isinstance(plan.calculation, Rank | CountMembers)
    return chosen or (bool(plan.splits) and (by_figure or plan.limit is not None))


def over_time(plan: Plan) -> bool:
    """Whether the answer sets figures of different periods beside each other."""
    return plan.per is not None or _is_change(plan) or (plan.period is not None and plan.period.compare_to is not None)


def _is_change(plan: Plan) -> bool:
    base = plan.calculation.base if isinstance(plan.calculation, YesNo | Claim) else plan.calculation
    return isinstance(base, Change)


def _main(plan: Plan) -> ShownFor:
    wanted = plan.calculation
    if _is_change(plan):
        return ShownFor.CHANGE
    if isinstance(wanted, Share | Per | Ratio):
        return ShownFor.RATIO
    if isinstance(wanted, Difference) or (isinstance(wanted, YesNo) and isinstance(wanted.base, Difference)):
        return ShownFor.CHANGE if plan.period and plan.period.compare_to else ShownFor.COMPARISON
    if plan.per is not None:
        return ShownFor.SERIES
    if is_ranked(plan):
        return ShownFor.RANKING
    return ShownFor.COMPARISON if _names_several(plan) else ShownFor.VALUE


def _names_several(plan: Plan) -> bool:
    split = {item.field for item in plan.splits}
    return any(
        isinstance(item, MemberFilter) and item.op is Op.IN and item.field in split and len(item.members) > 1
        for item in plan.filters
    )


def sums_members(asked: Asked) -> bool:
    """Whether a figure adds up members: several named ones, a level below, or a dimension that has no total."""
    plan = asked.plan
    split = {item.field for item in plan.splits}
    for item in plan.filters:
        if isinstance(item, MemberFilter) and item.op is Op.IN and len(item.members) > 1 and item.field not in split:
            return True
    if summed_from(asked):
        return True
    fixed = {
        (name, own.field)
        for ref in asked.dimensions
        for name in asked.facts
        if (own := local_field(asked.catalog, name, ref)) is not None
    }
    for name in asked.facts:
        known = asked.catalog.by_name[name]
        for key in known.primary_key:
            if (name, key) not in fixed and _adds_up(known.fields_by_name[key]):
                return True
    return False


def _adds_up(field: Field) -> bool:
    return field.role is FieldRole.DIMENSION and field.total is None and field.levels is None and not field.exclusive


__all__ = ["forms", "is_ranked", "over_time", "sums_members"]
