"""Reads the word lists beside this file, once: one YAML file a subject, one folder a language."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from assistant.catalog.text import LANGUAGES, Language
from assistant.own_yaml import read_own


@cache
def load(name: str, language: Language | None = None) -> Any:
    """Return the list ``words/<language>/<name>.yaml`` (``words/<name>.yaml`` for all languages)."""
    folder = resources.files("assistant.language") / "words"
    path = (folder / language if language else folder) / f"{name}.yaml"
    return read_own(path.read_text(encoding="utf-8"))


@cache
def names(language: Language) -> tuple[str, ...]:
    """Return the names of all word lists of a language."""
    folder = resources.files("assistant.language") / "words" / language
    return tuple(sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml")))


@cache
def words(name: str, key: str) -> frozenset[str]:
    """Return the words under ``key`` (one text, words apart) of the list ``name`` in all languages together."""
    return frozenset(word for language in LANGUAGES for word in load(name, language).get(key, "").split())
