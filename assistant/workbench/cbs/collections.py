"""Tables that are brought together: one command makes a catalogue of one's own municipality."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from assistant.catalog.text import Language
from assistant.errors import InputError
from assistant.workbench.cbs.importer import import_cbs
from assistant.workbench.cbs.overlay import Document, presets_folder
from assistant.workbench.cbs.report import ImportReport
from assistant.workbench.cbs.yaml_files import parse


def collection_names() -> tuple[str, ...]:
    """Return the collections there are."""
    return tuple(sorted(file.stem for file in _folder().glob("*.yaml")))


def load_collection(name: str) -> Document:
    """Return a collection by its name: its texts and its tables, each with the figures that are asked for."""
    names = collection_names()
    if name not in names:
        raise InputError(f"there is no collection {name!r}", hint=f"choose from {', '.join(names)}")
    file = _folder() / f"{name}.yaml"
    found: Document = parse(file.read_text("utf-8"), str(file))
    return found


def import_collection(
    name: str,
    target: Path,
    *,
    home: str | None = None,
    base_url: str | None = None,
    language: Language = "nl",
    progress: Callable[[str], None] | None = None,
    **options: Any,
) -> Iterator[ImportReport]:
    """Bring the tables of a collection one by one into the catalogue at ``target``, and yield what each brought.

    Each table is brought whole or not at all. When one fails, those before it stand; running it again goes on.
    """
    collection = load_collection(name)
    texts = {key: collection[key] for key in ("title", "description")}
    for entry in collection["tables"]:
        yield import_cbs(
            entry["table"], target, where=entry.get("where"), home=home, texts=texts,
            base_url=base_url, language=language, progress=progress, **options,
        )  # fmt: skip


def _folder() -> Path:
    return presets_folder() / "collections"
