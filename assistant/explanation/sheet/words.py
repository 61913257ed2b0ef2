"""The words of a sheet: heads, remarks, the state of review."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from assistant.catalog.text import Language
from assistant.explanation.words import Words
from assistant.own_yaml import read_own

_FOLDER = Path(__file__).parent / "words"


@lru_cache(maxsize=2)
def sheet_words(language: Language) -> Words:
    """Return the words of ``language``."""
    return Words(language, read_own((_FOLDER / f"{language}.yaml").read_text(encoding="utf-8")))
