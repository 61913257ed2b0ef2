"""What is not answered at all: instructions, personal data, another language, no question."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from assistant.language import CueKind, TokenKind
from assistant.linking.targets import ConceptTarget, MemberTarget, MetricTarget
from assistant.plan import Reason
from assistant.planning.draft import Draft
from assistant.planning.outcomes import refuse
from assistant.planning.phrases import say
from assistant.planning.steps.courtesy import example_topic
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.private import asks_personal_field
from assistant.planning.steps.roles import role_of
from assistant.planning.words import words


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
    if _which_of_two(draft):
        analysis = draft.analysis
    if analysis.has(CueKind.PERSONAL) or asks_personal_field(draft):
        return refuse(draft, Reason.PERSONAL_DATA, "personal")
    return None


def _which_of_two(draft: Draft) -> bool:
    """ "Wie groeit sneller, Noord of Zuid": one of the places is asked for, and no person."""
    found = [cue for cue in draft.cues(CueKind.PERSONAL) if draft.analysis.tokens[cue.first].folded in words("who")]
    compared = draft.has(CueKind.COMPARATIVE, CueKind.TOP)
    places = [one for one in draft.mentions if role_of(one) is MemberTarget]
    either = any(
        at.last < between.first and draft.analysis.tokens[between.first - 1].folded in words("either")
        for at, between in pairwise(sorted(places, key=lambda one: one.first))
    )
    if not (found and compared and either) or len(found) < len(draft.cues(CueKind.PERSONAL)):
        return False
    for cue in found:
        draft.claim(cue.first, cue.first, CueKind.WHICH.value)
    rest = tuple(one for one in draft.analysis.cues if one not in found)
    draft.analysis = replace(draft.analysis, cues=rest)
    return True
