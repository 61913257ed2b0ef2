"""Decides between cues over the same words: the longest stands, a real tie stands as ambiguous."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.language.cues.pattern import Pattern
from assistant.language.kinds import CueKind
from assistant.language.spans import CueSpan, NumberSpan, PeriodSpan, Span

#: These say something beside what the same words say otherwise: "daalt …?" is a fall and a yes/no question.
_BESIDE = frozenset({CueKind.YES_NO, CueKind.HOME, CueKind.EACH, CueKind.FOLLOW_UP, CueKind.COMPARATIVE})
_Found = tuple[CueSpan, Pattern]


def settle(
    found: Sequence[_Found], periods: Sequence[PeriodSpan], numbers: Sequence[NumberSpan]
) -> tuple[CueSpan, ...]:
    """Return the cues that stand: none inside a longer one, a period or a number (unless its list says keep)."""
    unique = _unique(found)
    standing = [one for one in unique if _stands(one, unique, periods, numbers)]
    marked = [
        replace(cue, ambiguous=cue.ambiguous or any(_rivals(cue, other) for other, _ in standing))
        for cue, _ in standing
    ]
    return tuple(sorted(marked, key=lambda cue: (cue.first, -cue.last, cue.kind.value)))


def _unique(found: Sequence[_Found]) -> list[_Found]:
    """One cue per kind and span; what two patterns set is put together, the one with more arguments first."""
    best: dict[tuple[str, int, int], _Found] = {}
    for cue, pattern in sorted(found, key=lambda one: -len(one[0].args)):
        key = (cue.kind.value, cue.first, cue.last)
        if key not in best:
            best[key] = (cue, pattern)
            continue
        kept, by = best[key]
        target = kept.target if kept.target is not None else cue.target
        args = {**cue.args, **kept.args}
        together = replace(kept, args=args, target=target, ambiguous=kept.ambiguous and cue.ambiguous)
        best[key] = (together, pattern if pattern.keep else by)
    return list(best.values())


def _stands(
    one: _Found, others: Sequence[_Found], periods: Sequence[PeriodSpan], numbers: Sequence[NumberSpan]
) -> bool:
    cue, pattern = one
    if pattern.keep:
        return not any(_inside(cue, other) and other.kind is cue.kind for other, _ in others)
    if any(period.first <= cue.first and cue.last <= period.last for period in periods):
        return False
    if any(_inside(cue, number) for number in numbers):
        return False
    return not any(_inside(cue, other) for other, _ in others)


def _inside(cue: CueSpan, other: Span) -> bool:
    longer = other.last - other.first > cue.last - cue.first
    return longer and other.first <= cue.first and cue.last <= other.last


def _rivals(cue: CueSpan, other: CueSpan) -> bool:
    overlap = cue.first <= other.last and other.first <= cue.last
    return overlap and cue.kind is not other.kind and not _BESIDE.intersection((cue.kind, other.kind))
