"""Period codes of the service: ``2024JJ00`` a year, ``2024KW01`` a quarter, ``2024MM01`` a month, and the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.catalog.vocabulary import Grain
from assistant.workbench.cbs.table import Code

_KINDS = {"JJ": Grain.YEAR, "KW": Grain.QUARTER, "MM": Grain.MONTH, "SJ": Grain.SCHOOLYEAR}
_CODE = re.compile(r"(\d{4})([A-Z]{2})(\d{2})")
_SPECIAL_YEAR = re.compile(r"(\d{4})X\d{3}")
_DAY = re.compile(r"\d{8}")

#: How the time field of each grain is stored.
FORMATS = {Grain.SCHOOLYEAR: "schoolyear", Grain.DAY: "%Y%m%d"}


@dataclass(frozen=True, slots=True)
class PeriodCode:
    """One period: ``code`` of the service, ``stored`` in our table, and its ``grain`` (None: no calendar period)."""

    code: str
    stored: str
    grain: Grain | None
    title: str
    status: str | None


def read_period(code: Code) -> PeriodCode:
    """Work out what a period code stands for.

    ``2024X000`` is a year only when its title is that year or its first day; otherwise
    (an average over years, a season) it is no calendar period, and becomes
    a member of a dimension instead of a point in time.
    """
    text, grain = code.identifier, None
    stored = text
    if (match := _CODE.fullmatch(text)) and match[2] in _KINDS:
        grain = _KINDS[match[2]]
        if grain is Grain.SCHOOLYEAR:
            stored = f"{match[1]}/{int(match[1]) + 1}"
    elif (match := _SPECIAL_YEAR.fullmatch(text)) and code.title in _titles_of_year(match[1]):
        grain, stored = Grain.YEAR, f"{match[1]}JJ00"
    elif _DAY.fullmatch(text):
        grain = Grain.DAY
    return PeriodCode(code=text, stored=stored, grain=grain, title=code.title, status=code.status)


def _titles_of_year(year: str) -> set[str]:
    return {year, f"1 januari {year}", f"{year} 1 januari", f"1 January {year}"}


def format_of(grain: Grain) -> str:
    """Return the catalogue's ``format`` for a time field of this grain."""
    return FORMATS.get(grain, "cbs_period")
