"""Whether a figure is a mean or a median: "gemiddeld" is not answered with the one in the middle unsaid."""

from __future__ import annotations

from assistant.catalog.catalog import MetricRef
from assistant.catalog.vocabulary import Aggregation
from assistant.language import CueKind
from assistant.linking.words import split
from assistant.planning.draft import Draft
from assistant.planning.words import words


def is_median(draft: Draft, ref: MetricRef) -> bool:
    """Whether a figure is a median: by how it is worked out, or by what it is called."""
    metric = draft.knowledge.catalog.metric(ref)
    texts = [text for text in (metric.label.nl, metric.label.en) if text] if metric.label else [metric.name]
    called = any(words("median").intersection(split(text.replace("_", " "))) for text in texts)
    return called or metric.aggregation is Aggregation.MEDIAN or "median(" in (metric.expression or "").casefold()


def of_statistic(draft: Draft, refs: list[MetricRef]) -> list[MetricRef]:
    """Keep the figures that are the mean or the median that the question asks for; all where it asks for neither."""
    asked = {cue.args.get("statistic") for cue in draft.analysis.cues_of(CueKind.AVERAGE)}
    if len(asked) != 1:
        return refs
    return [ref for ref in refs if is_median(draft, ref) is ("median" in asked)] or refs
