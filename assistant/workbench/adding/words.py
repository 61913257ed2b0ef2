"""The words of this room, read from ``words.yaml``."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Any

from assistant.workbench.cbs.yaml_files import parse


@cache
def words() -> dict[str, Any]:
    """Return the whole word file."""
    found: dict[str, Any] = parse(resources.files(__package__).joinpath("words.yaml").read_text("utf-8"), "words.yaml")
    return found


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return a named pattern."""
    return re.compile(words()["patterns"][name])


def matches(name: str, text: str) -> bool:
    """Whether a header or line holds what the named pattern looks for."""
    return pattern(name).search(spoken(text).lower()) is not None


def spoken(header: str) -> str:
    """Return a header as people say it: ``aantal_inwoners`` is "aantal inwoners"."""
    return " ".join(header.replace("_", " ").split())
