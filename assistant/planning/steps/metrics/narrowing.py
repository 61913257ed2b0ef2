"""Of several metrics that a word fits, those that the rest of the question allows."""

from __future__ import annotations

from assistant.catalog.catalog import MetricRef
from assistant.catalog.formula import formula
from assistant.catalog.units import is_percentage
from assistant.language import CueKind
from assistant.linking.cover import Mention
from assistant.linking.targets import DatasetTarget, MetricTarget
from assistant.planning.draft import Draft, metric_reaches
from assistant.planning.steps.metrics.fields import fields_of
from assistant.planning.steps.metrics.rows import in_state
from assistant.planning.steps.parts_of_members import is_of_members
from assistant.planning.steps.roles import role_of


def narrow(draft: Draft, refs: list[MetricRef]) -> list[MetricRef]:
    """Keep the metrics that fit the rest of the question: its dataset, its members and levels, its kind of figure."""
    for keep in (_beside_chosen, _in_named_dataset, _reaches_mentions, in_state, _right_kind):
        kept = [ref for ref in refs if keep(draft, ref)] if len(refs) > 1 else refs
        refs = kept or refs
    return refs


def of_asked_kind(draft: Draft, mention: Mention, refs: list[MetricRef]) -> list[MetricRef]:
    """ "Meer dan 8 % een laag inkomen": a percentage is asked, so a share that the words also fit goes first."""
    catalog = draft.knowledge.catalog
    limits = draft.analysis.cues_of(CueKind.THRESHOLD)
    percent = any(cue.args.get("unit") == "percent" and not is_of_members(draft, cue) for cue in limits)
    shares = [cue for cue in draft.cues(CueKind.SHARE) if not is_of_members(draft, cue)]
    percent = percent or (bool(shares) and not draft.has(CueKind.CHANGE))
    if not percent or any(is_percentage(catalog.metric(ref).unit) for ref in refs):
        return refs
    wider = [one.target.ref for one in mention.links if isinstance(one.target, MetricTarget)]
    return [ref for ref in wider if is_percentage(catalog.metric(ref).unit)] or refs


def _beside_chosen(draft: Draft, ref: MetricRef) -> bool:
    return any(ref.dataset == chosen.dataset for chosen in draft.metrics)


def _in_named_dataset(draft: Draft, ref: MetricRef) -> bool:
    named = {
        target.name
        for mention in draft.open_mentions()
        if role_of(mention) is DatasetTarget
        for _, target in draft.candidates(mention, DatasetTarget)
    }
    return ref.dataset in named


def _reaches_mentions(draft: Draft, ref: MetricRef) -> bool:
    for mention in draft.open_mentions():
        fields = fields_of(draft, mention)
        if fields and not any(metric_reaches(draft.knowledge, ref, field) for field in fields):
            return False
    return True


def _right_kind(draft: Draft, ref: MetricRef) -> bool:
    catalog = draft.knowledge.catalog
    asked = draft.analysis.cues_of(CueKind.SHARE, CueKind.PERCENT)
    asked += tuple(cue for cue in draft.cues(CueKind.THRESHOLD) if cue.args.get("unit") == "percent")
    if any(not is_of_members(draft, cue) for cue in asked):
        return is_percentage(catalog.metric(ref).unit)
    if draft.has(CueKind.COUNT):
        return formula(catalog, ref).additive
    return True
