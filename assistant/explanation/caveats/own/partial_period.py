"""A period that the data cover only in part: still running, or its last months are not there yet."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.period import Period, finer
from assistant.catalog.vocabulary import FieldRole, Grain, OverTime, Reference
from assistant.explanation import periods
from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats.case import Case


def shown(case: Case) -> Iterator[CaveatShown]:
    """Yield the caveat for the last (or first) asked period that is only partly there."""
    choice = case.asked.plan.period
    if choice is None:
        return
    for dataset in case.asked.facts:
        asked = (choice.end, choice.start, *([choice.compare_to] if choice.compare_to else []))
        for period in dict.fromkeys((*asked, *_running_year(case, dataset))):
            if partly_there(case, dataset, period):
                said = periods.plain(period, case.asked.plan.language)
                text = case.say.say("caveat.partial_period", label=case.asked.label(dataset), period=said)
                yield CaveatShown(f"{dataset}.partial_period", "important", "computed", text)
                break


def _running_year(case: Case, dataset: str) -> list[Period]:
    """Return the year of a figure from 1 January to where the data end, though the day it was asked on is later."""
    choice, stored = case.asked.plan.period, _stored(case, dataset)
    if choice is None or choice.grain is not Grain.DAY or case.as_of is None or not stored:
        return []
    year = choice.start.within(Grain.YEAR)
    to_date = choice.start.start == year.start and year.start <= case.as_of <= year.end
    return [year] if to_date and choice.end.end < case.as_of and max(stored).end == choice.end.end else []


def partly_there(case: Case, dataset: str, period: Period) -> bool:
    """Whether the data reach into the period but do not cover it."""
    if _at_its_start(case, dataset):
        return False
    stored = _stored(case, dataset)
    inside = [one for one in stored if one.overlaps(period)]
    if stored and not inside:
        return False
    if case.as_of is not None and case.as_of < period.end and bool(inside or not stored):
        return True
    inner = [one for one in inside if finer(one.grain, period.grain)]
    if not inner:
        return False
    if inner[0].grain is Grain.DAY:
        # Days without an event leave no row: only a whole absent month at an edge of the data tells something.
        first, last = (one.within(Grain.MONTH) for one in (min(stored), max(stored)))
        return first.start > period.start or last.end < period.end
    return min(inner).start > period.start or max(inner).end < period.end


def _at_its_start(case: Case, dataset: str) -> bool:
    """Whether the figures are counted at the start of a period, so that it need not be over."""
    refs = {ref for ref, part in case.asked.components if part.dataset == dataset}
    known = [case.asked.catalog.metric(ref) for ref in refs]
    return all(m.behaviour is OverTime.LAST and m.reference is Reference.START for m in known)


def _stored(case: Case, dataset: str) -> tuple[Period, ...]:
    """Return the stored periods with a value, ascending."""
    held = case.asked.profile.datasets.get(dataset) if case.asked.profile else None
    field = case.asked.time(dataset)
    if held is None or field is None:
        return ()
    known = case.asked.catalog.by_name[dataset].fields_by_name
    measures = frozenset(
        name
        for _, part in case.asked.components
        if part.dataset == dataset
        for name in part.fields
        if name in known and known[name].role is FieldRole.MEASURE
    )
    return held.either(field.name, measures)
