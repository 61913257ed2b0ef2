"""The grounds of an answer: every size, name and period that its plan and cells give, as they may be written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.explanation.grounding.around import around, by_period, owners_of, periods_of, times_of
from assistant.explanation.grounding.asked import asked_of
from assistant.explanation.grounding.cells import cells_of, declared_of, holds
from assistant.explanation.grounding.facts import Fact, Grounds
from assistant.explanation.grounding.lexicon import lexicon
from assistant.explanation.grounding.naming import names_of
from assistant.explanation.grounding.ways import column_of, directions_of, judgements_of, order_of, verdict_of
from assistant.explanation.grounds import Declared
from assistant.explanation.shown import Shown


def grounds_of(shown: Shown, declared: Sequence[Declared] = (), known: Iterable[str] = ()) -> Grounds:
    """Return what a text about this answer may rest on; ``known`` are further names."""
    several = len(shown.rows) > 1
    words = lexicon(shown.catalog, shown.profile, shown.language)
    rows = range(len(shown.rows))
    empty = [row for row in rows if any(shown.value(row, one) is None for one in (*shown.metrics, *shown.calculations))]
    return Grounds(
        language=shown.language,
        facts=(*cells_of(shown), *declared_of(shown, declared), *asked_of(shown)),
        names=frozenset(name for name in (*names_of(shown), *known) if name.strip()),
        members=frozenset(name for row in rows for name in owners_of(shown, row)) if several else frozenset(),
        loose=frozenset(around(shown))
        | frozenset(name for row in empty for name in (*owners_of(shown, row), *times_of(shown, row))),
        times=frozenset(time for row in rows for time in times_of(shown, row)) if by_period(shown) else frozenset(),
        periods=frozenset(periods_of(shown)),
        foreign=words.names,
        units=words.units,
        order=order_of(shown),
        directions=frozenset(directions_of(shown)),
        judgements=frozenset(judgements_of(shown, declared)),
        extremes={column: tuple(column_of(shown, column)) for column in (*shown.metrics, *shown.calculations)},
        verdict=verdict_of(shown),
        unfounded=tuple(str(one.value) for one in declared if not holds(one, shown)),
    )


def with_figures(grounds: Grounds, values: Iterable[Decimal | int]) -> Grounds:
    """Return the grounds with counts of our own: a threshold, a step of rounding, how many periods are absent."""
    more = tuple(Fact(Decimal(value), frozenset({"other"}), frozenset({0})) for value in values)
    return replace(grounds, facts=(*grounds.facts, *more))
