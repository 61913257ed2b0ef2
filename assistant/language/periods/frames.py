"""The words around a period: from … to, since, until, between, at the end of, compared to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.catalog.period import Period, finer
from assistant.catalog.vocabulary import Grain
from assistant.language.periods.atoms import FIRST_YEAR, Atom, in_year, safe_shift
from assistant.language.periods.lengths import counted
from assistant.language.periods.offsets import away, beside
from assistant.language.periods.vocabulary import compiled
from assistant.language.spans import Moment, PeriodKind, PeriodSpan
from assistant.language.taken import Taken

_ATOM = "<(?P<{}>[0-9]+)>"
_A, _B = _ATOM.format("a"), _ATOM.format("b")
_THE = "(?:{the} )?"
_MOMENTS: tuple[tuple[Moment, str], ...] = (
    ("end", rf"{{end}} {_THE}{_A}"),
    ("middle", rf"{{middle}} {_THE}{_A}"),
    ("start", rf"{{begin}} {_THE}{_A}"),
)
#: A month or quarter without a year takes the one of its neighbour: "van januari tot maart 2024".
_NEIGHBOURS = rf"<(?P<a>[0-9]+)>(?= (?:{{and}}|{{to}}|{{to_loose}}|,|/) {_THE}<(?P<b>[0-9]+)>)"


@dataclass(frozen=True, slots=True)
class Framed:
    """A period with its frame, and where it stands in the string of framed pieces."""

    start: int
    end: int
    span: PeriodSpan


def frame(text: str, atoms: Sequence[Atom], as_of: dt.date) -> list[Framed]:
    """Return the periods of ``text``, in which ``<i>`` stands for ``atoms[i]``."""
    found = _dated(text, list(atoms))
    text, found = _with_moments(text, found)
    framed: list[Framed] = []
    taken = Taken(len(text))
    for pattern, build in _FRAMES:
        for match in compiled(pattern).finditer(text):
            if taken.free(match.start(), match.end()) and (span := build(match, found, as_of)):
                framed.append(Framed(match.start(), match.end(), span))
                taken.take(match.start(), match.end())
    return sorted((_compared(one, text) for one in framed), key=lambda one: one.start)


def _dated(text: str, atoms: list[Atom]) -> list[Atom]:
    pairs = [(int(match["a"]), int(match["b"])) for match in compiled(_NEIGHBOURS).finditer(text)]
    for left, right in reversed(pairs):
        if not atoms[left].meaning.dated and atoms[right].meaning.dated:
            found = _year_from(atoms[left], atoms[right])
            later = found.meaning.dated and found.meaning.first.start > atoms[right].meaning.first.start
            atoms[left] = _year_from(atoms[left], atoms[right], -1) if later else found
    for left, right in pairs:
        if atoms[left].meaning.dated and not atoms[right].meaning.dated:
            found = _year_from(atoms[right], atoms[left])
            earlier = found.meaning.dated and found.meaning.first.start < atoms[left].meaning.first.start
            atoms[right] = _year_from(atoms[right], atoms[left], 1) if earlier else found
    return atoms


def _year_from(atom: Atom, other: Atom, step: int = 0) -> Atom:
    """Give an expression the year of its neighbour: they follow each other, "van november tot en met februari 2024"."""
    meaning, year = atom.meaning, other.meaning.first.start.year + step
    if other.meaning.now or other.meaning.kind is not PeriodKind.POINT:
        return atom
    first = in_year(meaning.first, year)
    last = in_year(meaning.last, year + meaning.last.start.year - meaning.first.start.year)
    kind = PeriodKind.POINT if meaning.first == meaning.last else PeriodKind.RANGE
    relative = other.meaning.relative
    return replace(atom, meaning=replace(meaning, first=first, last=last, dated=True, kind=kind, relative=relative))


def _with_moments(text: str, atoms: list[Atom]) -> tuple[str, list[Atom]]:
    """Take "eind", "begin" and "medio" into the period they stand before; the text keeps its length."""
    for moment, pattern in _MOMENTS:
        for match in compiled(pattern).finditer(text):
            index = int(match["a"])
            atoms[index] = replace(atoms[index], meaning=replace(atoms[index].meaning, moment=moment))
            mark = f"<{index}>"
            text = text[: match.start()] + mark.rjust(len(match[0]), _FILLER) + text[match.end() :]
    return text, atoms


#: How far before a period "ten opzichte van de stand in" may begin, in characters.
_REACH = 80
#: Stands where words were taken into a period; part of that period's piece.
_FILLER = "\x00"


def _span(match: re.Match[str], first: Atom, last: Atom | None = None) -> PeriodSpan:
    a, b = first.meaning, (last or first).meaning
    same = last is None
    start, end = (a.first, b.last) if a.first.start <= b.last.end else (b.first, a.last)
    grain = start.grain if finer(start.grain, end.grain) else end.grain
    span = PeriodSpan(
        text=match[0],
        start=match.start(),
        end=match.end(),
        first=0,
        last=0,
        kind=a.kind if same else PeriodKind.RANGE,
        start_period=start,
        end_period=end,
        grain=grain,
        relative=a.relative or b.relative,
        moment=a.moment if same else None,
        unit=same and a.unit,
        count=a.count if same else None,
        ambiguous=a.ambiguous or b.ambiguous,
    )
    if not (same and a.other):
        return span
    return replace(span, other=replace(span, start_period=a.other[0], end_period=a.other[1], ambiguous=False))


def _range(match: re.Match[str], atoms: list[Atom], as_of: dt.date) -> PeriodSpan | None:
    first, last = atoms[int(match["a"])], atoms[int(match["b"])]
    if last.meaning.now:
        return _since(match, atoms, as_of)
    if last.meaning.kind in (PeriodKind.PRIOR, PeriodKind.FOLLOWING):
        other = beside(first.meaning, last.meaning)
        return (
            _span(match, first, replace(last, meaning=replace(first.meaning, first=other, last=other)))
            if other
            else None
        )
    if PeriodKind.RECURRING in (first.meaning.kind, last.meaning.kind) and first.meaning.dated != last.meaning.dated:
        return None
    if not first.meaning.dated and not last.meaning.dated:
        return _undated(match, first, last)
    span = _span(match, first, last)
    if first.meaning.first.grain == last.meaning.last.grain:
        span = replace(span, moment=_edge(first), last_moment=_edge(last))
    return replace(span, loose_end=bool(match.groupdict().get("loose")))


def _undated(match: re.Match[str], first: Atom, last: Atom) -> PeriodSpan:
    """ "Juni tot en met augustus", "november tot februari": no year is said, and the first comes first."""
    if first.meaning.first.start > last.meaning.last.start:
        first = _year_from(first, replace(last, meaning=replace(last.meaning, kind=PeriodKind.POINT)), -1)
    return replace(_span(match, first, last), kind=PeriodKind.RECURRING)


def _edge(atom: Atom) -> Moment | None:
    """ "Begin 2020" and "eind 2023" are points in a year; a date is a period of its own."""
    return atom.meaning.moment if atom.meaning.first.grain is not Grain.DAY else None


def _since(match: re.Match[str], atoms: list[Atom], as_of: dt.date) -> PeriodSpan | None:
    span = _span(match, atoms[int(match["a"])])
    if span.kind in (PeriodKind.LATEST, PeriodKind.ALL, PeriodKind.PRIOR, PeriodKind.FOLLOWING):
        return span
    return _opened(span, span.start_period, as_of)


def _offset(sign: int) -> Callable[[re.Match[str], list[Atom], dt.date], PeriodSpan | None]:
    """ "Vijf jaar eerder dan 2024", "five years before 2024": one period, so many away from the one that is named."""

    def build(match: re.Match[str], atoms: list[Atom], _: dt.date) -> PeriodSpan | None:
        span = _span(match, atoms[int(match["a"])])
        count, grain = counted(match)
        if span.kind not in (PeriodKind.POINT, PeriodKind.LATEST) or span.ambiguous or span.moment or not count:
            return None
        period = away(span.start_period, sign * count, grain) if span.start_period == span.end_period else None
        return replace(span, kind=PeriodKind.POINT, start_period=period, end_period=period) if period else None

    return build


def _after(match: re.Match[str], atoms: list[Atom], as_of: dt.date) -> PeriodSpan | None:
    span = _span(match, atoms[int(match["a"])])
    return _opened(span, safe_shift(span.end_period, 1), as_of)


def _opened(span: PeriodSpan, start: Period, as_of: dt.date) -> PeriodSpan:
    end = max(start, Period.containing(as_of, start.grain))
    return replace(
        span, kind=PeriodKind.RANGE, start_period=start, end_period=end, open_end=True, count=None, unit=False
    )


def _until(match: re.Match[str], atoms: list[Atom], as_of: dt.date) -> PeriodSpan | None:
    span = _span(match, atoms[int(match["a"])])
    if atoms[int(match["a"])].meaning.now:
        return replace(span, kind=PeriodKind.ALL)
    return _bounded(span, span.end_period)


def _before(match: re.Match[str], atoms: list[Atom], as_of: dt.date) -> PeriodSpan | None:
    span = _span(match, atoms[int(match["a"])])
    if atoms[int(match["a"])].meaning.now:
        return replace(span, kind=PeriodKind.ALL)
    return _bounded(span, safe_shift(span.start_period, -1))


def _for_or_before(match: re.Match[str], atoms: list[Atom], as_of: dt.date) -> PeriodSpan | None:
    """ "Voor 2020" is for 2020 or before it; "voor het jaar 2020" and "voor vorig jaar" are only for."""
    atom = atoms[int(match["a"])]
    span = _span(match, atom)
    if atom.meaning.relative or atom.meaning.worded or span.kind is not PeriodKind.POINT:
        return span
    return replace(span, ambiguous=True, other=_bounded(span, safe_shift(span.start_period, -1)))


def _bounded(span: PeriodSpan, end: Period) -> PeriodSpan:
    start = Period.containing(dt.date(FIRST_YEAR, 1, 8), end.grain)
    return replace(
        span, kind=PeriodKind.RANGE, start_period=min(start, end), end_period=end, open_start=True, unit=False
    )


def _alone(match: re.Match[str], atoms: list[Atom], _: dt.date) -> PeriodSpan | None:
    return _span(match, atoms[int(match["a"])])


def _held(match: re.Match[str], atoms: list[Atom], as_of: dt.date) -> PeriodSpan | None:
    """ "Zich tot 2023": the period that is compared with, whatever "tot" means elsewhere."""
    found = _alone(match, atoms, as_of)
    return replace(found, compare=True) if found is not None else None


def _compared(one: Framed, text: str) -> Framed:
    before = compiled(r".*{compare}(?: {of}| {moment_at})?(?: {the})?").fullmatch(
        text[max(0, one.start - _REACH) : one.start].rstrip()
    )
    same_last = one.span.kind in (PeriodKind.SAME_LAST_YEAR, PeriodKind.PRIOR, PeriodKind.FOLLOWING)
    return replace(one, span=replace(one.span, compare=True)) if before or same_last else one


_PAD = f"{_FILLER}*"
_A_, _B_ = _PAD + _A, _PAD + _B
_LENGTH = r"(?:(?P<n>[0-9]{1,3})|{article}) (?:(?P<unit>{units})|(?P<length>{lengths}))"
_FRAMES = (
    (rf"{_LENGTH} (?:{{earlier}} {{than}}|{{before_that}}) {_THE}{_A_}", _offset(-1)),
    (rf"{_LENGTH} (?:{{later}} {{than}}|{{after_that}}) {_THE}{_A_}", _offset(+1)),
    (rf"(?:{{period}} )?{{between}} {_THE}{_A_} {{and}} {_THE}{_B_}(?: {{now_tail}})?", _range),
    (rf"(?:{{from}} )?{_THE}{_A_} (?:{{to}}|(?P<loose>{{to_loose}})) {_THE}{_B_}(?: {{now_tail}})?", _range),
    (rf"{{from}} {_THE}{_A_} (?P<loose>{{to_from_only}}) {_THE}{_B_}", _range),
    (rf"{{since}} {_THE}{_A_}(?: {{since_after}})?", _since),
    (rf"{_A_} {{since_after}}", _since),
    (rf"{_A_} {{until_after}}", _until),
    (rf"{{after}} {_THE}{_A_}", _after),
    (rf"{{until}} {_THE}{_A_}(?: {{now_tail}})?", _until),
    (rf"{{held_to}} {_THE}{_A_}", _held),
    (rf"(?:{{before}}|{{before_sure}}) {_THE}{_A_}(?: {{now_tail}})?", _before),
    (rf"{{before_doubtful}} {_THE}{_A_}", _for_or_before),
    (_A_, _alone),
)
