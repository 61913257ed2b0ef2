"""Words that steer the grammar and stand in no catalogue; they are listed in ``words.yaml``."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from assistant.own_yaml import read_own


@cache
def words(kind: str) -> frozenset[str]:
    """Return the folded words of one kind; an unknown kind is a ``KeyError``."""
    return frozenset(_listed()[kind])


@cache
def _listed() -> dict[str, Any]:
    text = (resources.files("assistant.planning") / "words.yaml").read_text(encoding="utf-8")
    listed: dict[str, Any] = read_own(text)
    return listed
