"""Filling in texts that the documentation of a dataset lacks, each marked TODO for a person to read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ruamel.yaml.comments import CommentedMap

from assistant.catalog.editing.edit import Edit, propose
from assistant.catalog.editing.nodes import after_name, flow
from assistant.catalog.loaded import LoadedCatalog
from assistant.catalog.text import Language

#: ``label`` and ``definition`` by language; ``synonyms`` a list by language.
Texts = Mapping[str, Mapping[str, Any]]


def add_texts(loaded: LoadedCatalog, dataset: str, texts: Mapping[str, Texts], mark: str) -> Edit:
    """Return the edit that gives fields and metrics of ``dataset`` the texts that they lack; nothing is written.

    What is documented stays as it is. ``mark`` becomes the comment above each that changes: ``# TODO mark``.
    """
    default = loaded.catalog.language
    return propose(
        loaded, loaded.files[f"dataset:{dataset}"].name, lambda top: _fill(top, texts, f"TODO {mark}", default)
    )


def _fill(top: CommentedMap, texts: Mapping[str, Texts], mark: str, default: Language) -> None:
    for kind in ("fields", "metrics"):
        listed: Any = top.get(kind) or []
        for at, node in enumerate(listed):
            changed = [_add(node, key, told, default) for key, told in texts.get(node["name"], {}).items()]
            if any(changed):
                listed.yaml_set_comment_before_after_key(at, before=mark, indent=listed.lc.data[at][1] - 2)


def _add(node: CommentedMap, key: str, told: Mapping[str, Any], default: Language) -> bool:
    """Add what is lacking of one text; whether anything was."""
    lacking = {language: text for language, text in told.items() if text}
    present = node.get(key)
    if present is None and lacking:
        node.insert(after_name(node), key, flow(lacking))
        return True
    if key == "synonyms" or present is None:
        return False
    both = present if isinstance(present, CommentedMap) else flow({default: present})
    new = {language: text for language, text in lacking.items() if not both.get(language)}
    both.update(new)
    if new:
        node[key] = both
    return bool(new)
