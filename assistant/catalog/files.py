"""Which files make up a catalogue, and their text."""

from __future__ import annotations

from pathlib import Path

from assistant.catalog.complaints import did_you_mean
from assistant.catalog.yamlfile import YamlFile
from assistant.errors import Location, Problem

#: Documentation is written by people; a larger file is something else.
_LARGEST = 32_000_000
_SUFFIXES = (".yaml", ".yml")


def catalog_files(folder: Path) -> tuple[list[YamlFile], list[Problem]]:
    """Return the readable YAML files of a catalogue (``catalog.yaml`` first) and what is wrong with the others."""
    if not folder.is_dir():
        what = "is not a folder" if folder.exists() else "does not exist"
        return [], [_missing(str(folder), f"the catalogue folder {what}", "name the folder that holds catalog.yaml")]
    files: list[YamlFile] = []
    problems: list[Problem] = []
    try:
        paths = _paths(folder)
    except OSError as error:
        return [], [_missing(str(folder), f"the folder cannot be read: {error.strerror}", None)]
    if not paths or paths[0].name != "catalog.yaml":
        problems.append(_missing("catalog.yaml", "the catalogue has no catalog.yaml", _misnamed(folder)))
    if not any(path.parent != folder for path in paths):
        problems.append(_missing("datasets", "the catalogue has no datasets", "add datasets/NAME.yaml, one file each"))
    for path in paths:
        result = _text(path, path.relative_to(folder).as_posix())
        (files if isinstance(result, YamlFile) else problems).append(result)  # type: ignore[arg-type]
    return files, problems


def _paths(folder: Path) -> list[Path]:
    top = folder / "catalog.yaml"
    datasets = folder / "datasets"
    found = sorted(datasets.iterdir()) if datasets.is_dir() else []
    named = [path for path in found if path.suffix in _SUFFIXES and not path.name.startswith(".")]
    return [*([top] if top.is_file() else []), *named]


def _text(path: Path, name: str) -> YamlFile | Problem:
    try:
        if not path.is_file():
            return _missing(name, "this is not a file", "keep only the datasets' own files here")
        if path.stat().st_size > _LARGEST:
            return _missing(name, f"the file is larger than {_LARGEST // 1_000_000} MB", "tables belong in data/")
        data = path.read_bytes()
    except OSError as error:
        return _missing(name, f"the file cannot be read: {error.strerror or error}", None)
    try:
        return YamlFile(name, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Problem("yaml", "the file is not UTF-8 text", Location(name, line), "save it as UTF-8")


def _misnamed(folder: Path) -> str:
    near = did_you_mean("catalog.yaml", [path.name for path in sorted(folder.iterdir()) if path.is_file()])
    return f"there is another file: {near}" if near else "name the folder that holds catalog.yaml"


def _missing(name: str, message: str, suggestion: str | None) -> Problem:
    return Problem("files", message, Location(name), suggestion)
