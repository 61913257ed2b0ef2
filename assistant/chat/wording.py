"""The fixed words of the chat, in both languages; they stand in ``words/``."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from assistant.catalog.text import Language
from assistant.own_yaml import read_own


@lru_cache(maxsize=2)
def wording(language: Language) -> dict[str, str]:
    """Return the words of one language by key."""
    text = (resources.files("assistant.chat") / "words" / f"{language}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, str] = read_own(text)
    return loaded


def language_of(tag: str | None) -> Language:
    """Return the language for a browser's language tag: Dutch unless it asks for English."""
    return "en" if (tag or "nl").lower().startswith("en") else "nl"
