"""How long a stretch is: a number of years, quarters or months, as a match of a pattern names it."""

from __future__ import annotations

import re

from assistant.catalog.vocabulary import Grain
from assistant.language.periods.vocabulary import phrases, table


def grain_of(match: re.Match[str]) -> Grain:
    """Return the unit that is named; a year when none is."""
    unit = match.groupdict().get("unit")
    return Grain(table("units")[unit]) if unit in table("units") else Grain.YEAR


def counted(match: re.Match[str]) -> tuple[int | None, Grain]:
    """Return how many periods of which grain are named; no number when it is vague ("de afgelopen jaren")."""
    found = match.groupdict()
    vague = found.get("vague") or found.get("unit") in phrases("several")
    times = int(found["n"]) if found.get("n") else None if vague else 1
    if length := found.get("length"):
        number, unit = table("lengths")[length]
        return (times or 1) * int(number), Grain(unit)
    return times, grain_of(match)
