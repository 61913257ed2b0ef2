"""The sentences of questions back, refusals and assumptions; the words stand in ``nl.yaml`` and ``en.yaml``."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from assistant.catalog.text import Language
from assistant.own_yaml import read_own


@lru_cache(maxsize=2)
def _phrases(language: Language) -> dict[str, str]:
    text = (resources.files(__package__) / f"{language}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, str] = read_own(text)
    return loaded


def say(key: str, language: Language, **values: object) -> str:
    """Return the sentence ``key`` with its values filled in; an unknown key or value is a ``KeyError``."""
    return _phrases(language)[key].format_map(values)


def listing(items: list[str], language: Language, word: str = "and") -> str:
    """Join items as people do: "a, b en c" (or "of", with ``word="or"``)."""
    joint = {("and", "nl"): "en", ("and", "en"): "and", ("or", "nl"): "of", ("or", "en"): "or"}[word, language]
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {joint} {items[-1]}"
