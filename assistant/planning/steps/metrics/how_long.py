""" "Hoe lang duurt een aanvraag", "het langst": how much time is asked, which a number of things is not."""

from __future__ import annotations

from assistant.catalog.catalog import MetricRef
from assistant.language import CueKind
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label
from assistant.planning.outcomes import ask_back
from assistant.planning.steps.metrics.pace import asks_speed
from assistant.planning.steps.metrics.phrasing import phrasings
from assistant.planning.steps.metrics.statistic import of_statistic
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.units import is_duration
from assistant.planning.words import words


def how_long(draft: Draft) -> Outcome:
    """Take the documented duration of the things that are named, and say so; ask where there are more."""
    if not draft.metrics or not asks_time(draft):
        return None
    durations = [ref for ref in draft.metrics if is_duration(draft, ref)]
    if durations:
        draft.metrics[:] = durations
        return None
    datasets = {ref.dataset for ref in draft.metrics}
    if len(datasets) != 1:
        return None
    catalog, dataset = draft.knowledge.catalog, datasets.pop()
    found = [MetricRef(dataset, name) for name in catalog.by_name[dataset].metrics]
    found = of_statistic(draft, [ref for ref in found if is_duration(draft, ref)])
    mention = next((one for one in draft.mentions if one.first in draft.claimed), None)
    if len(found) > 1 and mention is not None:
        options = []
        for ref in found:
            label = metric_label(catalog, ref, draft.language)
            options.append((label, next(phrasings(draft, mention, ref, label))))
        return ask_back(draft, "which_metric", options, word=draft.text(mention))
    if len(found) == 1:
        draft.words = [word for word in draft.words if word.as_ not in set(map(str, draft.metrics))]
        told = draft.text(mention) if mention is not None else ""
        if mention is not None:
            draft.claim(mention.first, mention.last, str(found[0]))
        draft.metrics[:] = found
        draft.assume("word", "assume_word", word=told, meaning=metric_label(catalog, found[0], draft.language))
    return None


def asks_time(draft: Draft) -> bool:
    """Whether the question asks how long something takes."""
    asked = any(words("long").intersection(cue.text.casefold().split()) for cue in draft.cues(CueKind.SIZE))
    most = any(cue.args.get("adjective") in words("long") for cue in draft.cues(CueKind.TOP, CueKind.COMPARATIVE))
    lasts = any(words("to_last").intersection(token.lemmas) for token in draft.analysis.tokens)
    return asked or asks_speed(draft) or (most and lasts)
