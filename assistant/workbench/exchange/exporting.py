"""Writes a catalogue in the form that another program or reader asks for, and tells what that form cannot hold."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant.catalog.catalog import Catalog
from assistant.errors import InputError, OperatorError
from assistant.workbench.cbs.yaml_files import dump
from assistant.workbench.exchange.told import Told


@dataclass(frozen=True, slots=True)
class Options:
    """What only some formats ask for: the address and the European theme of what is published."""

    base_url: str | None = None
    theme: str = "GOVE"


def export_catalog(catalog: Catalog, form: str, out: Path, options: Options, told: Told) -> tuple[Path, ...]:
    """Write ``catalog`` as ``form`` (one of :data:`FORMATS`) to a file, or for HTML to a folder."""
    files = FORMATS[form](catalog, out, options, told)
    for path, text in files.items():
        _write(path, text)
        told.of_brought("written", path=path)
    return tuple(files)


def _ossie(catalog: Catalog, out: Path, _: Options, told: Told) -> dict[Path, str]:
    from assistant.workbench.exchange.ossie.writing import ossie_document

    kind = _ending(out, ".yaml", ".yml", ".json")
    document = ossie_document(catalog, told)
    return {out: _json(document) if kind == ".json" else dump(document, "")}


def _frictionless(catalog: Catalog, out: Path, _: Options, told: Told) -> dict[Path, str]:
    from assistant.workbench.exchange.frictionless.writing import data_package

    _ending(out, ".json")
    return {out: _json(data_package(catalog, told))}


def _dcat(catalog: Catalog, out: Path, options: Options, told: Told) -> dict[Path, str]:
    from assistant.workbench.exchange.dcat.writing import Publication, dcat_graph

    kind = _ending(out, ".ttl", ".jsonld", ".json")
    address = options.base_url or (catalog.publisher.url if catalog.publisher else None) or ""
    graph = dcat_graph(catalog, Publication(address, options.theme), told)
    return {out: graph.serialize(format="turtle" if kind == ".ttl" else "json-ld")}


def _html(catalog: Catalog, out: Path, _: Options, told: Told) -> dict[Path, str]:
    from assistant.workbench.exchange.dictionary.page import dictionary_pages

    if out.is_file():
        raise InputError(f"{out} is a file; the data dictionary is a folder of pages", hint="name a folder")
    return {out / name: text for name, text in dictionary_pages(catalog).items()}


Form = Callable[[Catalog, Path, Options, Told], dict[Path, str]]

#: What a catalogue can be written as. Each brings its libraries along only when it is asked for.
FORMATS: dict[str, Form] = {"dcat": _dcat, "ossie": _ossie, "frictionless": _frictionless, "html": _html}


def _ending(out: Path, *known: str) -> str:
    found = out.suffix.lower()
    if found not in known:
        raise InputError(f"{out}: this format is written as {' or '.join(known)}", hint="end the file name so")
    return found


def _json(document: dict[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _write(path: Path, text: str) -> None:
    """Write a file whole: who reads it meanwhile sees the old one or the new one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".export-", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            Path(name).chmod(0o644)
            os.replace(name, path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OperatorError(f"cannot write {path}: {error.strerror}") from error
