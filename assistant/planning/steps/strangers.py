"""Names of places or members that the catalogue does not have: told apart from words it does not know."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.catalog.catalog import FieldRef
from assistant.catalog.levels import levels_of
from assistant.linking.targets import FieldTarget, LevelTarget
from assistant.planning.draft import Draft
from assistant.planning.steps.roles import role_of
from assistant.planning.words import words


def unknown_name(draft: Draft, left: Sequence[int]) -> str | None:
    """Return the words when all that is left stands where a name stands: "in Amsterdam", "wijk Kralingen"."""
    if not _knows_places(draft) or list(left) != list(range(left[0], left[-1] + 1)):
        return None
    tokens = draft.analysis.tokens
    named = _behind_a_kind(draft, left[0]) or (_capital(draft, left) and _in_a_place(draft, left))
    return draft.analysis.text[tokens[left[0]].start : tokens[left[-1]].end] if named else None


def _knows_places(draft: Draft) -> bool:
    catalog = draft.knowledge.catalog
    return any(
        levels_of(catalog, FieldRef(dataset, field.name)) is not None
        for dataset in draft.datasets()
        for field in catalog.by_name[dataset].fields
    )


def _behind_a_kind(draft: Draft, at: int) -> bool:
    """Whether a level or dimension word stands right before: "gemeente Amsterdam"."""
    return any(one.last + 1 == at and role_of(one) in (LevelTarget, FieldTarget) for one in draft.mentions)


def _capital(draft: Draft, left: Sequence[int]) -> bool:
    return any(draft.analysis.tokens[at].text[:1].isupper() for at in left) and left[0] > 0


def _in_a_place(draft: Draft, left: Sequence[int]) -> bool:
    """Whether a preposition of place stands before, or a verb of having: "heeft Amsterdam", "Amsterdam had"."""
    tokens = draft.analysis.tokens
    before = tokens[left[0] - 1].folded
    after = tokens[left[-1] + 1].folded if left[-1] + 1 < len(tokens) else ""
    return before in words("before_name") or after in words("after_name")
