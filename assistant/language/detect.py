"""Tells Dutch from English, and both from anything else."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.catalog.text import Language
from assistant.language.lemmas import known
from assistant.language.resources import load
from assistant.language.spans import Token, TokenKind

_DEFAULT: Language = "nl"
#: A word that only one of the two dictionaries has says less than a function word of that language.
_MARK, _KNOWN = 2.0, 0.75


@dataclass(frozen=True, slots=True)
class Detected:
    """The language of a text; ``other`` when it is clearly neither, ``mixed`` when it has words of both."""

    language: Language
    other: bool
    mixed: bool


def detect(tokens: Sequence[Token], forced: Language | None = None) -> Detected:
    """Return the language most words speak for; Dutch when nothing decides, ``forced`` whatever they say."""
    words = [token.norm for token in tokens if token.kind is TokenKind.WORD][:200]
    dutch, english = _score(words, "nl", "en"), _score(words, "en", "nl")
    language: Language = forced or ("en" if english > dutch else _DEFAULT)
    return Detected(language, _other(words, max(dutch, english)), min(dutch, english) >= _MARK)


def _score(words: Sequence[str], language: Language, rival: Language) -> float:
    mine, theirs = _marks(language), _marks(rival)
    score = 0.0
    for word in words:
        if word in mine and word not in theirs:
            score += _MARK
        elif known(word, language) and not known(word, rival):
            score += _KNOWN
    return score


@cache
def _marks(language: Language) -> frozenset[str]:
    return frozenset(load("language", language)["marks"].split())


def _other(words: Sequence[str], best: float) -> bool:
    letters = [char for word in words for char in word if char.isalpha()]
    if letters and sum(not _latin(char) for char in letters) * 2 > len(letters):
        return True
    weak_marks = frozenset(load("other")["weak"].split())
    marks = frozenset(load("other")["marks"].split()) - weak_marks
    strong, weak = marks.intersection(words), weak_marks.intersection(words)
    return bool(strong) and _MARK * (len(strong) + 0.5 * len(weak)) >= best


def _latin(char: str) -> bool:
    return char.isascii() or unicodedata.name(char, "").startswith("LATIN")
