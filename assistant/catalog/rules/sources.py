"""The table of a dataset lies inside the catalogue's data folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath, PureWindowsPath

from assistant.catalog.rules.base import Finding, Rule, Subject


def _check(subject: Subject) -> Iterator[Finding]:
    if "://" in subject.catalog.data:
        return
    for dataset in subject.catalog.datasets:
        path = ("datasets", dataset.name, "source")
        posix, windows = PurePosixPath(dataset.source), PureWindowsPath(dataset.source)
        if posix.is_absolute() or windows.drive or ".." in windows.parts:
            hint = "name a file in the data folder of catalog.yaml"
            yield Finding(path, f"'{dataset.source}' lies outside the data folder", hint)


RULE = Rule("sources", _check)
