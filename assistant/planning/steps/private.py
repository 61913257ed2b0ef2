"""Fields the catalogue marks as personal: known by name only to say that they are not shown."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from assistant.catalog.catalog import Catalog
from assistant.linking.index import is_glue, split, stem
from assistant.linking.targets import Evidence
from assistant.planning.draft import Draft


def asks_personal_field(draft: Draft) -> bool:
    """Whether the words of a personal field are said: its label, a synonym, or its compound."""
    said = _Said(draft)
    return any(said.holds(words) for words in _phrases(draft))


@lru_cache(maxsize=16)
def _slots(catalog: int) -> list[tuple[Catalog, tuple[frozenset[str], ...]]]:
    return []


def _phrases(draft: Draft) -> tuple[frozenset[str], ...]:
    """Return the words of every personal field; worked out once for a catalogue, however many fields it has."""
    catalog = draft.knowledge.catalog
    slot = _slots(id(catalog))
    if not slot or slot[0][0] is not catalog:
        slot[:] = [(catalog, tuple(_worked_out(catalog)))]
    return slot[0][1]


def _worked_out(catalog: Catalog) -> Iterator[frozenset[str]]:
    for dataset in catalog.datasets:
        for field in dataset.fields:
            if not field.personal:
                continue
            named = [field.label.nl, field.label.en] if field.label else []
            texts = [*filter(None, named), *field.synonyms.all(), field.name.replace("_", " ")]
            for text in texts:
                if found := frozenset(stem(word) for word in split(text) if not is_glue(word)):
                    yield found


class _Said:
    """The words of the question that nothing else of the catalogue is called by."""

    def __init__(self, draft: Draft) -> None:
        taken = {
            at
            for one in draft.mentions
            if one.best.evidence in (Evidence.EXACT, Evidence.INFLECTED)
            for at in range(one.first, one.last + 1)
        }
        tokens = [token for at, token in enumerate(draft.analysis.tokens) if at not in taken]
        kept = [token for token in tokens if not is_glue(token.text)]
        self._stems = [stem(token.folded) for token in kept]
        self._compounds = {frozenset(stem(part) for part in token.parts) for token in kept if token.parts}

    def holds(self, words: frozenset[str]) -> bool:
        """Whether the words stand next to each other, or as one compound."""
        size = len(words)
        rows = (frozenset(self._stems[at : at + size]) for at in range(len(self._stems) - size + 1))
        return words in self._compounds or any(row == words for row in rows)
