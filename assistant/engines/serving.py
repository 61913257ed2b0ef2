"""The folder of serving databases under the state folder: found, built when absent, cleaned with care."""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import dataclass
from pathlib import Path

from assistant.catalog.profile import DataProfile
from assistant.engines.profile_cache import load_profile, save_profile
from assistant.engines.sources import Source, content_digest, find_files
from assistant.errors import OperatorError
from assistant.settings import Settings

#: A serving database that nobody marked for this long may be deleted: every start marks it, and a program that runs
#: on does so every hour.
_KEEP_SECONDS = 14 * 24 * 3600
#: A file that a build left behind because its process was killed.
_ABANDONED_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Serving:
    """A serving database that is ready to be opened."""

    path: Path
    digest: str
    profile: DataProfile


def prepare(source: Source, settings: Settings) -> Serving:
    """Return the serving database of a catalogue, built now if its content is not there yet.

    Its name is its digest, so two processes that build at once write the same content and the last replaces the first.
    """
    folder = _folder(source, settings)
    files = find_files(source)
    digest = content_digest(source, files, folder / "files.json")
    path, cached = folder / f"{digest}.duckdb", folder / f"{digest}.profile.json"
    profile = load_profile(cached, digest) if path.exists() else None
    if profile is None:
        # The engine library is slow to import and a start that finds everything ready does not need it.
        from assistant.engines.build import build
        from assistant.engines.profiling import take_profile

        connection = build(files, path, settings.memory_limit)
        try:
            profile = take_profile(connection, source.catalog, digest)
        finally:
            connection.close()
        _save(profile, cached)
    touch(path)
    _clean(folder, path)
    return Serving(path, digest, profile)


def touch(path: Path) -> None:
    """Mark a serving database as in use."""
    os.utime(path)


def _folder(source: Source, settings: Settings) -> Path:
    key = hashlib.sha256(str(source.root.resolve()).encode()).hexdigest()[:12]
    folder = settings.ensure_home() / "serving" / f"{source.catalog.name[:40]}-{key}".replace(os.sep, "_")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OperatorError(f"cannot make the folder {folder}: {error.strerror}") from error
    return folder


def _save(profile: DataProfile, cached: Path) -> None:
    try:
        save_profile(profile, cached)
    except OSError as error:
        raise OperatorError(f"cannot write {cached}: {error.strerror}", hint="is the disk full?") from error


def _clean(folder: Path, current: Path) -> None:
    """Delete what was left by killed builds and databases of old content that nobody used for two weeks."""
    now = time.time()
    for path in folder.iterdir():
        try:
            age = now - path.stat().st_mtime
            if path.suffix in (".building", ".tmp", ".wal") and age > _ABANDONED_SECONDS:
                path.unlink()
            elif path.suffix == ".duckdb" and path != current and age > _KEEP_SECONDS:
                path.with_suffix(".profile.json").unlink(missing_ok=True)
                path.unlink()
        except OSError:
            continue  # another process was first, or still holds it open: the next start tries again
