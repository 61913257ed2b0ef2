"""What the catalogue commands print, in two languages."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from assistant.own_yaml import read_own


@cache
def catalog_words() -> dict[str, Any]:
    """Return the words of ``catalog_words.yaml``."""
    text = resources.files("assistant.cli").joinpath("catalog_words.yaml").read_text("utf-8")
    found: dict[str, Any] = read_own(text)
    return found
