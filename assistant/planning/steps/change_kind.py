"""Whether a change is told in the figure's own unit, in per cent or in percentage points."""

from __future__ import annotations

from assistant.language import CueKind, CueSpan
from assistant.plan import ChangeKind
from assistant.planning.draft import Draft
from assistant.planning.steps.units import is_percentage
from assistant.planning.words import words


def change_kind(draft: Draft, cue: CueSpan | None) -> ChangeKind:
    """Return how the question asks for the change; of a percentage it is in points unless said otherwise."""
    form = cue.args.get("form") if cue else None
    if form == "points" or (is_percentage(draft, draft.metrics[0]) and form != "percent_of"):
        return ChangeKind.POINTS
    return ChangeKind.PERCENT if form == "percent" or asks_percent(draft) else ChangeKind.CHANGE


def asks_percent(draft: Draft) -> bool:
    """Whether the outcome is asked in per cent: "in procenten", "hoeveel procent is dat minder"."""
    tokens = draft.analysis.tokens
    shares = draft.cues(CueKind.SHARE)
    return draft.has(CueKind.PERCENT) or any(tokens[cue.last].folded in words("percent") for cue in shares)
