"""Breaks: a series or change that crosses the first period of a new definition."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.dataset import Break
from assistant.catalog.period import Period
from assistant.catalog.timecode import moment
from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats.asked import Asked
from assistant.explanation.caveats.case import Case
from assistant.explanation.caveats.evidence import Evidence, Probe
from assistant.explanation.caveats.forms import over_time
from assistant.explanation.shown import Shown
from assistant.plan import Change, Plan, underlying


def probes(asked: Asked) -> Iterator[tuple[str, str, Probe]]:
    """Yield dataset, name and probe for the breaks that hold for some rows only."""
    for dataset, index, found in crossed(asked):
        if found.when:
            yield dataset, f"break_{index}", Probe(found.when, asked.about(dataset, found.applies_to))


def shown(case: Case) -> Iterator[CaveatShown]:
    """Yield the breaks that the shown figures cross."""
    language = case.asked.plan.language
    for dataset, index, found in crossed(case.asked, case.shown):
        if found.when and not case.evidence.met(dataset, f"break_{index}"):
            continue
        text = found.text.say(language)
        if not found.comparable:
            text = case.say.say("caveat.not_comparable", text=text)
        yield CaveatShown(f"{dataset}.{found.id}", found.severity.value, "break", text)


def crossed(asked: Asked, shown: Shown | None = None) -> Iterator[tuple[str, int, Break]]:
    """Yield the breaks that lie between the first and last period of the plan (of the figures, when shown)."""
    span = _span(asked, shown)
    if span is not None and over_time(asked.plan):
        yield from between(asked, *span)


def between(asked: Asked, first: Period, last: Period) -> Iterator[tuple[str, int, Break]]:
    """Yield the breaks about these figures that lie between two periods."""
    for dataset in asked.facts:
        known = asked.catalog.by_name[dataset]
        for index, found in enumerate(known.breaks):
            field = known.fields_by_name.get(found.field) if found.field else asked.time(dataset)
            at = moment(field, found.at) if field else None
            if at and asked.applies(dataset, found.applies_to) and first.start < at.start <= last.end:
                yield dataset, index, found


def stepwise(plan: Plan) -> bool:
    """Whether the answer tells changes from each period to the next; of the step over a break there is none."""
    return plan.per is not None and isinstance(underlying(plan.calculation), Change)


def not_comparable(asked: Asked, shown: Shown | None = None, evidence: Evidence | None = None) -> Break | None:
    """Return the first crossed break over which no change may be computed.

    A break that holds for some rows only counts when ``evidence`` says that a used row is one of them; without
    evidence it counts, to be on the safe side. Changes from each period to the next are left out one by one.
    """
    if stepwise(asked.plan):
        return None
    for dataset, index, found in crossed(asked, shown):
        if found.comparable or (found.when and evidence and not evidence.met(dataset, f"break_{index}")):
            continue
        return found
    return None


def _span(asked: Asked, shown: Shown | None) -> tuple[Period, Period] | None:
    if shown is not None and shown.time is not None and not stepwise(asked.plan):
        held = [
            period
            for row in range(len(shown.rows))
            if (period := shown.period(row)) and any(shown.value(row, column) is not None for column in shown.metrics)
        ]
        return (min(held), max(held)) if held else None
    choice = asked.plan.period
    if choice is None:
        return None
    if stepwise(asked.plan):
        return choice.start, choice.end
    known = [choice.start, choice.end, *([choice.compare_to] if choice.compare_to else [])]
    return min(known), max(known)
