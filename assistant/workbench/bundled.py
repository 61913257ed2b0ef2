"""The demo catalogue that the package brings, ready to be asked: its data is built when nobody has built it yet.

A checkout has its data in ``catalog/data`` (``make demo``). An installed package brings documentation only; its data is
built once into the state folder, because nobody may write into an installed package.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from assistant.errors import OperatorError
from assistant.settings import Settings, demo_catalog
from assistant.workbench import demo


def ready_catalog(settings: Settings) -> Path:
    """Return the catalogue folder to use: the configured one, or the demo with its data built.

    Raises :class:`OperatorError` when the demo must be built and the state folder cannot be written.
    """
    bundled = demo_catalog()
    if settings.catalog != bundled or (bundled / "data").is_dir():
        return settings.catalog
    target = settings.ensure_home() / "demo" / _version(bundled)
    if not target.is_dir():
        try:
            _build(bundled, target)
        except OSError as error:
            raise OperatorError(
                f"cannot build the demo data in {target.parent}: {error.strerror or error}",
                hint="set DUIDING_HOME to a folder that you may write, with some megabytes free",
            ) from error
    return target


def _version(bundled: Path) -> str:
    """Name the state of the demo, so that a newer package builds anew beside the older one."""
    generator = Path(demo.__file__).resolve().parent
    digest = hashlib.sha256()
    for folder, pattern in ((bundled, "**/*.yaml"), (generator, "**/*.py")):
        for file in sorted(folder.glob(pattern)):
            digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _build(bundled: Path, target: Path) -> None:
    """Build beside ``target`` and move into place whole; of two processes that build at once the first one wins."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".building-") as scratch:
        made = Path(scratch) / "catalog"
        shutil.copytree(bundled, made, ignore=shutil.ignore_patterns("data"))
        demo.build(made / "data")
        try:
            os.rename(made, target)
        except OSError:
            if not target.is_dir():
                raise
