"""Another measure of the same thing: "en de mediaan?" after the mean."""

from __future__ import annotations

from assistant.catalog.catalog import MetricRef
from assistant.catalog.formula import formula
from assistant.catalog.vocabulary import Aggregation
from assistant.language import CueKind
from assistant.linking.index import is_generic, split, stem
from assistant.plan import Plan
from assistant.planning.draft import Draft

_STATISTICS = {
    "median": (Aggregation.MEDIAN,),
    "mean": (Aggregation.MEAN, Aggregation.WEIGHTED_MEAN),
}


def sibling(draft: Draft, previous: Plan) -> MetricRef | None:
    """Return the one metric of the same dataset and subject that is the statistic the turn asks for."""
    if len(previous.metrics) != 1:
        return None
    ref = previous.metrics[0]
    for cue in draft.cues(CueKind.AVERAGE):
        wanted = _STATISTICS.get(str(cue.args.get("statistic")), ())
        if _is(draft, ref, wanted):
            return None
        others = [MetricRef(ref.dataset, name) for name in draft.knowledge.catalog.by_name[ref.dataset].metrics]
        subject = _subject(draft, ref)
        found = [one for one in others if _is(draft, one, wanted) and _subject(draft, one) & subject]
        if len(found) == 1:
            draft.claim(cue.first, cue.last, str(found[0]))
            return found[0]
    return None


def _is(draft: Draft, ref: MetricRef, wanted: tuple[Aggregation, ...]) -> bool:
    return all(part.kind in wanted for part in formula(draft.knowledge.catalog, ref).components)


def _subject(draft: Draft, ref: MetricRef) -> set[str]:
    """The words of a label that say what is measured."""
    metric = draft.knowledge.catalog.metric(ref)
    texts = [metric.label.say(draft.language) if metric.label else metric.name, *metric.synonyms.all()]
    return {stem(word) for text in texts for word in split(text) if not is_generic(word) and len(word) > 3}
