"""Follow-ups: what a turn leaves out is taken from the turn before; what it names replaces it."""

from __future__ import annotations

from assistant.planning.draft import Draft
from assistant.planning.steps.follow.answered import chosen_option, half_answered
from assistant.planning.steps.follow.figure import inherit_figure, inherit_order, inherit_splits
from assistant.planning.steps.follow.filters import inherit_filters
from assistant.planning.steps.follow.leaning import follows, moves
from assistant.planning.steps.follow.level import level_meant
from assistant.planning.steps.follow.period import inherit_period
from assistant.planning.steps.follow.repeat import repeated
from assistant.planning.steps.follow.sibling import sibling
from assistant.planning.steps.metrics import no_metric
from assistant.planning.steps.metrics.pace import turn_pace
from assistant.planning.steps.outcome import Outcome

__all__ = [
    "chosen_option",
    "half_answered",
    "inherit_metrics",
    "inherit_order",
    "inherit_rest",
    "level_meant",
    "repeated",
]


def inherit_metrics(draft: Draft) -> Outcome:
    """A turn without a metric is about the metric of the turn before; with one it is a new subject."""
    previous = draft.request.previous
    if draft.metrics:
        return None
    if previous is None or moves(draft, "new"):
        return no_metric(draft)
    other = sibling(draft, previous)
    draft.metrics.extend([other] if other is not None else previous.metrics)
    turn_pace(draft)
    return None


def inherit_rest(draft: Draft) -> Outcome:
    """Take over filters, splits, calculation and period that the turn does not touch."""
    previous = draft.request.previous
    if previous is None or not follows(draft):
        return None
    draft.inherits = True
    inherit_filters(draft, previous)
    inherit_splits(draft, previous)
    if (outcome := inherit_figure(draft, previous)) is not None:
        return outcome
    return inherit_period(draft, previous)
