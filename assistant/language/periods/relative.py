"""Relative expressions: last year, the past five years, the latest figures, so far this year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

from assistant.catalog.period import Period
from assistant.catalog.text import LANGUAGES
from assistant.catalog.vocabulary import Grain
from assistant.language.periods.atoms import Meaning, one, safe_shift
from assistant.language.periods.calendar import Rule
from assistant.language.periods.lengths import counted, grain_of
from assistant.language.periods.vocabulary import phrases, table
from assistant.language.spans import PeriodKind


def _same_last_year(_: re.Match[str], as_of: dt.date) -> Meaning:
    period = Period.containing(as_of, Grain.YEAR).shift(-1)
    return Meaning(period, period, PeriodKind.SAME_LAST_YEAR, relative=True)


def _beside(kind: PeriodKind, step: int) -> Callable[[re.Match[str], dt.date], Meaning]:
    def build(match: re.Match[str], as_of: dt.date) -> Meaning:
        grain = next((Grain(table("units")[word]) for word in match[0].split() if word in table("units")), Grain.YEAR)
        period = safe_shift(Period.containing(as_of, grain), step)
        return Meaning(period, period, kind, relative=True)

    return build


def _counted_beside(kind: PeriodKind, sign: int) -> Callable[[re.Match[str], dt.date], Meaning | None]:
    """ "Vijf jaar eerder": one period, so many before the one that is spoken of; "de vijf jaar ervoor" is a range."""

    def build(match: re.Match[str], as_of: dt.date) -> Meaning | None:
        count, grain = counted(match)
        if match["the"] or not count or not 1 <= count <= 1000 or (count == 1 and not match["n"]):
            return None
        period = safe_shift(Period.containing(as_of, grain), sign * count)
        return Meaning(period, period, kind, relative=True, count=count)

    return build


def _same_in(match: re.Match[str], _: dt.date) -> Meaning:
    period = Period.year(int(match["year"]))
    return Meaning(period, period, PeriodKind.SAME_IN)


def _to_date(_: re.Match[str], as_of: dt.date) -> Meaning:
    first = Period.containing(as_of.replace(month=1, day=1), Grain.DAY)
    return Meaning(first, Period.containing(as_of, Grain.DAY), PeriodKind.TO_DATE, relative=True, unit=True)


def _all(_: re.Match[str], as_of: dt.date) -> Meaning:
    period = Period.containing(as_of, Grain.YEAR)
    return Meaning(period, period, PeriodKind.ALL, relative=True)


def _last_n(match: re.Match[str], as_of: dt.date) -> Meaning | None:
    count, grain = counted(match)
    if count is not None and not 1 <= count <= 1000:
        return None
    current = Period.containing(as_of, grain)
    first = safe_shift(current, -(count or 5))
    last = safe_shift(current, -1)
    doubtful = count is None or match.re.groupindex.get("loose") is not None
    # "Vorige jaar" has its own rule; "het afgelopen jaar" is the last calendar year or the last twelve months.
    return Meaning(first, last, PeriodKind.LAST_N, relative=True, count=count, ambiguous=doubtful)


def _coming(match: re.Match[str], as_of: dt.date) -> Meaning | None:
    count, grain = counted(match)
    if not count or count > 1000:
        return None
    current = Period.containing(as_of, grain)
    return Meaning(safe_shift(current, 1), safe_shift(current, count), PeriodKind.RANGE, relative=True, count=count)


def _shifted(sign: int, pattern: str) -> Rule:
    def build(match: re.Match[str], as_of: dt.date) -> Meaning | None:
        count, grain = counted(match)
        if not count or count > 1000:
            return None
        return one(safe_shift(Period.containing(as_of, grain), sign * count), relative=True)

    return (pattern, build)


def _named(key: str, step: int) -> Rule:
    def build(match: re.Match[str], as_of: dt.date) -> Meaning:
        return one(safe_shift(Period.containing(as_of, grain_of(match)), step), relative=True)

    return (rf"(?:{{the}} )?{{{key}}} (?P<unit>{{units}})", build)


def _yesterday(_: re.Match[str], as_of: dt.date) -> Meaning:
    return one(Period.containing(as_of, Grain.DAY).shift(-1), relative=True)


def _latest(match: re.Match[str], as_of: dt.date) -> Meaning:
    period = Period.containing(as_of, grain_of(match))
    now = match[0] in phrases("now")
    return replace(one(period, relative=True), kind=PeriodKind.LATEST, now=now)


_NUMBER = r"(?:(?P<n>[0-9]{1,4})|{article})"
_LENGTH = r"(?:(?P<unit>{units})|(?P<length>{lengths}))"
_COUNTED = rf"(?P<the>{{the}} )?{_NUMBER} {_LENGTH}"
#: Words that lean on nothing only where the clause ends: "three years before", not "three years before 2020".
_ENDS = r"(?= [.,;:?!]|$)"
#: Tried before the calendar expressions, which would take a part of these.
PHRASES: tuple[Rule, ...] = (
    (r"{same_last_year}", _same_last_year),
    (r"{to_date}", _to_date),
    (r"(?:{the} )?{same} (?:{units}|{period})(?: {of})? (?P<year>(?:19|20)[0-9]{2})", _same_in),
    (rf"{_COUNTED} (?:{{earlier}}(?! {{than}})|{{earlier_at_end}}{_ENDS})", _counted_beside(PeriodKind.PRIOR, -1)),
    (rf"{_COUNTED} (?:{{later}}(?! {{than}})|{{later_at_end}}{_ENDS})", _counted_beside(PeriodKind.FOLLOWING, 1)),
    (r"{prior}(?! {than})", _beside(PeriodKind.PRIOR, -1)),
    (r"{following}(?! {than})", _beside(PeriodKind.FOLLOWING, 1)),
    (r"(?:{the} )?{all}", _all),
)
RULES: tuple[Rule, ...] = (
    (rf"(?:{{the}} )?{{past}} (?P<n>[0-9]{{1,4}}) {_LENGTH}", _last_n),
    (rf"(?:{{the}} )?{{coming}} (?P<n>[0-9]{{1,4}}) {_LENGTH}", _coming),
    _shifted(-1, rf"{_NUMBER} {_LENGTH} {{ago}}"),
    *(_shifted(+1, rf"{{{one}:future}} {_NUMBER} (?P<unit>{{{one}:units}})") for one in LANGUAGES),
    (r"(?:{the} )?{past} (?P<vague>{vague})", _last_n),
    _named("previous", -1),
    _named("this", 0),
    _named("next", 1),
    (rf"(?:{{the}} )?{{past}} {_LENGTH}(?P<loose>)", _last_n),
    *(
        (rf"{{{one}:span_of}} (?P<n>[0-9]{{1,4}}) (?P<unit>{{{one}:units}})(?: {{span_tail}})?(?P<loose>)", _last_n)
        for one in LANGUAGES
    ),
    (r"(?:{the} )?{latest}(?: (?P<unit>{latest_noun}))?", _latest),
    (r"{now}", _latest),
    (r"{yesterday}", _yesterday),
)
