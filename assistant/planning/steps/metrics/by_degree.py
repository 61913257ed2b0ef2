""" "De hoogste bomen", "which species is the tallest": the figure that says how tall, not how many."""

from __future__ import annotations

from assistant.catalog.catalog import MetricRef
from assistant.catalog.formula import formula
from assistant.language import CueKind, CueSpan, pieces
from assistant.linking.words import is_generic, split, stem
from assistant.planning.draft import Draft
from assistant.planning.figure_names import countable
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
    beside = (MetricRef(count.dataset, name) for name in catalog.by_name[count.dataset].metrics)
    others = [ref for ref in beside if not formula(catalog, ref).additive]
    sized = size_of_each(draft, count) is not None
    found = [ref for ref in others if says_how(draft, ref, adjective) or (sized and _is_size_of(draft, ref, count))]
    if len(found) == 1:
        draft.metrics[:] = found
        label = metric_label(catalog, found[0], draft.language)
        draft.assume("word", "assume_word", word=said, meaning=label)


def says_how(draft: Draft, ref: MetricRef, adjective: str) -> bool:
    """Whether one of its names is "hoe" with the adjective."""
    phrases = (split(text) for text in draft.knowledge.catalog.metric(ref).synonyms.all())
    return any(len(one) == 2 and one[0] in words("degree") and one[1] == adjective for one in phrases)


def size_of_each(draft: Draft, count: MetricRef) -> CueSpan | None:
    """Return the "grootste" of "de grootste huishoudens", which are large themselves; "de meeste" are many."""
    tokens = draft.analysis.tokens
    starts = {use.start for use in draft.words if use.as_ == str(count)}
    if not countable(draft.knowledge.catalog, count, draft.language):
        return None
    for cue in draft.cues(CueKind.TOP):
        after = tokens[cue.last + 1] if cue.last + 1 < len(tokens) else None
        if cue.args.get("adjective") in words("dimension") and after is not None and after.start in starts:
            return None if is_generic(after.text) else cue
    return None


def _is_size_of(draft: Draft, ref: MetricRef, count: MetricRef) -> bool:
    """Whether a figure is called the size of what is counted: "gemiddelde huishoudensgrootte"."""
    catalog = draft.knowledge.catalog
    metric, counted = catalog.metric(ref), catalog.metric(count)
    own = {stem(word) for word in split(counted.label.say(draft.language))} if counted.label else set()
    label = [metric.label.say(draft.language)] if metric.label else []
    for name in (*label, *metric.synonyms.all()):
        said = {stem(part) for word in split(name) for part in (*pieces(word), word)}
        if own <= said and said & {stem(one) for one in words("sizes")}:
            return True
    return False
