"""No figure in the question that the catalogue knows."""

from __future__ import annotations

from assistant.plan import Reason
from assistant.planning.draft import Draft
from assistant.planning.outcomes import refuse
from assistant.planning.steps.outcome import Outcome

_PREMISE_REASON = {"causal": Reason.CAUSAL, "opinion": Reason.OPINION, "forecast": Reason.FORECAST}


def no_metric(draft: Draft) -> Outcome:
    """Refuse: there is no figure in the question that the catalogue knows."""
    if draft.premise is not None:
        return refuse(draft, _PREMISE_REASON[draft.premise.value], draft.premise.value)
    unknown = unknown_words(draft)
    if unknown:
        quoted = ", ".join(f"‘{word}’" for word in unknown[:4])
        return refuse(draft, Reason.UNKNOWN_CONCEPT, "unknown_words", lacking=unknown, words=quoted)
    return refuse(draft, Reason.OUT_OF_SCOPE, "no_metric")


def unknown_words(draft: Draft) -> list[str]:
    """Return the words that carry meaning and that nothing in the catalogue explains."""
    spans = [*draft.analysis.cues, *draft.analysis.periods, *draft.analysis.numbers]
    known = {at for span in spans for at in range(span.first, span.last + 1)} | draft.claimed
    known |= {at for mention in draft.mentions for at in range(mention.first, mention.last + 1)}
    return [
        token.text
        for at, token in enumerate(draft.analysis.tokens)
        if at not in known and not token.stop and token.kind.value != "punct"
    ]
