"""A change to one file of a catalogue: proposed, checked as part of the whole, and written whole or not at all."""

from __future__ import annotations

import difflib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from assistant.catalog.lint import lint
from assistant.catalog.loaded import LoadedCatalog
from assistant.catalog.loading import load_catalog
from assistant.errors import InputError, OperatorError, Problem

Change = Callable[[Any], None]

#: How people indent lists: (mapping, sequence, dash). The layout that the file itself has is kept.
_LAYOUTS = ((2, 4, 2), (2, 2, 0), (4, 6, 4), (4, 4, 0), (4, 4, 2))
#: Lines are never folded.
_WIDTH = 1_000_000


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that can be made: ``file`` as it is and as it would be, and what lint would say that it does not now."""

    root: Path
    file: str
    before: str
    after: str
    warnings: tuple[Problem, ...]

    @property
    def patch(self) -> str:
        """The change as a unified diff, for ``patch -p1`` or ``git apply`` in the catalogue's folder."""
        lines = difflib.unified_diff(
            self.before.splitlines(keepends=True),
            self.after.splitlines(keepends=True),
            f"a/{self.file}",
            f"b/{self.file}",
        )
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def propose(loaded: LoadedCatalog, file: str, change: Change) -> Edit:
    """Return the edit that ``change`` makes of ``file``; nothing is written.

    ``change`` works on the document in place. Raises :class:`~assistant.errors.CatalogError` when the catalogue could
    not be used with it.
    """
    before = next(known.text for known in loaded.files.values() if known.name == file)
    layout = min(_LAYOUTS, key=lambda one: _moved(before, _written(before, one)))
    after = _kept(before, _written(before, layout), _written(before, layout, change))
    if not before.endswith("\n"):
        after = after.rstrip("\n")
    changed = load_catalog(loaded.root, {file: after})
    known = {_said(problem) for problem in lint(loaded)}
    new = tuple(problem for problem in lint(changed) if _said(problem) not in known)
    return Edit(loaded.root, file, before, after, new)


def write(edit: Edit) -> None:
    """Make the change; the file is as it was or as it should be, never in between.

    Raises :class:`~assistant.errors.InputError` when somebody changed the file meanwhile, and
    :class:`~assistant.errors.OperatorError` when it cannot be written.
    """
    path = edit.root / edit.file
    try:
        now = path.read_bytes().decode("utf-8-sig")
        if now != edit.before:
            raise InputError(f"{edit.file} was changed meanwhile", hint="run the command again")
        _replace(path, edit.after)
    except OSError as error:
        raise OperatorError(f"{edit.file} cannot be written: {error.strerror or error}") from error


def _replace(path: Path, text: str) -> None:
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(beside, path.stat().st_mode & 0o7777)
        os.replace(beside, path)
    except OSError:
        with suppress(OSError):
            os.unlink(beside)
        raise


def _written(text: str, layout: tuple[int, int, int], change: Change | None = None) -> str:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _WIDTH
    yaml.indent(mapping=layout[0], sequence=layout[1], offset=layout[2])
    document = yaml.load(text.replace("\r\n", "\n"))
    if change is not None:
        change(document)
    out = StringIO()
    yaml.dump(document, out)
    return out.getvalue().replace("\n", "\r\n") if "\r\n" in text else out.getvalue()


def _kept(before: str, unchanged: str, changed: str) -> str:
    """Return ``changed`` with every line that only the writer wrote differently as it was."""
    own, plain, new = (text.splitlines(keepends=True) for text in (before, unchanged, changed))
    if len(own) != len(plain):
        return changed
    made: list[str] = []
    for kind, first, last, start, end in difflib.SequenceMatcher(None, plain, new, autojunk=False).get_opcodes():
        made += own[first:last] if kind == "equal" else new[start:end]
    return "".join(made)


def _moved(before: str, after: str) -> int:
    """Return how many lines differ."""
    return sum(line[:1] in "+-" for line in difflib.unified_diff(before.splitlines(), after.splitlines(), n=0))


def _said(problem: Problem) -> tuple[str, str, str]:
    """What a problem is, wherever it stands: lines move."""
    return problem.rule, problem.message, problem.location.file
