"""Whether a turn leans on the one before, or begins a subject of its own."""

from __future__ import annotations

from assistant.language import CueKind
from assistant.planning.draft import Draft
from assistant.planning.words import words


def moves(draft: Draft, *wanted: str) -> bool:
    """Whether the turn says one of these moves: and, back, again, instead, new."""
    return any(cue.args.get("move") in wanted for cue in draft.analysis.cues_of(CueKind.FOLLOW_UP))


def follows(draft: Draft) -> bool:
    """Whether the turn leans on the one before: it says so, or it names no figure of its own."""
    if draft.request.previous is None or moves(draft, "new"):
        return False
    own = {str(ref) for ref in draft.metrics}
    if moves(draft, "and") or not any(word.as_ in own for word in draft.words):
        return True
    return of_the_whole(draft) or _of_each(draft, own)


def _of_each(draft: Draft, own: set[str]) -> bool:
    """ "Doe maar per 1.000 inwoners": the figure of that name is the one before, divided; it is no new subject."""
    previous = draft.request.previous
    if previous is None or {ref.dataset for ref in previous.metrics} != {ref.dataset for ref in draft.metrics}:
        return False
    starts = {word.start for word in draft.words if word.as_ in own}
    return any(cue.start in starts for cue in draft.analysis.cues_of(CueKind.PER_CAPITA))


def of_the_whole(draft: Draft) -> bool:
    """ "Als percentage van alle bomen": the same figure is named again, as the whole of which there was a part."""
    previous = draft.request.previous
    same = previous is not None and list(previous.metrics) == draft.metrics
    whole = any(token.folded in words("whole") for token in draft.analysis.tokens)
    return same and whole and draft.analysis.has(CueKind.SHARE, CueKind.PERCENT)
