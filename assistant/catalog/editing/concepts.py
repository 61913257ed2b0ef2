"""Adding an everyday word with more than one reading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from assistant.catalog.editing.edit import Edit, propose
from assistant.catalog.editing.nodes import flow
from assistant.catalog.loaded import CATALOG_FILE, LoadedCatalog
from assistant.catalog.text import Language
from assistant.errors import InputError


def add_concept(loaded: LoadedCatalog, word: str, readings: Sequence[str], language: Language) -> Edit:
    """Return the edit that lets the assistant ask which of ``readings`` (metrics) ``word`` means; nothing is written.

    Raises :class:`~assistant.errors.InputError` when the word is a concept already, or when a reading is no metric.
    """
    word = " ".join(word.split())
    name = word.casefold().replace(" ", "_")
    if not word or len(set(readings)) < 2:
        hint = "`duiding catalog word` makes a word a synonym of one thing"
        raise InputError("a concept is a word with at least two readings", hint=hint)
    if any(one.name == name for one in loaded.catalog.concepts):
        raise InputError(f"'{word}' is a concept already", hint="change its readings in catalog.yaml")
    known = {str(ref) for ref in loaded.catalog.metric_refs}
    for reading in readings:
        if reading not in known:
            raise InputError(f"'{reading}' is no metric", hint="`duiding catalog show` lists them as dataset.metric")
    made = _block(name=name, label={language: word}, synonyms={language: [word]}, readings=list(readings))
    return propose(loaded, CATALOG_FILE, lambda top: top.setdefault("concepts", CommentedSeq()).append(made))


def _block(**values: Any) -> CommentedMap:
    """Return a mapping written on lines of its own, with what it holds on one line each."""
    made = CommentedMap()
    for key, value in values.items():
        made[key] = flow(value) if isinstance(value, dict | list) else value
    return made
