"""Where Chainlit lives: a folder under the state folder, laid out anew at every start from the package's resources."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

from assistant.errors import OperatorError
from assistant.settings import Settings


def prepare(settings: Settings) -> Path:
    """Return the folder that Chainlit may write in, with our elements, styles and welcome text in it."""
    root = settings.ensure_home() / "chat"
    try:
        with resources.as_file(resources.files("assistant.chat") / "resources") as ours:
            shutil.copytree(ours, root, dirs_exist_ok=True)
        welcome = welcome_text()
        for name in ("chainlit.md", "chainlit_nl-NL.md", "chainlit_nl.md"):
            (root / name).write_text(welcome, encoding="utf-8")
    except OSError as error:
        raise OperatorError(
            f"cannot write {root}: {error.strerror}", hint="free some space or set DUIDING_HOME"
        ) from error
    return root


def welcome_text() -> str:
    """Return the welcome text: ``chainlit.md`` of a checkout, or its copy in the wheel."""
    package = Path(__file__).resolve().parents[1]
    for path in (package / "resources" / "chainlit.md", package.parent / "chainlit.md"):
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise OperatorError("chainlit.md is missing from this installation", hint="install the package again")
