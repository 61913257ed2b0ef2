"""Says findings in the reader's language, from messages.yaml; suggests documented names only."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlglot import exp

from assistant.catalog.text import Language
from assistant.own_yaml import read_own
from assistant.validation.query import Issue

_FOLDER = Path(__file__).parent


@lru_cache(maxsize=8)
def resource(name: str) -> dict[str, Any]:
    """Return one of this room's resource files."""
    content: dict[str, Any] = read_own((_FOLDER / name).read_text("utf-8"))
    return content


def say(key: str, language: Language, **values: object) -> str:
    """Return a message of messages.yaml, filled in."""
    text: str = resource("messages.yaml")[key][language]
    return text.format(**values)


def issue(
    key: str,
    language: Language,
    node: exp.Expr | None = None,
    *,
    severity: str = "error",
    suggestion: str | None = None,
    **values: object,
) -> Issue:
    """Return a finding at the place of ``node`` in the text as it came in."""
    line, column = place(node)
    return Issue(key, severity, say(key, language, **values), line, column, suggestion)


def construct(node: exp.Expr, language: Language, name: str | None = None) -> Issue:
    """Return the finding that a form of SQL is not used here, by the name that people have for it."""
    key = f"construct_{(name or node.key).lower()}"
    shown = say(key, language) if key in resource("messages.yaml") else (name or node.key).upper()
    return issue("construct", language, node, name=shown)


def place(node: exp.Expr | None) -> tuple[int | None, int | None]:
    """Return line and column (from 1) of the first part of ``node`` that the parser located."""
    if node is None:
        return None, None
    for part in node.walk():
        if "line" in part.meta:
            length = part.meta["end"] - part.meta["start"] + 1
            return int(part.meta["line"]), max(1, int(part.meta["col"]) - length + 1)
    return None, None


def did_you_mean(written: str, documented: Iterable[str], language: Language) -> str | None:
    """Return a suggestion when a documented name looks like what was written."""
    near = difflib.get_close_matches(written.lower(), sorted(set(documented)), n=1, cutoff=0.75)
    return say("did_you_mean", language, name=near[0]) if near else None
