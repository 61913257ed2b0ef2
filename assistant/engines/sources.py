"""Where the data of a catalogue are: files found, checked to be there, and named by what they hold."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from assistant.catalog.catalog import Catalog
from assistant.catalog.dataset import Dataset
from assistant.errors import DataError, Location, Problem

_log = logging.getLogger(__name__)
#: Raised whenever the serving tables would look different for the same input: old serving files are then rebuilt.
SERVING_FORMAT = 4
_SUFFIXES = (".csv", ".parquet")
_RECENT_NS = 2_000_000_000


class Source(Protocol):
    """What an engine needs of a loaded catalogue: what it says, where it lies, and a digest of its text."""

    @property
    def catalog(self) -> Catalog:
        """What the YAML says."""
        ...

    @property
    def root(self) -> Path:
        """The folder with catalog.yaml."""
        ...

    @property
    def digest(self) -> str:
        """Digest of all YAML text."""
        ...


@dataclass(frozen=True, slots=True)
class DataFile:
    """One data file of one dataset, as it was when it was looked at; ``shown`` is its path in messages."""

    dataset: Dataset
    path: Path
    shown: str
    size: int
    modified_ns: int

    @property
    def is_csv(self) -> bool:
        """CSV, as opposed to Parquet."""
        return self.path.suffix.lower() == ".csv"

    def unchanged(self) -> bool:
        """Whether the file still is what it was when it was looked at."""
        try:
            status = self.path.stat()
        except OSError:
            return False
        return (status.st_size, status.st_mtime_ns) == (self.size, self.modified_ns)


def find_files(source: Source) -> tuple[DataFile, ...]:
    """Return the data file of every dataset; raise :class:`DataError` with every one that is absent or not readable."""
    if "://" in source.catalog.data:
        location = Location("catalog.yaml")
        raise DataError([Problem("connection", "data from a connection URL cannot be read yet", location)])
    found: list[DataFile] = []
    problems: list[Problem] = []
    for dataset in source.catalog.datasets:
        outcome = _find(source, dataset)
        if isinstance(outcome, Problem):
            problems.append(outcome)
        else:
            found.append(outcome)
    if problems:
        raise DataError(problems)
    return tuple(found)


def _find(source: Source, dataset: Dataset) -> DataFile | Problem:
    shown = str(PurePosixPath(source.catalog.data) / dataset.source)
    location = Location(shown)
    relative = Path(dataset.source)
    if relative.suffix.lower() not in _SUFFIXES:
        return Problem(
            "source",
            f"{dataset.name}: the source {dataset.source!r} is no CSV or Parquet file, and tables cannot be read yet",
            location,
        )
    if relative.is_absolute() or ".." in relative.parts:
        return Problem("source", f"{dataset.name}: the source must lie in the data folder", location)
    path = source.root / source.catalog.data / relative
    try:
        status = path.stat()
        with path.open("rb"):
            pass
    except OSError as error:
        return Problem("file", f"{dataset.name}: the data file cannot be read: {error.strerror}", location)
    return DataFile(dataset, path, shown, status.st_size, status.st_mtime_ns)


def content_digest(source: Source, files: tuple[DataFile, ...], cache: Path) -> str:
    """Name what would be served: the documentation, the bytes of every file and the serving format.

    ``cache`` remembers the digest of a file by its size and time of change, so that a start does not read all data.
    """
    known = _read_cache(cache)
    fresh: dict[str, list[int | str]] = {}
    digest = hashlib.sha256(f"{SERVING_FORMAT}\n{source.digest}\n".encode())
    for file in files:
        key = str(file.path.resolve())
        remembered = known.get(key)
        if remembered is not None and remembered[:2] == [file.size, file.modified_ns]:
            content = str(remembered[2])
        else:
            content = _hash_file(file)
        if time.time_ns() - file.modified_ns > _RECENT_NS:  # a file changed just now may change again unnoticed
            fresh[key] = [file.size, file.modified_ns, content]
        digest.update(f"{file.dataset.name}\0{content}\n".encode())
    if fresh != known:
        _write_cache(cache, fresh)
    return digest.hexdigest()[:32]


def changed(file: DataFile) -> Problem:
    """Return the problem of a file that is not any more what it was when it was looked at."""
    return Problem(
        "changed", "the file changed while it was read", Location(file.shown), "try again when it is complete"
    )


def _hash_file(file: DataFile) -> str:
    try:
        with file.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:  # it was there a moment ago
        _log.error("%s cannot be read any more: %s", file.shown, error)
        raise DataError([changed(file)]) from error


def _read_cache(cache: Path) -> dict[str, list[int | str]]:
    try:
        stored = json.loads(cache.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    entries = stored.items() if isinstance(stored, dict) else ()
    return {key: entry for key, entry in entries if isinstance(entry, list) and len(entry) == 3}


def _write_cache(cache: Path, entries: dict[str, list[int | str]]) -> None:
    """Keep digests for the next start; where they cannot be kept, it reads all data once more."""
    beside = cache.with_name(f"{cache.name}.{os.getpid()}.{threading.get_ident()}.tmp")
    try:
        beside.write_text(json.dumps(entries), "utf-8")
        os.replace(beside, cache)
    except OSError as error:
        _log.warning("%s cannot be kept: %s", cache, error)
        beside.unlink(missing_ok=True)
