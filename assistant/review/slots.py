"""Which words of a verified question may be others: the places and the period that it names.

"Hoeveel inwoners had **Utrecht** in **2023**?" asks the same of another place and year. A wording becomes a row of
fixed words with gaps between them; a question fits it when its own words stand in the same row, and what stands in each
gap names one place of the same kind, or one period of the same length.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.language import PeriodKind, PeriodSpan, analyse, fold
from assistant.plan import MemberFilter, Op, Origin, Plan
from assistant.review.verified import Slot

#: A figure with its signs, a word, or a sign that means something.
_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+(?:['’\-&]\w+)*|[%€<>=+]")
#: Words that a place or a period may have.
_MOST = 6
#: Stands for a gap in a row of words; no word of a question looks so.
GAP = "\x00"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in their one form, and where each stands."""

    folded: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording as its row of words; ``slots`` are the gaps of it, in their order."""

    row: tuple[str, ...]
    slots: tuple[Slot, ...]

    @property
    def fixed(self) -> tuple[str, ...]:
        """The words that must be there."""
        return tuple(word for word in self.row if word != GAP)


def words_of(text: str) -> Words:
    """Cut a text into words, each in one form for all its spellings."""
    found = [(fold(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]
    return Words(*(tuple(part) for part in zip(*found, strict=True))) if found else Words((), (), ())


def slots_of(question: str, plan: Plan, on: dt.date) -> tuple[Slot, ...]:
    """Return the places and the period of a plan that its question names in so many words."""
    return (*_places(question, plan), *_period(question, plan, on))


def wording(text: str, slots: Sequence[Slot]) -> Wording:
    """Return a wording with a gap for each slot that it holds once; one that it lacks leaves it without any gap."""
    words = words_of(text).folded
    found: list[tuple[int, int, Slot]] = []
    for slot in slots:
        part = words_of(slot.text).folded
        places = _places_of(part, words)
        if len(places) != 1 or not part:
            return Wording(words, ())
        found.append((places[0], places[0] + len(part), slot))
    found.sort(key=lambda one: one[0])
    if any(first[1] > second[0] for first, second in pairwise(found)):
        return Wording(words, ())
    row: list[str] = []
    at = 0
    for start, end, _ in found:
        row += [*words[at:start], GAP]
        at = end
    return Wording((*row, *words[at:]), tuple(slot for _, _, slot in found))


def fitted(row: Sequence[str], words: Sequence[str]) -> tuple[tuple[int, int], ...] | None:
    """Return what of ``words`` stands in each gap of ``row``; None when they do not fit, or fit in several ways."""
    ways = list(_ways(tuple(row), tuple(words), 0))
    return ways[0] if len(ways) == 1 else None


def _ways(row: tuple[str, ...], words: tuple[str, ...], at: int) -> list[tuple[tuple[int, int], ...]]:
    if not row:
        return [()] if at == len(words) else []
    if row[0] != GAP:
        return _ways(row[1:], words, at + 1) if at < len(words) and words[at] == row[0] else []
    ends = range(at + 1, min(at + _MOST, len(words)) + 1)
    return [((at, end), *rest) for end in ends for rest in _ways(row[1:], words, end)]


def plain_period(span: PeriodSpan) -> bool:
    """Whether a period stands for itself: one period, no point in it, no end left open, no other reading."""
    bare = not (span.open_end or span.open_start or span.loose_end or span.compare or span.ambiguous)
    single = span.kind is PeriodKind.POINT and span.start_period == span.end_period
    return bare and single and span.moment is None and span.last_moment is None


def _places(question: str, plan: Plan) -> list[Slot]:
    words = words_of(question).folded
    found = []
    for one in plan.filters:
        if not isinstance(one, MemberFilter) or one.op is not Op.IN or one.origin is not Origin.QUESTION:
            continue
        for member in one.members:
            if len(_places_of(words_of(member.label).folded, words)) == 1:
                found.append(Slot(member.label, str(one.field), member.value))
    return found


def _period(question: str, plan: Plan, on: dt.date) -> list[Slot]:
    chosen = plan.period
    if chosen is None or not chosen.single or chosen.compare_to or chosen.among or chosen.origin is not Origin.QUESTION:
        return []
    spans = analyse(question, on, plan.language).periods
    if len(spans) != 1 or not plain_period(spans[0]) or spans[0].start_period != chosen.start:
        return []
    return [Slot(spans[0].text)]


def _places_of(part: Sequence[str], words: Sequence[str]) -> list[int]:
    size = len(part)
    return [at for at in range(len(words) - size + 1) if tuple(words[at : at + size]) == tuple(part)]
