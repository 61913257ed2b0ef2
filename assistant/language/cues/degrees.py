"""Comparatives and superlatives, and whether they mean much or little."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.catalog.text import Language
from assistant.language.lemmas import known
from assistant.language.resources import load
from assistant.language.spans import Token, TokenKind

Direction = Literal["high", "low", "best", "worst"]
_SUPERLATIVE_ENDS: dict[Language, tuple[str, ...]] = {"nl": ("ste", "st"), "en": ("est",)}
_COMPARATIVE_ENDS: dict[Language, tuple[str, ...]] = {"nl": ("er", "ere"), "en": ("er",)}


@dataclass(frozen=True, slots=True)
class Degree:
    """An adjective in the comparative or superlative; ``direction`` is None when the list does not know it."""

    adjective: str
    direction: Direction | None


def superlative(token: Token, language: Language) -> Degree | None:
    """Return what a superlative says ("duurste": duur, high), None when the token is none."""
    return _degree(token, language, "superlatives", _SUPERLATIVE_ENDS[language])


def comparative(token: Token, language: Language) -> Degree | None:
    """Return what a comparative says ("lager": laag, low), None when the token is none."""
    return _degree(token, language, "comparatives", _COMPARATIVE_ENDS[language])


def _degree(token: Token, language: Language, table: str, ends: tuple[str, ...]) -> Degree | None:
    listed = load("degrees", language)
    if token.kind is not TokenKind.WORD or token.norm in listed["none"].split():
        return None
    if entry := listed[table].get(token.norm):
        return Degree(entry[0], entry[1])
    if not token.norm.endswith(ends):
        return None
    adjective = next((lemma for lemma in token.lemmas if lemma in _directions(language)), None)
    if adjective and adjective != token.norm:
        return Degree(adjective, _directions(language)[adjective])
    stem = _stem(token.norm, language, ends)
    return Degree(stem, None) if stem else None


@lru_cache(maxsize=4096)
def _stem(word: str, language: Language, ends: tuple[str, ...]) -> str | None:
    """The adjective of a degree that the list lacks, by its form: "veiligste" and "veiliger" are of "veilig"."""
    for end in ends:
        base = word.removesuffix(end)
        if base != word and len(base) >= 4 and base.endswith(("ig", "lijk", "baar", "zaam", "isch", "y", "i")):
            adjective = base[:-1] + "y" if language == "en" and base.endswith("i") else base
            return adjective if known(adjective, language) else None
    return None


@lru_cache(maxsize=2)
def _directions(language: Language) -> dict[str, Direction]:
    listed = load("degrees", language)["directions"]
    return {word: direction for direction, words in listed.items() for word in words.split()}
