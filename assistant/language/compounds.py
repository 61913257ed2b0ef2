"""Dutch compounds: one written word that is made of several."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from assistant.language.lemmas import known
from assistant.language.normalise import fold
from assistant.language.stopwords import is_stop

#: What may stand between two parts: bevolking-s-groei, bijstand-s-uitkering, kind-er-opvang, pan-en-koek.
_LINKS = ("", "s", "en", "e", "er", "n")
_LONGEST = 40
_MOST_PARTS = 4


def compound_parts(word: str, known: Callable[[str], bool]) -> tuple[str, ...] | None:
    """Return the fewest parts that ``word`` is made of and that are all ``known``; None when there are none.

    A hyphenated word splits at its hyphens. Among equally short splits the one with the longest last part (the head
    of a Dutch compound) wins.
    """
    pieces = tuple(fold(word).split())
    if len(pieces) > 1:
        return pieces if all(map(known, pieces)) else None
    if not pieces or len(pieces[0]) > _LONGEST or len(pieces[0]) < 6:
        return None
    for count in range(2, _MOST_PARTS + 1):
        if parts := _split(pieces[0], count, known):
            return parts
    return None


@lru_cache(maxsize=16384)
def dictionary_parts(word: str) -> tuple[str, ...]:
    """Return the parts of ``word`` by the dictionary alone, () when it does not split."""
    if "-" in word:
        return tuple(fold(word).split())
    if not word.isalpha() or len(word) < 8:
        return ()
    return compound_parts(word, _plausible) or ()


def _plausible(part: str) -> bool:
    return len(part) >= 4 and known(part, "nl") and not is_stop(part)


def _split(word: str, count: int, known: Callable[[str], bool]) -> tuple[str, ...] | None:
    if count == 1:
        return (word,) if known(word) else None
    for cut in range(3, len(word) - 2):
        head = word[cut:]
        if not known(head):
            continue
        for link in _LINKS:
            rest = word[:cut].removesuffix(link) if link else word[:cut]
            if len(rest) < 3 or (link and len(rest) == cut):
                continue
            if before := _split(rest, count - 1, known):
                return (*before, head)
    return None
