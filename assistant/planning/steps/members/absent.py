"""Rows whose place or category is not known, by the words the catalogue documents for that: "plek onbekend"."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.catalog import FieldRef
from assistant.catalog.vocabulary import FieldRole
from assistant.linking.index import split, stem
from assistant.plan import Op, ValueFilter
from assistant.planning.draft import Draft

_CAN_BE_ABSENT = (FieldRole.KEY, FieldRole.DIMENSION, FieldRole.ATTRIBUTE)


def absent_values(draft: Draft) -> None:
    """Turn the documented words for a missing value into a filter on the rows that miss it."""
    for ref, label in _documented(draft):
        if (found := _where(draft, label)) is not None and draft.reaches(ref):
            draft.claim(*found, f"{ref} is_missing")
            draft.filters.append(ValueFilter(ref, Op.IS_MISSING))


def _documented(draft: Draft) -> Iterator[tuple[FieldRef, str]]:
    for name in draft.datasets():
        for field in draft.knowledge.catalog.by_name[name].fields:
            missing = field.missing.get("null")
            if missing is not None and field.role in _CAN_BE_ABSENT and not field.personal:
                yield FieldRef(name, field.name), missing.say(draft.language)


def _where(draft: Draft, label: str) -> tuple[int, int] | None:
    """Return the first and last token where the words of the label stand, small words between, in any order."""
    wanted = {stem(word) for word in split(label)}
    if len(wanted) < 2:
        return None
    tokens = draft.analysis.tokens
    for first in range(len(tokens)):
        left, at = set(wanted), first
        while at < len(tokens) and at not in draft.claimed:
            if (word := stem(tokens[at].folded)) in left:
                left.discard(word)
            elif at == first or not tokens[at].stop:
                break
            if not left:
                return first, at
            at += 1
    return None
