"""Whether a turn leans on the one before, or begins a subject of its own."""

from __future__ import annotations

from assistant.language import CueKind
from assistant.planning.draft import Draft


def moves(draft: Draft, *wanted: str) -> bool:
    """Whether the turn says one of these moves: and, back, again, instead, new."""
    return any(cue.args.get("move") in wanted for cue in draft.analysis.cues_of(CueKind.FOLLOW_UP))


def follows(draft: Draft) -> bool:
    """Whether the turn leans on the one before: it says so, or it names no figure of its own."""
    if draft.request.previous is None or moves(draft, "new"):
        return False
    own = {str(ref) for ref in draft.metrics}
    return moves(draft, "and") or not any(word.as_ in own for word in draft.words)
