""" "Hoeveel leges levert een aanvraag gemiddeld op": the one figure divided by the other."""

from __future__ import annotations

from assistant.catalog.formula import formula
from assistant.language import CueKind
from assistant.plan import Ratio
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label


def mean_of_one(draft: Draft) -> bool:
    """Divide what is asked for by what it is asked of, where "gemiddeld" stands with two figures that add up."""
    means = [cue for cue in draft.cues(CueKind.AVERAGE) if cue.args.get("statistic") == "mean"]
    asked = draft.cues(CueKind.COUNT)
    catalog = draft.knowledge.catalog
    if not means or len(asked) != 1 or len(draft.metrics) != 2:
        return False
    if not all(formula(catalog, ref).additive for ref in draft.metrics):
        return False
    starts = {use.as_: use.start for use in reversed(draft.words)}
    first, second = sorted(draft.metrics, key=lambda ref: starts.get(str(ref), 0))
    after = asked[0].last + 1
    if after >= len(draft.analysis.tokens) or starts.get(str(first)) != draft.analysis.tokens[after].start:
        return False
    draft.metrics[:] = [first]
    draft.calculation = Ratio(second)
    for cue in means:
        draft.claim_cue(cue)
    draft.assume("average", "assume_mean_of", word=means[0].text, other=metric_label(catalog, second, draft.language))
    return True
