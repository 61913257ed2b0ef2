"""Reading a catalogue folder: every file, every problem, with file, line and column."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from assistant.catalog.catalog import Catalog
from assistant.catalog.collector import paused_collector
from assistant.catalog.dataset import Dataset
from assistant.catalog.files import catalog_files
from assistant.catalog.lint import errors_of
from assistant.catalog.loaded import CATALOG_FILE
from assistant.catalog.loaded import LoadedCatalog as LoadedCatalog
from assistant.catalog.reading import Parsed, parse
from assistant.catalog.text import Language
from assistant.catalog.yamlfile import YamlFile
from assistant.errors import CatalogError, Problem


def load_catalog(folder: Path, instead: Mapping[str, str] | None = None) -> LoadedCatalog:
    """Read the catalogue in ``folder``; raises :class:`CatalogError` with every problem in every file.

    References between files are checked too: what is returned can be used as it stands. ``instead`` is text for some
    of its files by their names: the catalogue as it would be.
    """
    with paused_collector():
        return _load(folder, instead or {})


def _load(folder: Path, instead: Mapping[str, str]) -> LoadedCatalog:
    files, problems = catalog_files(folder)
    files = [YamlFile(file.name, instead.get(file.name, file.text)) for file in files]
    head = next((file for file in files if file.name == CATALOG_FILE), None)
    parts = [file for file in files if file is not head]
    top = parse(head, Catalog, "nl", without=("datasets",)) if head else Parsed(Catalog(), ())
    language: Language = top.value.language if top.value else "nl"
    read = [parse(file, Dataset, language) for file in parts]
    problems += top.problems
    problems += [problem for parsed in read for problem in parsed.problems]
    datasets = {file.name: parsed.value for file, parsed in zip(parts, read, strict=True) if parsed.value}
    problems += _same_names(datasets, {file.name: file for file in parts})
    if problems or top.value is None:
        raise CatalogError(sorted(problems, key=_place))
    catalog = top.value.model_copy(update={"datasets": tuple(datasets.values())})
    named = {file.name: file for file in files}
    named |= {f"dataset:{dataset.name}": named[name] for name, dataset in datasets.items()}
    loaded = LoadedCatalog(catalog, folder, _digest(files), (), named)
    loaded = replace(loaded, catalog=catalog.lying_in(loaded.data_folder or folder))
    if errors := errors_of(loaded):
        raise CatalogError(errors)
    return loaded


def _same_names(datasets: dict[str, Dataset], files: dict[str, YamlFile]) -> list[Problem]:
    """Names are compared as a database does: without regard to capitals."""
    first: dict[str, str] = {}
    problems = []
    for name, dataset in datasets.items():
        other = first.setdefault(dataset.name.lower(), name)
        if other != name:
            where = files[name].locate(("name",))
            problems.append(
                Problem("same_name", f"the name '{dataset.name}' is taken by {other}", where, "give it another name")
            )
    return problems


def _place(problem: Problem) -> tuple[bool, str, int, int]:
    """Order problems as one mends them: catalog.yaml first, then file by file, downwards."""
    where = problem.location
    return (where.file != CATALOG_FILE, where.file, where.line or 0, where.column or 0)


def _digest(files: list[YamlFile]) -> str:
    total = hashlib.sha256()
    for file in files:
        for text in (file.name, file.text):
            data = text.encode("utf-8", "surrogatepass")
            total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()
