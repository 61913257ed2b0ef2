"""What is not answered at all: instructions, personal data, another language, no question."""

from __future__ import annotations

from assistant.language import CueKind, TokenKind
from assistant.linking.targets import ConceptTarget, MetricTarget
from assistant.plan import Reason
from assistant.planning.draft import Draft
from assistant.planning.outcomes import refuse
from assistant.planning.phrases import say
from assistant.planning.steps.courtesy import example_topic
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.private import asks_personal_field
from assistant.planning.steps.roles import role_of


def screen(draft: Draft) -> Outcome:
    """Refuse what no figure can answer, before anything is looked up."""
    analysis = draft.analysis
    if analysis.has(CueKind.INSTRUCTION):
        return refuse(draft, Reason.UNSAFE, "unsafe")
    if not any(token.kind is not TokenKind.PUNCT for token in analysis.tokens):
        example = say("example_question", draft.language, metric=example_topic(draft))
        return refuse(draft, Reason.OUT_OF_SCOPE, "empty", example=example)
    if analysis.other and not any(role_of(one) in (MetricTarget, ConceptTarget) for one in draft.mentions):
        return refuse(draft, Reason.OUT_OF_SCOPE, "other_language")
    if analysis.has(CueKind.PERSONAL) or asks_personal_field(draft):
        return refuse(draft, Reason.PERSONAL_DATA, "personal")
    return None
