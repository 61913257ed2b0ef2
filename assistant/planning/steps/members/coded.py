"""Members that are a letter or a number, said behind the name of their field: "energielabel A", "taakveld 6.72"."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.catalog import FieldRef
from assistant.catalog.graph import conformed
from assistant.linking.cover import Mention
from assistant.linking.targets import FieldTarget
from assistant.plan import MemberFilter, Op
from assistant.planning.draft import Draft
from assistant.planning.steps.members.excluded import is_excluded
from assistant.planning.steps.members.known import known_member
from assistant.planning.steps.roles import role_of
from assistant.planning.words import words

#: A longer value is a name.
_LONGEST = 6


def coded_members(draft: Draft) -> None:
    """Limit the figure to such members. By itself "A" is a small word, and no name: it must never be passed over."""
    for mention in list(draft.open_mentions()):
        if role_of(mention) is not FieldTarget:
            continue
        refs = [target.ref for _, target in draft.candidates(mention, FieldTarget) if draft.reaches(target.ref)]
        found = next(((ref, codes) for ref in refs if (codes := list(_behind(draft, mention, ref)))), None)
        if found is None:
            continue
        ref, codes = found
        field = conformed(draft.knowledge.catalog, ref)
        members = tuple(known_member(draft, field, value) for _, value in codes)
        op = Op.NOT_IN if is_excluded(draft, mention) else Op.IN
        said = ", ".join(value for _, value in codes)
        draft.claim(mention.first, codes[-1][0], f"{field}={said}")
        draft.filters.append(MemberFilter(field, op, members))


def _is_code(value: str) -> bool:
    """Whether a value is written as a letter, or as a number in an order of its own ("6.72")."""
    return len(value) == 1 or (len(value) <= _LONGEST and value[0].isdigit() and "." in value)


def _behind(draft: Draft, mention: Mention, ref: FieldRef) -> Iterator[tuple[int, str]]:
    """Yield the codes of the field's members that follow, joined by "en", "of" or a comma."""
    tokens = draft.analysis.tokens
    profile = draft.knowledge.profile.field(conformed(draft.knowledge.catalog, ref))
    short = {one.value for one in profile.members if _is_code(one.value)} if profile else set()
    # A code may have been taken for a part of the name: "energielabel B".
    inside = (one for one in range(mention.first + 1, mention.last + 1) if tokens[one].text in short)
    at, joined = next(inside, mention.last + 1), True
    while at < len(tokens) and (tokens[at].text in short or tokens[at].folded in words("conjunction")):
        if tokens[at].text in short:
            if not joined:
                return
            yield at, tokens[at].text
        joined = tokens[at].text not in short
        at += 1
