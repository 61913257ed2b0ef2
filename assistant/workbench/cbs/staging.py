"""All or nothing: files are made in a folder of their own and put in place together at the end."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from types import TracebackType

from assistant.errors import OperatorError
from assistant.workbench.cbs.sweeping import sweep

#: No import takes longer than this many days: what is older was left by one that was killed.
_LEFT = 2


class Staging:
    """A folder beside the catalogue in which an import is made whole.

    Leaving without :meth:`commit` removes it, and the catalogue stands as it stood.
    """

    def __init__(self, target: Path) -> None:
        self._target = target
        self._made = [folder for folder in (target, *target.parents) if not folder.exists()]
        try:
            target.mkdir(parents=True, exist_ok=True)
            sweep(target, ".import-*", days=_LEFT)
            # In the catalogue itself, so that putting in place is a rename on one disk.
            self.work = Path(tempfile.mkdtemp(prefix=".import-", dir=target))
        except OSError as error:
            self._remove_made()
            raise OperatorError(f"cannot write in {target}: {error.strerror}") from error
        self._files = self.work / "files"
        self._files.mkdir()
        self._staged: list[str] = []

    def __enter__(self) -> Staging:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        shutil.rmtree(self.work, ignore_errors=True)
        if kind is not None:
            self._remove_made()

    def path(self, relative: str) -> Path:
        """Return where to write the file that will stand at ``relative`` in the catalogue."""
        path = self._files / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        if relative not in self._staged:
            self._staged.append(relative)
        return path

    def commit(self) -> tuple[Path, ...]:
        """Put every file in place; when one cannot be, put back all that was there."""
        done: list[tuple[Path, Path | None]] = []
        try:
            for number, relative in enumerate(self._staged):
                place = self._target / relative
                place.parent.mkdir(parents=True, exist_ok=True)
                kept = self.work / f"before-{number}" if place.exists() else None
                if kept is not None:
                    os.replace(place, kept)
                done.append((place, kept))
                os.replace(self._files / relative, place)
        except OSError as error:
            for place, kept in reversed(done):
                place.unlink(missing_ok=True)
                if kept is not None:
                    os.replace(kept, place)
            raise OperatorError(f"cannot write in {self._target}: {error.strerror}") from error
        return tuple(place for place, _ in done)

    def _remove_made(self) -> None:
        for folder in self._made:
            try:
                folder.rmdir()
            except OSError:
                return  # something else was put there meanwhile
