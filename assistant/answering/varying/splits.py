"""Another split: by what the catalogue can split this figure, or not split at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.answering.refusals import datasets_of
from assistant.answering.varying.choices import Candidates, Known, figures
from assistant.answering.words import say
from assistant.catalog.catalog import FieldRef
from assistant.catalog.graph import shared_dimensions
from assistant.catalog.levels import levels_of
from assistant.explanation.names import members_word
from assistant.plan import Change, MemberFilter, Per, Plan, Ratio, Split, ValueFilter


def said(plan: Plan, known: Known) -> str:
    """Return how the figure is split, in words."""
    if not plan.splits:
        return say("varying_whole", plan.language)
    return ", ".join(_per(split, plan, known) for split in plan.splits)


def changeable(plan: Plan) -> bool:
    """Whether the split can be another: no order, threshold or arithmetic is about its members."""
    calculation = figures(plan).calculation
    plain = calculation is None or isinstance(calculation, Per | Ratio | Change)
    return plain and not plan.conditions and plan.limit is None and plan.premise is None and len(plan.splits) < 2


def candidates(plan: Plan, known: Known, number: int) -> Candidates:
    """Yield the plans with other splits, in the catalogue's order; one that is asked per period stays that."""
    plan = figures(plan)
    if plan.splits:
        yield say("varying_whole", plan.language), replace(plan, splits=(), order=None)
    for ref in shared_dimensions(known.catalog, datasets_of(plan, known.catalog)):
        # By what tells one row from the next, nothing is split: it is a list of all there is.
        if known.catalog.by_name[ref.dataset].primary_key == (ref.field,) and levels_of(known.catalog, ref) is None:
            continue
        for split in _by(ref, plan, known):
            if split not in plan.splits:
                yield _per(split, plan, known), replace(plan, splits=(split,), order=None)


def _by(ref: FieldRef, plan: Plan, known: Known) -> Iterator[Split]:
    levels = levels_of(known.catalog, ref)
    kept = [item for item in plan.filters if item.field == ref]
    if levels is None:
        if not kept:
            yield Split(ref)
        return
    if any(isinstance(item, ValueFilter) for item in kept):
        return
    within = [one.level for item in kept if isinstance(item, MemberFilter) for one in item.members]
    order = [str(level) for level in levels.order]
    first = max((order.index(level) + 1 for level in within if level in order), default=0)
    yield from (Split(ref, level) for level in order[first:])


def _per(split: Split, plan: Plan, known: Known) -> str:
    member = members_word(known.catalog, split.field, split.level, plan.language, 1)
    return say("varying_per", plan.language, member=member)
