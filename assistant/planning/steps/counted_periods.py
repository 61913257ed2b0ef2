""" "In hoeveel weken van 2023 waren er meer dan 20 …": periods are counted, not members."""

from __future__ import annotations

from assistant.catalog.period import finer
from assistant.catalog.vocabulary import Grain
from assistant.language import CueKind
from assistant.plan import CountPeriods, Reason, Refusal
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label
from assistant.planning.outcomes import refuse
from assistant.planning.phrases import say
from assistant.planning.steps.periods.held import stored_grain
from assistant.planning.steps.periods.spoken import said_grain


def counts_periods(draft: Draft) -> Grain | None:
    """Return the length of the periods that "hoeveel" asks for: "hoeveel weken", "how many months"."""
    tokens = draft.analysis.tokens
    for cue in draft.cues(CueKind.COUNT):
        if cue.last + 1 < len(tokens) and (grain := said_grain(tokens[cue.last + 1 : cue.last + 2])) is not None:
            return grain
    return None


def counted_periods(draft: Draft) -> bool | Refusal:
    """Count the periods whose figure meets the limit."""
    grain, stored = counts_periods(draft), stored_grain(draft)
    if grain is None or stored is None or not draft.conditions or draft.splits:
        return False
    if finer(grain, stored):
        metric = metric_label(draft.knowledge.catalog, draft.metrics[0], draft.language)
        words = {"asked": say(f"grain_{grain.value}", draft.language)}
        words["grain"] = say(f"grain_{stored.value}", draft.language)
        return refuse(
            draft,
            Reason.LEVEL_NOT_AVAILABLE,
            "grain_too_fine",
            draft.metrics,
            lacking=[grain.value],
            metric=metric,
            **words,
        )
    for cue in draft.cues(CueKind.COUNT):
        if said_grain(draft.analysis.tokens[cue.last + 1 : cue.last + 2]) is grain:
            draft.claim(cue.first, cue.last + 1, "count_periods")
    draft.calculation = CountPeriods(grain)
    return True
