"""Where the figures of an import stand while it runs, so that one that was broken off goes on where it stopped."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from types import TracebackType

from assistant.errors import OperatorError
from assistant.workbench.cbs.reader import BrokenOff
from assistant.workbench.cbs.sweeping import sweep

#: Days after which nobody goes on with an import that was broken off.
_KEPT = 30


class Keeping:
    """A folder for the figures of one import, under ``place``; ``what`` names the import (address, table, filter).

    It is kept when the service breaks off or the import is killed, and removed when the import is done or when
    what was brought is at fault: then the next one starts afresh.
    """

    def __init__(self, place: Path, *what: str) -> None:
        self.folder = place / hashlib.sha256("\n".join(what).encode()).hexdigest()[:16]

    def __enter__(self) -> Path:
        sweep(self.folder.parent, "[0-9a-f]" * 16, days=_KEPT)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OperatorError(f"cannot write in {self.folder}: {error.strerror}") from error
        return self.folder

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        if kind is None or (issubclass(kind, Exception) and not issubclass(kind, BrokenOff | OperatorError)):
            shutil.rmtree(self.folder, ignore_errors=True)
