"""Questions about the catalogue itself: what a figure means, where it comes from, how fresh it is, what there is."""

from __future__ import annotations

from assistant.language import CueKind
from assistant.linking.targets import DatasetTarget, FieldTarget, MetricTarget
from assistant.plan import CatalogQuestion, CatalogTopic
from assistant.planning.draft import Draft
from assistant.planning.steps.outcome import Outcome

_TOPICS = {
    CueKind.MEANING: CatalogTopic.MEANING,
    CueKind.SOURCE: CatalogTopic.SOURCE,
    CueKind.FRESHNESS: CatalogTopic.FRESHNESS,
    CueKind.INVENTORY: CatalogTopic.INVENTORY,
    CueKind.HELP: CatalogTopic.INVENTORY,
}


def about_catalogue(draft: Draft) -> Outcome:
    """Recognise a question about the documentation, with the metrics, fields and datasets it names."""
    # "Wat is de WOZ-waarde?" asks for the figure; only words that cannot ask for a figure ask for a meaning.
    cue = next((one for one in draft.cues(*_TOPICS) if not one.ambiguous), None)
    if cue is None:
        return None
    metrics, fields, datasets = [], [], []
    for mention in draft.mentions:
        target = mention.best.target
        if isinstance(target, MetricTarget):
            metrics.append(target.ref)
        elif isinstance(target, FieldTarget):
            fields.append(target.ref)
        elif isinstance(target, DatasetTarget):
            datasets.append(target.name)
        else:
            continue
        draft.claim(mention.first, mention.last, str(target))
    previous = draft.request.previous
    if not (metrics or fields or datasets) and previous is not None:
        metrics = list(previous.metrics)
    if cue.kind is CueKind.MEANING and not (metrics or fields or datasets):
        return None
    draft.claim_cue(cue)
    return CatalogQuestion(
        _TOPICS[cue.kind], draft.language, tuple(metrics), tuple(fields), tuple(datasets), tuple(draft.words)
    )
