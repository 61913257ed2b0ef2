"""What an import leaves when it is killed: taken away by a later one, once nobody can still be using it."""

from __future__ import annotations

import shutil
import time
from pathlib import Path


def sweep(folder: Path, pattern: str, days: float) -> None:
    """Remove the folders in ``folder`` that fit ``pattern`` and were not touched for so many days."""
    limit = time.time() - days * 86_400
    for found in folder.glob(pattern):
        try:
            old = found.is_dir() and found.stat().st_mtime < limit
        except OSError:
            continue  # taken away by another import meanwhile
        if old:
            shutil.rmtree(found, ignore_errors=True)
