"""Decides between cues over the same words: the longest stands, a real tie stands as ambiguous."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.language.cues.pattern import Pattern
from assistant.language.spans import CueSpan, PeriodSpan

_Found = tuple[CueSpan, Pattern]


def settle(found: Sequence[_Found], periods: Sequence[PeriodSpan]) -> tuple[CueSpan, ...]:
    """Return the cues that stand: none inside a longer one or inside a period (unless its list says keep)."""
    unique = _unique(found)
    standing = [one for one in unique if _stands(one, unique, periods)]
    marked = [
        replace(cue, ambiguous=cue.ambiguous or any(_rivals(cue, other) for other, _ in standing))
        for cue, _ in standing
    ]
    return tuple(sorted(marked, key=lambda cue: (cue.first, -cue.last, cue.kind.value)))


def _unique(found: Sequence[_Found]) -> list[_Found]:
    """One cue per kind and span; of two with different arguments the one that says more."""
    best: dict[tuple[str, int, int], _Found] = {}
    for cue, pattern in found:
        key = (cue.kind.value, cue.first, cue.last)
        if key not in best or len(cue.args) > len(best[key][0].args):
            best[key] = (cue, pattern)
    return list(best.values())


def _stands(one: _Found, others: Sequence[_Found], periods: Sequence[PeriodSpan]) -> bool:
    cue, pattern = one
    if pattern.keep:
        return not any(_inside(cue, other) and other.kind is cue.kind for other, _ in others)
    if any(period.first <= cue.first and cue.last <= period.last for period in periods):
        return False
    return not any(_inside(cue, other) for other, _ in others)


def _inside(cue: CueSpan, other: CueSpan) -> bool:
    longer = other.last - other.first > cue.last - cue.first
    return longer and other.first <= cue.first and cue.last <= other.last


def _rivals(cue: CueSpan, other: CueSpan) -> bool:
    overlap = cue.first <= other.last and other.first <= cue.last
    return overlap and cue.kind is not other.kind
