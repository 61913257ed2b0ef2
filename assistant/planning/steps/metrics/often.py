""" "Hoe vaak": a number of times is asked, which a percentage is not."""

from __future__ import annotations

from assistant.catalog.catalog import MetricRef
from assistant.catalog.units import is_percentage
from assistant.language import CueKind
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label
from assistant.planning.words import words


def how_often(draft: Draft) -> None:
    """Take the documented neighbour of a percentage that is no percentage, when there is exactly one, and say so."""
    catalog = draft.knowledge.catalog
    cues = [cue for cue in draft.cues(CueKind.SIZE) if words("often").intersection(cue.text.casefold().split())]
    if not cues or len(draft.metrics) != 1 or not is_percentage(catalog.metric(draft.metrics[0]).unit):
        return
    ref = draft.metrics[0]
    named = (MetricRef.parse(name if "." in name else f"{ref.dataset}.{name}") for name in catalog.metric(ref).related)
    near = [one for one in named if one.dataset == ref.dataset and not is_percentage(catalog.metric(one).unit)]
    if len(near) == 1:
        draft.metrics[0] = near[0]
        label = metric_label(catalog, near[0], draft.language)
        draft.assume("word", "assume_word", word=cues[0].text, meaning=label)
