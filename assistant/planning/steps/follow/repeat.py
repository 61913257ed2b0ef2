"""Turns that ask for an earlier answer again: "terug", "nog een keer"."""

from __future__ import annotations

from dataclasses import replace

from assistant.language import CueKind, TokenKind
from assistant.plan import Plan, WordUse
from assistant.planning.draft import Draft
from assistant.planning.steps.follow.leaning import moves


def repeated(draft: Draft) -> Plan | None:
    """Return the plan that is gone back to, when the turn says nothing else."""
    if not moves(draft, "back", "again") or draft.mentions or draft.analysis.periods:
        return None
    cues = draft.analysis.cues_of(CueKind.FOLLOW_UP)
    inside = {at for cue in cues for at in range(cue.first, cue.last + 1)}
    rest = [token for at, token in enumerate(draft.analysis.tokens) if at not in inside and not token.stop]
    if any(token.kind is not TokenKind.PUNCT for token in rest):
        return None
    found = draft.request.before if moves(draft, "back") else draft.request.previous
    words = tuple(WordUse(cue.text, CueKind.FOLLOW_UP.value, cue.start, cue.end) for cue in cues)
    return replace(found, words=words, language=draft.language) if found is not None else None
