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
    """Return the first and last token where all words of the label stand together, in any order."""
    wanted = {stem(word) for word in split(label)}
    tokens = draft.analysis.tokens
    size = len(wanted)
    if size < 2:
        return None
    for first in range(len(tokens) - size + 1):
        here = range(first, first + size)
        if {stem(tokens[at].folded) for at in here} == wanted and not draft.claimed.intersection(here):
            return first, first + size - 1
    return None
