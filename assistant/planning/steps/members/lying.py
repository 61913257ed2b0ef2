"""A place said to lie in another one where it does not: "Zuid in Lindewaard" are not two places beside each other."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from assistant.linking.cover import Mention
from assistant.linking.targets import FieldTarget, LevelTarget
from assistant.plan import Reason
from assistant.planning.draft import Draft
from assistant.planning.outcomes import refuse
from assistant.planning.steps.members.choice import Choice
from assistant.planning.steps.members.known import ancestors
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.roles import role_of
from assistant.planning.words import words


def lies_elsewhere(draft: Draft, chosen: Iterable[Choice]) -> Outcome:
    """Refuse a place that the question looks for in another one, where the data know that it lies elsewhere."""
    in_order = sorted((one for one in chosen if not one.excluded), key=lambda one: one.mention.first)
    for inner, outer in pairwise(in_order):
        if inner.field != outer.field or not _says_inside(draft, inner.mention, outer.mention):
            continue
        holding = [ancestors(draft, inner.field, member.value) for member in inner.members]
        held_by = {member.value for member in outer.members}
        if all(holding) and not any(around & held_by for around in holding):
            said, place = f"‘{draft.text(inner.mention)}’", draft.text(outer.mention)
            return refuse(draft, Reason.UNKNOWN_MEMBER, "lies_elsewhere", draft.metrics, words=said, place=place)
    return None


def _says_inside(draft: Draft, inner: Mention, outer: Mention) -> bool:
    """Whether nothing but "in" stands between two names, with an article or the kind of place that follows."""
    kinds = [one for one in draft.mentions if role_of(one) in (LevelTarget, FieldTarget)]
    levels = {at for one in kinds for at in range(one.first, one.last + 1)}
    between = range(inner.last + 1, outer.first)
    said = [draft.analysis.tokens[at].folded for at in between if at not in levels]
    return bool(words("inside") & set(said)) and set(said) <= words("inside") | words("article") | words("of")
