"""The words of this room: what is said when there is nothing to show, and about the catalogue itself."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from assistant.catalog.text import Language
from assistant.own_yaml import read_own


@lru_cache(maxsize=1)
def _resource() -> dict[str, dict[str, str]]:
    text = Path(__file__).with_name("words.yaml").read_text("utf-8")
    loaded: dict[str, dict[str, str]] = read_own(text)
    return loaded


def say(key: str, language: Language, **values: object) -> str:
    """Return a text of words.yaml, filled in."""
    return _resource()[key][language].format(**values)
