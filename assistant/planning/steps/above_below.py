""" "Zitten we boven Oudemeer", "boven of onder de andere gemeenten": a place after "boven" is what is compared with."""

from __future__ import annotations

from dataclasses import replace

from assistant.language import CueKind, CueSpan
from assistant.linking.targets import GroupTarget, LevelTarget, MemberTarget
from assistant.planning.draft import Draft
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.roles import role_of
from assistant.planning.words import words

_PLACES = (MemberTarget, GroupTarget, LevelTarget)


def above_or_below(draft: Draft) -> Outcome:
    """Read "boven" and "onder" before a place as more and less than there; both together set the two side by side."""
    if not draft.has(CueKind.YES_NO, CueKind.CLAIM, CueKind.COUNT, CueKind.SIZE):
        return None
    tokens = draft.analysis.tokens
    # "Over" says more than a number, and before a name what something is about.
    above, below = words("above") - words("about"), words("below")
    for at, token in enumerate(tokens):
        if token.folded not in above | below or at in draft.claimed or not _before_place(draft, at):
            continue
        both = at > 1 and tokens[at - 1].folded in words("either") and tokens[at - 2].folded in above | below
        kind = CueKind.COMPARE if both else CueKind.COMPARATIVE
        way = "low" if token.folded in below else "high"
        first = at - 2 if both else at
        cue = CueSpan(
            draft.analysis.text[tokens[first].start : token.end],
            tokens[first].start,
            token.end,
            first,
            at,
            kind,
            {"base": True} if both else {"direction": way, "than": True},
        )
        kept = tuple(one for one in draft.analysis.cues if not (first <= one.first and one.last <= at))
        draft.analysis = replace(draft.analysis, cues=tuple(sorted((*kept, cue), key=lambda one: one.first)))
        return None
    return None


def _before_place(draft: Draft, at: int) -> bool:
    """Whether what follows is a place, a group, or the other places."""
    others = [cue.first for cue in draft.analysis.cues_of(CueKind.OTHERS)]
    named = [one.first for one in draft.mentions if role_of(one) in _PLACES]
    return any(
        start > at and all(draft.analysis.tokens[between].stop for between in range(at + 1, start))
        for start in (*others, *named)
    )
