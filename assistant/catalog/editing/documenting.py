"""Writing a caveat or a definition into the documentation."""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from assistant.catalog.editing.edit import Edit, propose
from assistant.catalog.loaded import LoadedCatalog
from assistant.catalog.text import Language
from assistant.errors import InputError


def add_caveat(loaded: LoadedCatalog, target: str, text: str, language: Language) -> Edit:
    """Return the edit that makes ``text`` a caveat of a dataset, or of a field or metric of it; nothing is written."""
    dataset, _, part = target.partition(".")
    said = _said(text)

    def change(top: Any) -> None:
        caveats = top.setdefault("caveats", CommentedSeq())
        known = {str(one["id"]) for one in caveats}
        base = "-".join(re.findall(r"[a-z0-9]+", said.casefold())[:4]) or "caveat"
        name = next(one for one in (base, *(f"{base}-{n}" for n in range(2, 1000))) if one not in known)
        made = CommentedMap({"id": name, "text": CommentedMap({language: said}), "severity": "note"})
        if part:
            made["applies_to"] = CommentedSeq([part])
        caveats.append(made)

    return propose(loaded, _file(loaded, dataset), change)


def set_definition(loaded: LoadedCatalog, target: str, text: str, language: Language) -> Edit:
    """Return the edit that makes ``text`` the definition of a field or metric (``dataset.name``)."""
    dataset, _, part = target.partition(".")
    said = _said(text)

    def change(top: Any) -> None:
        parts = {one["name"]: one for kind in ("fields", "metrics") for one in top.get(kind) or ()}
        if part not in parts:
            raise InputError(f"the catalogue has no '{target}'", hint="`duiding catalog show` lists what there is")
        node = parts[part]
        told = node.get("definition")
        if isinstance(told, CommentedMap):
            told[language] = said
        else:
            default = loaded.catalog.language
            other = {default: told} if told is not None and default != language else {}
            node["definition"] = CommentedMap(other | {language: said})

    return propose(loaded, _file(loaded, dataset), change)


def _file(loaded: LoadedCatalog, dataset: str) -> str:
    if dataset not in loaded.catalog.by_name:
        raise InputError(f"the catalogue has no '{dataset}'", hint="`duiding catalog show` lists what there is")
    return loaded.files[f"dataset:{dataset}"].name


def _said(text: str) -> str:
    said = " ".join(text.split())
    if not said:
        raise InputError("there is nothing to add", hint="write the text")
    return said
