"""Per inhabitant, per 1,000 households: what a figure is divided by."""

from __future__ import annotations

from assistant.catalog.catalog import MetricRef
from assistant.language import CueKind
from assistant.linking.targets import DenominatorTarget, FieldTarget, LevelTarget
from assistant.plan import Per
from assistant.planning.draft import Draft
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.roles import role_of


def denominators(draft: Draft) -> Outcome:
    """Read "per 1.000 inwoners": the documented denominator after "per", never a split."""
    for cue in draft.cues(CueKind.PER_CAPITA, CueKind.SPLIT):
        if cue.target is None:
            continue
        mention = next((one for one in draft.open_mentions() if one.first <= cue.target <= one.last), None)
        found = draft.candidates(mention, DenominatorTarget) if mention else []
        if mention is None or not found:
            continue
        if cue.kind is CueKind.SPLIT and role_of(mention) in (LevelTarget, FieldTarget):
            continue
        documented = next(one for one in draft.knowledge.catalog.denominators if one.name == found[0][1].name)
        factor = cue.args.get("factor")
        ref = MetricRef.parse(documented.metric)
        draft.calculation = Per(ref, float(factor) if isinstance(factor, int | float) else 1.0, documented.name)
        draft.claim(cue.first, mention.last, f"per:{documented.name}")
    return None
