"""How far the figures of rival readings lie apart, in words."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.words import say
from assistant.catalog.text import Language
from assistant.explanation import numbers
from assistant.explanation.answer import Answer


def how_far(answers: Sequence[Answer], language: Language) -> str | None:
    """Return how far single figures lie apart; None when one of them is no single figure or is not shown."""
    figures: list[numbers.Number] = []
    units: set[str | None] = set()
    decimals: list[int | None] = []
    for answer in answers:
        shown = answer.shown
        if shown is None or len(shown.rows) != 1 or len(shown.metrics) != 1 or shown.calculations or shown.margins:
            return None
        column = shown.metrics[0]
        value = shown.value(0, column)
        if value is None:
            return None
        figures.append(value)
        units.add(shown.unit(column))
        decimals.append(shown.columns[column].decimals)
    if len(figures) < 2:
        return None
    if len(units) > 1:
        return say("readings_units", language)
    between = numbers.as_decimal(max(figures)) - numbers.as_decimal(min(figures))
    unit = units.pop()
    unit = numbers.POINTS[language] if numbers.kind_of_unit(unit) == "percent" else unit
    places = None if None in decimals else max(one for one in decimals if one is not None)
    return say("readings_apart", language, difference=numbers.figure(between, language, unit, places))
