"""A question back answered in free words: "de gemeente", "het eerste", "2", "nee, ik bedoel het gestandaardiseerde"."""

from __future__ import annotations

from assistant.language import CueKind, TokenKind, light
from assistant.linking.index import is_generic, is_glue, split, stem
from assistant.plan import Clarification, MemberFilter, Option
from assistant.planning.draft import NEAR, Draft
from assistant.planning.words import words

_AROUND = (CueKind.CORRECTION, CueKind.ONLY, CueKind.GREETING, CueKind.FOLLOW_UP)


def chosen_option(draft: Draft, asked: Clarification) -> Option | None:
    """Return the one option that a reply can only mean; None when it is something else."""
    said = _said(draft)
    if not said or not asked.options:
        return None
    return _by_number(draft, asked, said) or _by_label(asked, said, draft) or _by_meaning(draft, asked)


def _said(draft: Draft) -> list[int]:
    """The tokens of the reply that choose; words such as "natuurlijk" do so only where there is nothing else."""
    around = {at for cue in draft.analysis.cues_of(*_AROUND) for at in range(cue.first, cue.last + 1)}
    tokens = draft.analysis.tokens
    said = [
        at
        for at, token in enumerate(tokens)
        if token.kind is not TokenKind.PUNCT and at not in around and not token.stop and not is_glue(token.text)
    ]
    passed = light(tokens)
    return [at for at in said if at not in passed] or said


def _by_number(draft: Draft, asked: Clarification, said: list[int]) -> Option | None:
    """ "De tweede", "optie 2", "the last one"."""
    tokens = draft.analysis.tokens
    left = [at for at in said if tokens[at].folded not in words("option")] or said
    if len(left) != 1:
        return None
    numbers = [*draft.analysis.ordinals, *draft.analysis.numbers]
    value = next((int(one.value) for one in numbers if one.first <= left[0] <= one.last), None)
    if value is None and tokens[left[0]].folded in words("last"):
        value = len(asked.options)
    return asked.options[value - 1] if value is not None and 1 <= value <= len(asked.options) else None


def _by_label(asked: Clarification, said: list[int], draft: Draft) -> Option | None:
    """The one option whose label has all the words of the reply."""
    tokens = [draft.analysis.tokens[at] for at in said]
    reply = {stem(one.folded) for one in tokens if not is_generic(one.text) and one.folded not in words("option")}
    if not reply:
        return None
    found = [one for one in asked.options if reply <= {stem(word) for word in split(one.label)}]
    return found[0] if len(found) == 1 else None


def _by_meaning(draft: Draft, asked: Clarification) -> Option | None:
    """The one option whose figure, member or level is what the reply names, and the reply names nothing else."""
    named = [{str(link.target) for link in one.links if link.score >= one.best.score - NEAR} for one in draft.mentions]
    covered = {at for one in draft.mentions for at in range(one.first, one.last + 1)}
    if not named or any(at not in covered for at in _said(draft)):
        return None
    found = [one for one in asked.options if all(names & _means(one) for names in named)]
    return found[0] if len(found) == 1 else None


def _means(option: Option) -> set[str]:
    if option.plan is None:
        return set()
    found = {str(ref) for ref in option.plan.metrics}
    for one in option.plan.filters:
        if isinstance(one, MemberFilter):
            found |= {f"{one.field}={member.value}" for member in one.members}
            found |= {f"{one.field}:{member.level}" for member in one.members if member.level}
    return found


def half_answered(draft: Draft, asked: Clarification) -> bool:
    """Whether a reply has words of the options, but does not choose between them: then it is asked once more."""
    reply = {stem(draft.analysis.tokens[at].folded) for at in _said(draft)}
    return bool(reply) and any(reply & {stem(word) for word in split(one.label)} for one in asked.options)
