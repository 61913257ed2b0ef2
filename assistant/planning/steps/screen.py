"""What is not answered at all: instructions, personal data, another language, no question."""

from __future__ import annotations

from assistant.catalog.formula import formula
from assistant.language import CueKind, TokenKind
from assistant.plan import Reason
from assistant.planning.draft import Draft
from assistant.planning.names import topics
from assistant.planning.outcomes import refuse
from assistant.planning.phrases import say
from assistant.planning.steps.outcome import Outcome


def screen(draft: Draft) -> Outcome:
    """Refuse what no figure can answer, before anything is looked up."""
    analysis = draft.analysis
    if analysis.has(CueKind.INSTRUCTION):
        return refuse(draft, Reason.UNSAFE, "unsafe")
    if not any(token.kind is not TokenKind.PUNCT for token in analysis.tokens):
        example = say("example_question", draft.language, metric=_first_topic(draft))
        return refuse(draft, Reason.OUT_OF_SCOPE, "empty", example=example)
    if analysis.has(CueKind.PERSONAL):
        return refuse(draft, Reason.PERSONAL_DATA, "personal")
    if analysis.other and not draft.mentions:
        return refuse(draft, Reason.OUT_OF_SCOPE, "other_language")
    return None


def _first_topic(draft: Draft) -> str:
    """Name a metric that fits "hoeveel … zijn er": one that counts persons or rows, else the first there is."""
    catalog = draft.knowledge.catalog
    counted = [ref for ref in catalog.metric_refs if catalog.metric(ref).persons and formula(catalog, ref).additive]
    return topics(draft.knowledge, draft.language, counted, most=1)
