"""The words of calendar and period as regular expressions over pieces, both languages together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from assistant.catalog.text import LANGUAGES
from assistant.language.normalise import fold
from assistant.language.resources import load

#: A word boundary between pieces: pieces are joined by single spaces.
START, END = r"(?<!\S)", r"(?!\S)"


@cache
def table(key: str) -> dict[str, Any]:
    """Return a word table of both languages."""
    lists = [load("periods", language)[key] for language in LANGUAGES]
    return {fold_phrase(word): value for listed in lists for word, value in listed.items()}


@cache
def rewritten_words() -> dict[str, str]:
    """Return the words whose accents tell them apart, with what they are read as."""
    return {word: str(read) for language in LANGUAGES for word, read in load("periods", language)["rewrite"].items()}


@cache
def phrases(key: str) -> tuple[str, ...]:
    """Return a phrase list of both languages, longest first."""
    listed = {fold_phrase(phrase) for language in LANGUAGES for phrase in load("periods", language)[key]}
    return tuple(sorted(listed, key=lambda phrase: (-len(phrase), phrase)))


@cache
def either(key: str, language: str | None = None) -> str:
    """Return an expression that matches any phrase or table word under ``key``, in one language or in both."""
    spoken = [one for one in LANGUAGES if language in (None, one)]
    return alternatives({fold_phrase(str(word)) for one in spoken for word in load("periods", one)[key]})


def alternatives(words: Iterable[str]) -> str:
    """Return an expression that matches one of ``words``, the longest that fits."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, ordered)) + ")" if ordered else r"(?:(?!))"


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile an expression in which ``{key}`` (or ``{nl:key}``) is a word list; it begins and ends with a piece."""
    filled = re.sub(r"\{(?:(nl|en):)?([a-z_]+)\}", lambda match: either(match[2], match[1]), pattern)
    return re.compile(f"{START}(?:{filled}){END}")


def fold_phrase(phrase: str) -> str:
    """Fold each word of a phrase the way pieces are folded; marks stay."""
    kept = {"-", *rewritten_words().values()}
    return " ".join(word if word in kept else fold(word).replace(" ", "-") for word in phrase.split())
