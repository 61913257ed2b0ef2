"""Under which keys a phrase is filed, and a stretch of a question looked up. Both sides use the same function.

``=`` the words run together, as written or with the last one's inflection gone; ``~`` every inflection gone;
``#`` the content words in alphabetical order, once with compounds whole and once in parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assistant.linking.words import bag_of, stem

Parts = Callable[[str], tuple[str, ...]]
GLUED, STEMS, BAG = "=", "~", "#"


def spoken_keys(words: tuple[str, ...], *, inflected: bool = True) -> Iterator[str]:
    """Yield the keys of words in their order; the first is that of the words as they are written."""
    yield GLUED + "".join(words)
    if not inflected:
        return
    last = stem(words[-1])
    if last != words[-1]:
        yield GLUED + "".join((*words[:-1], last))
    if len(words) > 1:
        yield STEMS + " ".join(map(stem, words))


def bag_keys(words: tuple[str, ...], parts: Parts | None = None) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the keys of words whatever their order, each with the words that it holds; compounds also in ``parts``."""
    whole = bag_of(words)
    for bag in dict.fromkeys((whole, bag_of(words, parts))) if parts else (whole,):
        if bag:
            yield BAG + " ".join(sorted(bag)), bag
