"""Another period: a single one beside a single one, a whole series, a shorter or longer range."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.answering.varying.choices import Candidates, Known, figures
from assistant.answering.words import say
from assistant.catalog.period import Period
from assistant.explanation.periods import plain
from assistant.plan import PeriodChoice, Plan

#: Fewer periods than this are no series.
_A_SERIES = 3
#: Lengths of the ranges that are offered beside the whole one.
_LENGTHS = (5, 10)


def said(plan: Plan) -> str | None:
    """Return the period in words; None when it is none that can be changed on its own."""
    choice = plan.period
    if choice is None or choice.ranges or choice.among:
        return None
    start, end = plain(choice.compare_to or choice.start, plan.language), plain(choice.end, plan.language)
    return start if start == end else say("varying_range", plan.language, start=start, end=end)


def candidates(plan: Plan, known: Known, number: int) -> Candidates:
    """Yield the other periods, the newest first."""
    plan = figures(plan)
    choice = plan.period
    if choice is None or said(plan) is None:
        return
    there = tuple(dict.fromkeys(one.within(choice.grain) for one in known.periods(replace(plan, period=None))))
    if choice.compare_to is not None:
        yield from _compared(plan, choice, there)
    elif choice.single:
        yield from _series(plan, choice, there)
        yield from _singles(plan, choice, there)
    else:
        yield from _ranges(plan, choice, there)


def _compared(plan: Plan, choice: PeriodChoice, there: tuple[Period, ...]) -> Candidates:
    """Yield other periods to compare with: what changes is how far back is looked."""
    for one in reversed(there):
        if one.start < choice.end.start and one != choice.compare_to:
            yield _ranged(plan, one, choice.end), replace(plan, period=replace(choice, compare_to=one))


def _singles(plan: Plan, choice: PeriodChoice, there: tuple[Period, ...]) -> Candidates:
    for one in reversed(there):
        if one != choice.end:
            yield plain(one, plan.language), replace(plan, period=PeriodChoice(one, one, choice.grain))


def _series(plan: Plan, choice: PeriodChoice, there: tuple[Period, ...]) -> Candidates:
    """Yield the whole series, where nothing else is asked of the figure."""
    if len(there) < _A_SERIES or plan.calculation or plan.splits or plan.conditions or plan.per:
        return
    whole = PeriodChoice(there[0], there[-1], choice.grain)
    yield _ranged(plan, there[0], there[-1]), replace(plan, period=whole, per=choice.grain)


def _ranges(plan: Plan, choice: PeriodChoice, there: tuple[Period, ...]) -> Candidates:
    for first, last in _stretches(there):
        if (first, last) != (choice.start, choice.end):
            yield _ranged(plan, first, last), replace(plan, period=PeriodChoice(first, last, choice.grain))
    if plan.per is choice.grain and plan.calculation is None:
        for one in reversed(there):
            single = PeriodChoice(one, one, choice.grain)
            yield plain(one, plan.language), replace(plan, period=single, per=None, order=None, limit=None)


def _stretches(there: tuple[Period, ...]) -> Iterator[tuple[Period, Period]]:
    if len(there) < _A_SERIES:
        return
    yield there[0], there[-1]
    for length in _LENGTHS:
        if length < len(there):
            yield there[-length], there[-1]


def _ranged(plan: Plan, first: Period, last: Period) -> str:
    start, end = plain(first, plan.language), plain(last, plan.language)
    return say("varying_range", plan.language, start=start, end=end)
