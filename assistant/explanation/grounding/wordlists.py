"""The words that tell a direction, and the words of our own templates, per language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.catalog.text import Language
from assistant.explanation.words import words
from assistant.own_yaml import read_own


@dataclass(frozen=True)
class WordLists:
    """``strong`` words need figures that bear them out, others are only held against figures that contradict them."""

    up: frozenset[str]
    down: frozenset[str]
    strong: frozenset[str]
    top: frozenset[str]
    bottom: frozenset[str]
    judgements: dict[str, str]
    than: list[list[str]]
    either: list[list[str]]
    start: frozenset[str]
    goal: frozenset[str]
    units: frozenset[str]
    verdicts: frozenset[str]
    own: frozenset[str]


@lru_cache(maxsize=4)
def wordlists(language: Language) -> WordLists:
    """Return the lists of a language."""
    read: dict[str, Any] = read_own((Path(__file__).parent / f"{language}.yaml").read_text("utf-8"))
    return WordLists(
        up=frozenset(read["rise"]) | frozenset(read["more"]),
        down=frozenset(read["fall"]) | frozenset(read["less"]),
        strong=frozenset(read["rise"]) | frozenset(read["fall"]),
        top=frozenset(read["top"]),
        bottom=frozenset(read["bottom"]),
        judgements=dict.fromkeys(read["good"], "good") | dict.fromkeys(read["bad"], "bad"),
        than=[text.split() for text in read["than"]],
        either=[text.split() for text in read["either"]],
        start=frozenset(read["start"]),
        goal=frozenset(read["goal"]),
        units=frozenset(read["units"]),
        verdicts=frozenset(_verdicts(language)),
        own=frozenset(_words(words(language).entries)) | frozenset(read["own"]),
    )


def _verdicts(language: Language) -> Iterator[str]:
    """Yield the words in front of a verdict, as the templates have them."""
    for key in ("yes_no", "claim"):
        for template in words(language).look(key).values():
            head, found, _ = template.partition("{base}")
            if found and "{" not in head:
                yield head.strip()


def _words(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for child in node.values():
            yield from _words(child)
    elif isinstance(node, list):
        for child in node:
            yield from _words(child)
    elif isinstance(node, str):
        yield from (word.casefold() for word in re.findall(r"[^\W\d_][\w'’\-]*", re.sub(r"{\w+}", " ", node)))
