""" "De hoogste bomen", "which species is the tallest": the figure that says how tall, not how many."""

from __future__ import annotations

from assistant.catalog.catalog import MetricRef
from assistant.catalog.formula import formula
from assistant.language import CueKind
from assistant.linking.words import split
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label
from assistant.planning.words import words


def by_degree(draft: Draft) -> None:
    """Take the one figure beside a count that the catalogue calls "hoe hoog", where more or most of that is asked."""
    if len(draft.metrics) != 1 or draft.has(CueKind.COUNT, CueKind.CHANGE):
        return
    count = draft.metrics[0]
    asked = {
        str(cue.args["adjective"]): cue.text
        for cue in draft.cues(CueKind.TOP, CueKind.COMPARATIVE)
        if cue.args.get("adjective")
    }
    catalog = draft.knowledge.catalog
    if len(asked) != 1 or not formula(catalog, count).additive:
        return
    adjective, said = asked.popitem()
    others = (MetricRef(count.dataset, name) for name in catalog.by_name[count.dataset].metrics)
    found = [ref for ref in others if not formula(catalog, ref).additive and _says_how(draft, ref, adjective)]
    if len(found) == 1:
        draft.metrics[:] = found
        label = metric_label(catalog, found[0], draft.language)
        draft.assume("word", "assume_word", word=said, meaning=label)


def _says_how(draft: Draft, ref: MetricRef, adjective: str) -> bool:
    """Whether one of its names is "hoe" with the adjective."""
    phrases = (split(text) for text in draft.knowledge.catalog.metric(ref).synonyms.all())
    return any(len(one) == 2 and one[0] in words("degree") and one[1] == adjective for one in phrases)
