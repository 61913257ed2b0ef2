"""Where Chainlit lives: a folder of this run under the state folder, laid out from the package's resources.

Chainlit writes below its folder and reads its page, translations and settings from it. A folder a run keeps two chats
apart, and nothing is ever written into the package or the folder somebody happens to be in.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from assistant.chat.theme import theme
from assistant.errors import OperatorError
from assistant.explanation.look import look
from assistant.own_yaml import read_own
from assistant.settings import Settings

#: Our translations by the name that Chainlit ships theirs under, and the browser languages they are for.
_LANGUAGES = {"nl": ("nl", "nl-NL", "nl-BE"), "en": ("en-US", "en", "en-GB")}


@contextmanager
def laid_out(settings: Settings) -> Iterator[Path]:
    """Give the folder that Chainlit may use for one run, and clear it afterwards."""
    try:
        parent = settings.ensure_home() / "chat"
        parent.mkdir(exist_ok=True)
        folder = tempfile.TemporaryDirectory(dir=parent, prefix="run-", ignore_cleanup_errors=True)
        lay_out(Path(folder.name), look(settings.look), settings.model.name if settings.model else None)
    except OSError as error:
        raise OperatorError(
            f"cannot write in {settings.home}: {error.strerror}", hint="free some space or set DUIDING_HOME"
        ) from error
    with folder as name:
        yield Path(name)


def lay_out(root: Path, css: str, model: str | None = None) -> None:
    """Fill a folder with page, elements, styles, settings, translations and welcome text; ``css`` is the look.

    ``model`` is the language model that helps to read questions: readers are told.
    """
    theirs = _chainlit()
    with resources.as_file(resources.files("assistant.chat") / "resources") as ours:
        shutil.copytree(ours / "public", root / "public")
        _dress(root / "public", ours, css)
        _settings(root, ours)
        for language, tags in _LANGUAGES.items():
            _translate(root, theirs, ours / "translations" / f"{language}.json", tags)
    _page(root, theirs)
    _welcome(root)
    if model is not None:
        _tell_of(model, [*root.glob("*.md"), root / "public" / "duiding.js", *root.glob(".chainlit/translations/*")])


def welcome_text() -> str:
    """Return the welcome text: ``chainlit.md`` of a checkout, or its copy in the wheel."""
    package = Path(__file__).resolve().parents[1]
    for path in (package / "resources" / "chainlit.md", package.parent / "chainlit.md"):
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise OperatorError("chainlit.md is missing from this installation", hint="install the package again")


def _welcome(root: Path) -> None:
    """Write the welcome text, whose languages a rule keeps apart, with the reader's language first."""
    whole = welcome_text()
    dutch, _, english = whole.partition("\n---\n")
    texts = {"nl": whole, "en": f"{english.strip()}\n\n---\n\n{dutch}"}
    (root / "chainlit.md").write_text(whole, encoding="utf-8")
    for language, tags in _LANGUAGES.items():
        for tag in tags:
            (root / f"chainlit_{tag}.md").write_text(texts[language], encoding="utf-8")


def _tell_of(model: str, files: Iterable[Path]) -> None:
    """Say of the language model what the texts say of its absence."""
    told: list[dict[str, str]] = read_own(
        (resources.files("assistant.chat") / "resources" / "with_model.yaml").read_text(encoding="utf-8")
    )
    name = json.dumps(model)[1:-1]  # the same in a translation, a script and a text
    for file in files:
        text = file.read_text(encoding="utf-8")
        for one in told:
            text = text.replace(one["without"], one["with"].format(model=name))
        file.write_text(text, encoding="utf-8")


def _chainlit() -> Path:
    """Find Chainlit without importing it: importing would fix its folder."""
    spec = find_spec("chainlit")
    if spec is None or spec.origin is None:
        raise OperatorError("chainlit is missing from this installation", hint="install the package again")
    return Path(spec.origin).parent


def _settings(root: Path, ours: Path) -> None:
    (root / ".chainlit" / "translations").mkdir(parents=True)
    shutil.copyfile(ours / "config.toml", root / ".chainlit" / "config.toml")


def _dress(public: Path, ours: Path, css: str) -> None:
    """Write the one style, the theme and the one element: Chainlit takes a single file of each."""
    styles = [one.read_text(encoding="utf-8") for one in sorted((ours / "styles").glob("*.css"))]
    (public / "duiding.css").write_text("\n".join([css, *styles]), encoding="utf-8")
    (public / "theme.json").write_text(theme(css), encoding="utf-8")
    parts = [one.read_text(encoding="utf-8") for one in sorted((ours / "card").glob("*.jsx"))]
    (public / "elements").mkdir()
    (public / "elements" / "AnswerCard.jsx").write_text("\n".join(parts), encoding="utf-8")


def _page(root: Path, theirs: Path) -> None:
    """Copy Chainlit's page without what it would fetch from elsewhere: fonts and styles of other companies' servers."""
    shutil.copytree(theirs / "frontend" / "dist", root / "build", ignore=shutil.ignore_patterns("*.map"))
    index = root / "build" / "index.html"
    page = re.sub(r'<link\b[^>]*href="https?://[^>]*>', "", index.read_text(encoding="utf-8"))
    index.write_text(page.replace('<html lang="en">', '<html lang="nl">'), encoding="utf-8")


def _translate(root: Path, theirs: Path, ours: Path, tags: tuple[str, ...]) -> None:
    """Write Chainlit's own words with ours over them."""
    words = json.loads((theirs / "translations" / f"{tags[0]}.json").read_text(encoding="utf-8"))
    text = json.dumps(_over(words, json.loads(ours.read_text(encoding="utf-8"))), ensure_ascii=False, indent=1)
    for tag in tags:
        (root / ".chainlit" / "translations" / f"{tag}.json").write_text(text, encoding="utf-8")


def _over(theirs: dict[str, Any], ours: dict[str, Any]) -> dict[str, Any]:
    merged = dict(theirs)
    for key, value in ours.items():
        merged[key] = _over(merged.get(key, {}), value) if isinstance(value, dict) else value
    return merged
