"""Words that look alike: for spelling mistakes, never for numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rapidfuzz.distance import OSA

from assistant.catalog.text import Language
from assistant.language.cues.pattern import patterns
from assistant.language.normalise import fold
from assistant.language.resources import load

#: More slips of the pen than this make another word.
_MOST = 2
_LONG_ENOUGH = 5
_TWIN = re.compile(r"(.)\1")
_LETTERS = re.compile(r"[^\W\d_]+")


def edits(word: str, other: str) -> int | None:
    """Return how many letters were left out, added, changed or swapped; None for more than two, or with a digit."""
    if _has_digit(word) or _has_digit(other):
        return None
    apart = OSA.distance(word, other, score_cutoff=_MOST)
    return int(apart) if apart <= _MOST else None


def slip(word: str, other: str) -> bool:
    """Whether one is the other with letters swapped, or with a letter doubled or a double one written once."""
    return sorted(word) == sorted(other) or _TWIN.sub(r"\1", word) == _TWIN.sub(r"\1", other)


@cache
def function_words(language: Language) -> tuple[str, ...]:
    """Return the function words of a language that are long enough to be recognised misspelt."""
    listed = {fold(word) for word in load("stop", language)["function"].split()}
    return tuple(sorted(word for word in listed if len(word) >= _LONG_ENOUGH - 1 and word.isalpha()))


@cache
def steering_words(language: Language) -> tuple[str, ...]:
    """Return the words that steer a question (operators and times) and are long enough to be recognised misspelt."""
    table = patterns(language)
    elements = [part for group in table.by_word.values() for one in group for part in one.elements]
    spoken = {word for part in elements for word in (*part.exact, *part.lemmas)}
    spoken |= set(_LETTERS.findall(" ".join(_leaves(load("periods", language)))))
    return tuple(sorted({fold(word) for word in spoken if len(word) >= _LONG_ENOUGH and fold(word).isalpha()}))


def _leaves(listed: object) -> Iterator[str]:
    """Yield every word of a word list, whatever its shape: in a table the words are the keys."""
    if isinstance(listed, str):
        yield listed
    elif isinstance(listed, list):
        for item in listed:
            yield from _leaves(item)
    elif isinstance(listed, dict):
        for key, item in listed.items():
            yield from _leaves(item if isinstance(item, list | dict) else key)


def _has_digit(word: str) -> bool:
    return any(char.isdigit() for char in word)
