"""Calendar expressions: days, weeks, months, quarters, halves, seasons, school years, decades, years."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

from assistant.catalog.period import Period
from assistant.catalog.vocabulary import Grain
from assistant.language.periods import atoms
from assistant.language.periods.atoms import Meaning, one, several
from assistant.language.periods.vocabulary import table
from assistant.language.spans import Moment

Rule = tuple[str, Callable[[re.Match[str], dt.date], Meaning | None]]

_YEAR = r"(?:19|20)[0-9]{2}"
#: A year as it follows a month or quarter: "2023", "van 2023", "van het jaar 2023", "van vorig jaar".
_OF_YEAR = (
    rf"(?: ,)?(?: {{of}})?(?: {{the}})? (?:(?:{{year_word}} )?(?P<year>{_YEAR})"
    r"|(?:(?P<previous>{previous})|(?P<this>{this})|(?P<next>{next})) {year_word})"
)
_SECOND_YEAR = r"(?P<b>[0-9]{4}|[0-9]{2})"
_MONTH = r"(?:(?P<month>{months}|{short_months})(?: \.)?)"


def _year(match: re.Match[str], as_of: dt.date) -> tuple[int, bool, bool]:
    """Return the year of an expression, whether it was said relative to today, and whether it was said at all."""
    found = match.groupdict()
    if found.get("year"):
        return int(found["year"]), False, True
    for name, step in (("previous", -1), ("this", 0), ("next", 1)):
        if found.get(name):
            return as_of.year + step, True, True
    return as_of.year, True, False


def _recent(period: Period, as_of: dt.date, said: bool) -> Period:
    """An expression without a year means its latest turn that has begun."""
    return period if said or period.start <= as_of else atoms.in_year(period, as_of.year - 1)


def _month_number(name: str) -> int:
    return int(table("months").get(name) or table("short_months")[name])


def _day(match: re.Match[str], as_of: dt.date) -> Meaning | None:
    year, relative, said = _year(match, as_of)
    found = match.groupdict()
    number = _month_number(found["month"]) if found.get("month") else int(found["m"])
    period = atoms.day(year, number, int(match["d"].rstrip("e")))
    if period is None:
        return None
    period = _recent(period, as_of, said)
    moment: Moment = {(1, 1): "start", (12, 31): "end"}.get((period.start.month, period.start.day), "date")  # type: ignore[assignment]
    return replace(one(period, relative=relative, dated=said), moment=moment)


def _month(match: re.Match[str], as_of: dt.date) -> Meaning | None:
    year, relative, said = _year(match, as_of)
    found = match.groupdict()
    number = _month_number(found["month"]) if found.get("month") else int(found["m"])
    return one(_recent(atoms.month(year, number), as_of, said), relative=relative, dated=said)


def _quarter(match: re.Match[str], as_of: dt.date) -> Meaning | None:
    year, relative, said = _year(match, as_of)
    first = _recent(atoms.quarter(year, int(match["q"])), as_of, said)
    if match.groupdict().get("q2"):
        last = atoms.quarter(first.start.year, int(match["q2"]))
        return several(min(first, last), max(first, last), relative=relative, dated=said)
    return one(first, relative=relative, dated=said)


def _half(match: re.Match[str], as_of: dt.date) -> Meaning | None:
    year, relative, said = _year(match, as_of)
    first = _recent(atoms.quarter(year, 2 * int(match["h"]) - 1), as_of, said)
    return replace(several(first, first.shift(1), relative=relative, dated=said), unit=True)


def _part(match: re.Match[str], as_of: dt.date) -> Meaning | None:
    """Read "de eerste drie maanden van 2023" and "het laatste kwartaal van 2023"."""
    year, relative, _ = _year(match, as_of)
    grain = Grain(table("units")[match["unit"]])
    count = int(match["n"] or 1)
    longest = {Grain.QUARTER: 4, Grain.MONTH: 12, Grain.WEEK: 52, Grain.DAY: 366}.get(grain, 0)
    if not 1 <= count <= longest:
        return None
    if match["last"]:
        last = Period.containing(dt.date(year, 12, 28 if grain is Grain.WEEK else 31), grain)
        return replace(several(last.shift(1 - count), last, relative=relative), unit=True)
    first = Period.containing(dt.date(year, 1, 4 if grain is Grain.WEEK else 1), grain)
    return replace(several(first, first.shift(count - 1), relative=relative), unit=True)


def _week(match: re.Match[str], as_of: dt.date) -> Meaning | None:
    year, relative, said = _year(match, as_of)
    period = atoms.week(year, int(match["w"]))
    return one(_recent(period, as_of, said), relative=relative, dated=said) if period else None


def _schoolyear(match: re.Match[str], _: dt.date) -> Meaning | None:
    found = match.groupdict()
    first, second = int(match["a"]), found.get("b")
    first += 2000 if first < 100 else 0
    if second and int(second[-2:]) != (first + 1) % 100:
        return None
    meaning = one(Period.containing(dt.date(first, 8, 1), Grain.SCHOOLYEAR))
    named = bool(found.get("before") or found.get("after"))
    if named and second is None:
        # "Schooljaar 2023" begins or ends in 2023.
        earlier = meaning.first.shift(-1)
        return replace(meaning, ambiguous=True, other=(earlier, earlier))
    return replace(meaning, ambiguous=not named)


def _season(match: re.Match[str], as_of: dt.date) -> Meaning | None:
    found = match.groupdict()
    year, relative, said = _year(match, as_of)
    low, high = table("seasons")[match["season"]]
    across = high > 12
    # The winter of 2023 is the one that ends in 2023, or the one that begins in it.
    first = _recent(atoms.month(year - 1 if across else year, low), as_of, said)
    dated = said or bool(found.get("which"))
    meaning = replace(several(first, first.shift(high - low), relative=relative or not said, dated=dated), unit=True)
    if across and said:
        later = first.shift(12)
        return replace(meaning, ambiguous=True, other=(later, later.shift(high - low)))
    return meaning


def _coming_season(match: re.Match[str], as_of: dt.date) -> Meaning:
    """ "Next summer" is the first one that has not begun yet."""
    low, high = table("seasons")[match["season"]]
    first = atoms.month(as_of.year, low)
    if first.start <= as_of:
        first = first.shift(12)
    return replace(several(first, first.shift(high - low), relative=True), unit=True)


def _season_across(match: re.Match[str], _: dt.date) -> Meaning | None:
    """Read "de winter van 2023/2024"; other seasons lie in one year."""
    low, high = table("seasons")[match["season"]]
    year = int(match["a"])
    if high <= 12 or int(match["b"][-2:]) != (year + 1) % 100:
        return None
    first = atoms.month(year, low)
    return replace(several(first, first.shift(high - low)), unit=True)


def _decade(match: re.Match[str], _: dt.date) -> Meaning | None:
    found = match.groupdict()
    if found.get("full"):
        start = int(found["full"])
    else:
        short = found.get("short")
        tens = int(short) if short else int(table("decade_names")[match["name"]])
        start = (2000 if tens < 30 else 1900) + tens
    return several(Period.year(start), Period.year(start + 9))


def _plain_year(match: re.Match[str], _: dt.date) -> Meaning | None:
    return replace(one(Period.year(int(match["year"]))), worded=bool(match["worded"]))


#: In the order they are tried: what is longer and more certain comes first.
RULES: tuple[Rule, ...] = (
    (rf"(?P<year>{_YEAR}) - (?P<m>[0-9]{{1,2}}) - (?P<d>[0-9]{{1,2}})", _day),
    (rf"(?P<d>[0-9]{{1,2}}) ([-/]) (?P<m>[0-9]{{1,2}}) \2 (?P<year>{_YEAR})", _day),
    (rf"(?P<d>[0-9]{{1,2}})\.(?P<m>[0-9]{{1,2}})\.(?P<year>{_YEAR})", _day),
    (rf"(?P<d>[0-9]{{1,2}}e?) (?:{{of}} )?{_MONTH}(?:{_OF_YEAR})?", _day),
    (rf"{_MONTH} (?P<d>[0-9]{{1,2}}e?)(?:{_OF_YEAR})?", _day),
    (rf"(?P<q>[1-4])e {{and}} (?P<q2>[1-4])e {{quarter}}s?(?:{_OF_YEAR})?", _quarter),
    (rf"(?:(?P<q>[1-4])e {{quarter}})(?:{_OF_YEAR})?", _quarter),
    (rf"(?P<year>{_YEAR}) (?:q|kw0?|{{quarter}} )(?P<q>[1-4])", _quarter),
    (rf"(?:q|kw0?|{{quarter}} )(?P<q>[1-4])(?:{_OF_YEAR})?", _quarter),
    (rf"(?P<h>[12])e {{half_year}}(?:{_OF_YEAR})?", _half),
    (rf"h(?P<h>[12]){_OF_YEAR}", _half),
    (rf"k(?P<q>[1-4]){_OF_YEAR}", _quarter),
    (rf"(?P<year>{_YEAR}) h(?P<h>[12])", _half),
    (rf"(?:(?P<last>{{past}})|1e)(?: (?P<n>[0-9]{{1,3}}))? (?P<unit>{{units}}){_OF_YEAR}", _part),
    (
        rf"(?P<season>{{seasons}})(?: {{of}})?(?: {{the}})? (?P<a>{_YEAR}) [-/] {_SECOND_YEAR}",
        _season_across,
    ),
    (rf"(?:(?P<before>{{school_year}}) )?(?P<a>{_YEAR}) / {_SECOND_YEAR}(?: (?P<after>{{school_year}}))?", _schoolyear),
    (rf"(?P<before>{{school_year}}) (?P<a>{_YEAR}) - {_SECOND_YEAR}", _schoolyear),
    (rf"(?P<a>{_YEAR}) - {_SECOND_YEAR} (?P<after>{{school_year}})", _schoolyear),
    (r"(?P<before>{school_year}) (?P<a>[0-9]{2}) [-/] (?P<b>[0-9]{2})", _schoolyear),
    (r"(?P<a>1[3-9]|[2-9][0-9]) / (?P<b>[0-9]{2})", _schoolyear),
    (rf"(?P<before>{{school_year}}) (?P<a>{_YEAR})", _schoolyear),
    (rf"(?:{{month_word}} )?{_MONTH}{_OF_YEAR}", _month),
    (rf"(?P<year>{_YEAR}) (?:- )?(?P<m>0[1-9]|1[0-2])", _month),
    (rf"(?P<year>{_YEAR}) {_MONTH}", _month),
    (rf"{{week}} (?P<w>[0-9]{{1,2}})(?:{_OF_YEAR})?", _week),
    (rf"(?P<w>[0-9]{{1,2}})e {{week}}(?:{_OF_YEAR})?", _week),
    (rf"(?P<year>{_YEAR}) w(?P<w>[0-9]{{1,2}})", _week),
    (rf"(?P<season>{{seasons}}){_OF_YEAR}", _season),
    (r"(?:{the} )?{next} (?P<season>{seasons})", _coming_season),
    (r"(?:{during}|(?P<which>{past}|{previous}|{this})) (?:{the} )?(?P<season>{seasons})", _season),
    (r"{decade} (?:(?P<short>[1-9]0)|(?P<name>{decade_names}))", _decade),
    (r"(?:{the} )?(?P<full>(?:19|20)[0-9]0)s", _decade),
)
#: Tried last: the month or year of what nothing longer has taken.
REST: tuple[Rule, ...] = (
    (r"(?:{month_word} )?(?P<month>{months})", _month),
    (r"(?P<month>{short_months})(?= (?:{to}|{to_loose}) (?:{months}|{short_months})\b)", _month),
    (rf"(?:{{the}} )?(?P<worded>{{year_word}} )?(?P<year>{_YEAR})", _plain_year),
)
