"""Decides between cues over the same words: the longest stands, a real tie stands as ambiguous."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.language.cues.pattern import Pattern
from assistant.language.kinds import CueKind
from assistant.language.spans import CueSpan, NumberSpan, PeriodSpan, Span

#: These say something beside what the same words say otherwise: "daalt …?" is a fall and a yes/no question.
_BESIDE = frozenset(
    {CueKind.YES_NO, CueKind.HOME, CueKind.EACH, CueKind.FOLLOW_UP, CueKind.COMPARATIVE, CueKind.STANDING}
)
_Found = tuple[CueSpan, Pattern]


def settle(
    found: Sequence[_Found], periods: Sequence[PeriodSpan], numbers: Sequence[NumberSpan]
) -> tuple[CueSpan, ...]:
    """Return the cues that stand: none inside a longer one, a period or a number (unless its list says keep)."""
    unique = _unique(found)
    around = _Around([cue for cue, _ in unique], periods, numbers)
    standing = [cue for cue, pattern in unique if _stands(cue, pattern, around)]
    beside = _Around(standing, (), ())
    marked = [
        replace(cue, ambiguous=cue.ambiguous or any(_rivals(cue, other) for other in beside.cues_at(cue)))
        for cue in standing
    ]
    return tuple(sorted(marked, key=lambda cue: (cue.first, -cue.last, cue.kind.value)))


class _Around:
    """What covers each token, so that a long text takes no longer per cue than a short one."""

    def __init__(self, cues: Sequence[CueSpan], periods: Sequence[PeriodSpan], numbers: Sequence[NumberSpan]) -> None:
        self._cues: dict[int, list[CueSpan]] = {}
        for cue in cues:
            for at in range(cue.first, cue.last + 1):
                self._cues.setdefault(at, []).append(cue)
        self._periods = {at: period for period in periods for at in range(period.first, period.last + 1)}
        self._numbers = {at: number for number in numbers for at in range(number.first, number.last + 1)}

    def cues_at(self, cue: CueSpan) -> list[CueSpan]:
        """Return the cues that share a token with this one."""
        return [other for at in range(cue.first, cue.last + 1) for other in self._cues.get(at, ())]

    def in_period(self, cue: CueSpan) -> bool:
        """Whether the cue lies whole inside a period."""
        period = self._periods.get(cue.first)
        return period is not None and cue.last <= period.last

    def in_number(self, cue: CueSpan) -> bool:
        """Whether the cue is a part of a number ("%")."""
        number = self._numbers.get(cue.first)
        return number is not None and _inside(cue, number)


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


def _stands(cue: CueSpan, pattern: Pattern, around: _Around) -> bool:
    if pattern.keep:
        return not any(_inside(cue, other) and other.kind is cue.kind for other in around.cues_at(cue))
    if around.in_period(cue) or around.in_number(cue):
        return False
    return not any(_inside(cue, other) for other in around.cues_at(cue))


def _inside(cue: CueSpan, other: Span) -> bool:
    longer = other.last - other.first > cue.last - cue.first
    return longer and other.first <= cue.first and cue.last <= other.last


def _rivals(cue: CueSpan, other: CueSpan) -> bool:
    overlap = cue.first <= other.last and other.first <= cue.last
    return overlap and cue.kind is not other.kind and not _BESIDE.intersection((cue.kind, other.kind))
