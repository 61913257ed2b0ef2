"""A period counted from another: so many years, quarters or months before or after it."""

from __future__ import annotations

from assistant.catalog.period import Period
from assistant.catalog.vocabulary import Grain
from assistant.language.periods.atoms import Meaning, in_year, safe_shift
from assistant.language.spans import PeriodKind


def beside(named: Meaning, leaning: Meaning) -> Period | None:
    """ "Tussen 2024 en vijf jaar eerder": the second is counted from the first."""
    if named.first != named.last or named.kind is not PeriodKind.POINT or named.moment:
        return None
    steps = (leaning.count or 1) * (-1 if leaning.kind is PeriodKind.PRIOR else 1)
    return away(named.first, steps, leaning.grain)


def away(period: Period, steps: int, grain: Grain) -> Period | None:
    """Return the period so many of ``grain`` away; None when that is no period of its own kind."""
    if grain is period.grain:
        return safe_shift(period, steps)
    return in_year(period, period.start.year + steps) if grain is Grain.YEAR else None
