"""The table of a dataset and the shapes for its maps lie inside the catalogue's data folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath, PureWindowsPath

from assistant.catalog.rules.base import Finding, Rule, Subject


def _check(subject: Subject) -> Iterator[Finding]:
    hint = "name a file in the data folder of catalog.yaml"
    for dataset in subject.catalog.datasets:
        if "://" not in subject.catalog.data and _outside(dataset.source):
            yield Finding(
                ("datasets", dataset.name, "source"), f"'{dataset.source}' lies outside the data folder", hint
            )
        for field in dataset.fields:
            if field.geojson is not None and _outside(field.geojson.file):
                at = ("datasets", dataset.name, "fields", field.name, "geojson")
                yield Finding(at, f"'{field.geojson.file}' lies outside the data folder", hint)


def _outside(file: str) -> bool:
    posix, windows = PurePosixPath(file), PureWindowsPath(file)
    return posix.is_absolute() or bool(windows.drive) or ".." in windows.parts


RULE = Rule("sources", _check)
