"""What is said where a model was asked and the grammar answers all the same: readers know which of the two did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assistant.plan import Refusal
from assistant.planning.model.calls import CallLog, Failure
from assistant.planning.phrases import say

#: How each failure is told; what a reader cannot do anything about is told in the same words.
_TOLD: Mapping[str, str] = {
    Failure.TIMEOUT: "timeout",
    Failure.BUSY: "busy",
    Failure.BROKEN: "broken",
    Failure.FAULT: "broken",
    Failure.REFUSED: "broken",
    Failure.SHAPE: "broken",
    Failure.RESTING: "broken",
    Failure.SPENT: "spent",
    Failure.MALFORMED: "useless",
    Failure.PROSE: "useless",
    Failure.ENDLESS: "useless",
}
#: A reply of the right shape that came to nothing.
_LOST = "lost"


def unhelped(refusal: Refusal, log: CallLog) -> Refusal:
    """Return the refusal with how it went with the model; as it is when no model was asked."""
    if not log.calls or log.calls[-1].outcome == Failure.STOPPED:
        return refusal
    note = say(f"model_failed_{_TOLD.get(log.calls[-1].outcome, _LOST)}", refusal.language)
    return replace(refusal, text=f"{refusal.text} {note}")
