"""Per inhabitant, per 1,000 households: what a figure is divided by."""

from __future__ import annotations

from assistant.catalog.catalog import MetricRef
from assistant.catalog.formula import formula
from assistant.language import CueKind, CueSpan
from assistant.linking.cover import Mention
from assistant.linking.targets import DenominatorTarget, Evidence, FieldTarget, LevelTarget, MetricTarget
from assistant.plan import Per
from assistant.planning.draft import Draft
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.roles import role_of
from assistant.planning.words import words


def denominators(draft: Draft) -> Outcome:
    """Read "per 1.000 inwoners": the documented denominator after "per", never a split."""
    for cue in draft.cues(CueKind.PER_CAPITA, CueKind.SPLIT):
        if cue.target is None or not _divides(cue):
            continue
        mention = next((one for one in draft.open_mentions() if one.first <= cue.target <= one.last), None)
        found = draft.candidates(mention, DenominatorTarget) if mention else []
        if mention is not None and not found:
            _by_metric(draft, cue, mention)
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


def _divides(cue: CueSpan) -> bool:
    """ "Per inwoner" divides; "naar capaciteit" and "of all stations" do not."""
    return cue.kind is CueKind.PER_CAPITA or bool(words("per").intersection(cue.text.casefold().split()))


def _by_metric(draft: Draft, cue: CueSpan, mention: Mention) -> None:
    """ "Deelnemers per 100 incidenten": another figure to divide by, where the words can be nothing but that figure."""
    if role_of(mention) is not MetricTarget or mention.best.evidence not in (Evidence.EXACT, Evidence.INFLECTED):
        return
    refs = list(dict.fromkeys(target.ref for _, target in draft.candidates(mention, MetricTarget)))
    before = [one for one in draft.open_mentions() if role_of(one) is MetricTarget and one.last < cue.first]
    catalog = draft.knowledge.catalog
    if len(refs) != 1 or not before or not formula(catalog, refs[0]).additive:
        return
    factor = cue.args.get("factor")
    draft.calculation = Per(refs[0], float(factor) if isinstance(factor, int | float) else 1.0, draft.text(mention))
    draft.claim(cue.first, mention.last, f"per:{refs[0]}")
