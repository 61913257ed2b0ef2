"""Profiles: "op welke weekdag", "per maand van het jaar"."""

from __future__ import annotations

from assistant.catalog.period import finer
from assistant.catalog.vocabulary import Grain
from assistant.language import CueKind
from assistant.plan import CalendarPart, Profile, Reason, Refusal
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label
from assistant.planning.outcomes import refuse
from assistant.planning.phrases import say
from assistant.planning.steps.periods.held import stored_grain
from assistant.planning.steps.periods.spoken import spoken

_GRAINS = {CalendarPart.WEEKDAY: Grain.DAY, CalendarPart.MONTH: Grain.MONTH, CalendarPart.QUARTER: Grain.QUARTER}


def profile(draft: Draft) -> bool | Refusal:
    """Read the part of the week or year that the figures are put together by."""
    cue = next(iter(draft.cues(CueKind.PROFILE)), None)
    parts = {part.value: part for part in CalendarPart}
    part = parts.get(str(cue.args.get("part"))) if cue is not None else None
    if cue is None or part is None or draft.splits or (cue.args.get("loose") and spoken(draft)):
        return False
    stored, needed = stored_grain(draft), _GRAINS[part]
    if stored is None or finer(needed, stored):
        metric = metric_label(draft.knowledge.catalog, draft.metrics[0], draft.language)
        grains = {"asked": say(f"grain_{needed.value}", draft.language)}
        grains["grain"] = say(f"grain_{(stored or Grain.YEAR).value}", draft.language)
        return refuse(
            draft,
            Reason.LEVEL_NOT_AVAILABLE,
            "grain_too_fine",
            draft.metrics,
            lacking=[needed.value],
            metric=metric,
            **grains,
        )
    draft.claim_all(CueKind.PROFILE, CueKind.TIME_SPLIT)
    draft.calculation = Profile(part)
    return True
