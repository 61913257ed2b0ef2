"""Before parsing: an allow-list of characters, one normal form, and bounds on length and depth."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from assistant.catalog.text import Language
from assistant.validation.query import Issue
from assistant.validation.wording import say

MAX_LENGTH = 20_000
MAX_DEPTH = 60
#: Letters, marks, digits, punctuation and symbols; of the blanks only those that parser and engine both take for one.
_CATEGORIES = frozenset(
    ["Lu", "Ll", "Lt", "Lo", "Lm", "Nd", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So"]
)
_PLAIN = re.compile(r"[ -~\t\r\n]*")
_BLANKS = frozenset(" \t\r\n")


def check_text(sql: str, language: Language) -> Iterator[Issue]:
    """Yield what makes a text no candidate for parsing."""
    if not sql.strip():
        yield Issue("empty", "error", say("empty", language))
        return
    if len(sql) > MAX_LENGTH:
        yield Issue("too_long", "error", say("too_long", language, limit=MAX_LENGTH))
        return
    yield from _characters(sql, language)
    if not unicodedata.is_normalized("NFC", sql):
        yield Issue("not_nfc", "error", say("not_nfc", language))
    if _depth(sql) > MAX_DEPTH:
        yield Issue("too_deep", "error", say("too_deep", language, limit=MAX_DEPTH))


def _characters(sql: str, language: Language) -> Iterator[Issue]:
    if _PLAIN.fullmatch(sql):
        return
    for number, line in enumerate(sql.split("\n"), 1):
        for column, character in enumerate(line, 1):
            if character not in _BLANKS and unicodedata.category(character) not in _CATEGORIES:
                name = f"U+{ord(character):04X}"
                yield Issue("characters", "error", say("characters", language, name=name), number, column)


def _depth(sql: str) -> int:
    """Return how deep brackets stand inside each other; those inside strings count too, to be on the safe side."""
    deepest = depth = 0
    for character in sql:
        if character in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in ")]}":
            depth -= 1
    return deepest
