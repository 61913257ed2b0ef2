"""A figure set beside others: each comparison is asked, checked and withheld as any question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from assistant.answering.facts import DataFacts
from assistant.answering.standing.beside import Beside, of_places, of_years
from assistant.answering.standing.parts import Ask, parts_of
from assistant.answering.standing.size import of_size
from assistant.answering.standing.subject import Subject, per_head, subject
from assistant.answering.words import say
from assistant.catalog.catalog import Catalog, MetricRef
from assistant.engines.base import Engine
from assistant.explanation.names import per_words
from assistant.explanation.shown import Shown
from assistant.explanation.standing import Comparison, Kind, Standing
from assistant.plan import Per, Plan

_MOST_PERIODS = 10_000


def compared(plan: Plan, catalog: Catalog, engine: Engine, ask: Ask, role: str) -> Standing:
    """Return the figure of ``plan`` beside others, and its change taken apart; what cannot be compared is left out.

    ``ask`` answers with the rights of the reader, and remembers what it showed: it counts for what comes after.
    """
    found = subject(plan, catalog, engine.profile)
    made = _besides_itself(tuple(_each(found, catalog, engine, ask, role)))
    parts = parts_of(found, catalog, engine.profile, ask) if made else ()
    return Standing(plan.language, made, parts, say("standing_no_cause", plan.language) if parts else "")


def _each(found: Subject, catalog: Catalog, engine: Engine, ask: Ask, role: str) -> Iterator[Comparison]:
    """Yield the comparisons that there are figures for; none when the figure itself cannot be shown."""
    profile = engine.profile
    own = _told(Beside(Kind.OWN, found.plan()), ask)
    if own is None:
        return
    yield own
    fair = found.plan()
    by = found.by if isinstance(found.by, Per) else None
    for per in per_head(found, catalog):
        beside = Beside(Kind.PER, replace(fair, calculation=per), per_words(catalog, per, fair.language))
        if (divided := _told(beside, ask)) is not None:
            fair, by = beside.plan, per
            yield divided
            break
    wanted = [*of_places(found, fair, catalog, profile)]
    by = by or _any_size(catalog)
    if by is not None:
        known = partial(DataFacts(catalog, engine, _MOST_PERIODS).periods, role=role)
        wanted += [one] if (one := of_size(found, fair, by, ask, known)) is not None else []
    wanted += [years] if (years := of_years(found, fair)) is not None else []
    yield from (told for one in wanted if (told := _told(one, ask)) is not None)


def _besides_itself(made: tuple[Comparison, ...]) -> tuple[Comparison, ...]:
    """Leave out the place above where the figure's own place is the only one in it with figures: that is the same."""
    alone = {one.name for one in made if one.kind is Kind.PEERS and (_peers(one) or 2) < 2}
    return tuple(one for one in made if one.kind not in (Kind.PEERS, Kind.LEVEL) or one.name not in alone)


def _peers(one: Comparison) -> int | None:
    """Return among how many a place in the order is; None where that is not told."""
    shown = one.answer.shown
    if shown is None or len(shown.calculations) < 2 or not shown.rows:
        return None
    count = shown.value(0, shown.calculations[1])
    return None if count is None else int(count)


def _any_size(catalog: Catalog) -> Per | None:
    """Return what tells the size of a place where the figure itself is not divided by anything."""
    first = next(iter(catalog.denominators), None)
    return Per(MetricRef.parse(first.metric), 1.0, first.name) if first is not None else None


def _told(beside: Beside, ask: Ask) -> Comparison | None:
    answer = ask(beside.plan)
    shown = answer.shown
    if answer.outcome != "answer" or shown is None or not shown.rows:
        return None
    if beside.kind is not Kind.OWN and not _has_figure(shown):
        return None
    key = f"standing_{beside.kind.value}"
    if beside.kind is Kind.PEERS and not beside.name:
        key += "_all"
    return Comparison(beside.kind, say(key, beside.plan.language, name=beside.name), answer, beside.name)


def _has_figure(shown: Shown) -> bool:
    """Whether there is anything to see, or to say that it is withheld."""
    figures = shown.calculations or shown.metrics
    return bool(shown.withheld) or any(
        shown.value(row, column) is not None for row in range(len(shown.rows)) for column in figures
    )
