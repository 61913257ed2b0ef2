"""Politeness around a question: salutations, thanks, what it is for. It changes nothing; alone it gets a kind reply."""

from __future__ import annotations

from assistant.catalog.formula import formula
from assistant.language import CueKind, CueSpan, TokenKind
from assistant.plan import Reason
from assistant.planning.draft import Draft
from assistant.planning.names import topics
from assistant.planning.outcomes import refuse
from assistant.planning.phrases import say
from assistant.planning.steps.outcome import Outcome

#: How many words may follow "groeten," (a name) or stand between "beste" and its comma.
_NAME = 4


def courtesy(draft: Draft) -> Outcome:
    """Set politeness aside; answer a greeting or thanks without a question in kind."""
    cues = draft.analysis.cues_of(CueKind.GREETING)
    for cue in cues:
        for first, last in _around(draft, cue):
            draft.claim(first, last, CueKind.GREETING.value)
    if not cues or _asks(draft):
        return None
    key = "thanks" if any(cue.args.get("form") == "thanks" for cue in cues) else "greeting"
    example = say("example_question", draft.language, metric=example_topic(draft))
    return refuse(draft, Reason.OUT_OF_SCOPE, key, example=example)


def _around(draft: Draft, cue: CueSpan) -> list[tuple[int, int]]:
    """Return the words of a courtesy with the name that belongs to it."""
    tokens = draft.analysis.tokens
    form = cue.args.get("form")
    if form == "sign_off" and len(tokens) - cue.last - 1 <= _NAME + 1:
        return [(cue.first, len(tokens) - 1)]
    if form == "salutation":
        comma = next((at for at in range(cue.last + 1, len(tokens)) if tokens[at].text in (",", "!", ":")), None)
        if cue.first == 0 and comma is not None and comma - cue.last - 1 <= _NAME:
            return [(cue.first, comma - 1)]
        return []
    return [(cue.first, cue.last)]


def _asks(draft: Draft) -> bool:
    """Whether anything but politeness is said."""
    return any(
        at not in draft.claimed and token.kind is not TokenKind.PUNCT and not token.stop
        for at, token in enumerate(draft.analysis.tokens)
    ) or any(cue.kind is not CueKind.GREETING and cue.kind is not CueKind.YES_NO for cue in draft.analysis.cues)


def example_topic(draft: Draft) -> str:
    """Name a metric that fits "hoeveel … zijn er": one that counts persons or rows, else the first there is."""
    catalog = draft.knowledge.catalog
    counted = [ref for ref in catalog.metric_refs if catalog.metric(ref).persons and formula(catalog, ref).additive]
    return topics(draft.knowledge, draft.language, counted, most=1)
