"""Words that steer the grammar and stand in no catalogue; they are listed in ``words.yaml``."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

import yaml


@lru_cache(maxsize=8)
def words(kind: str) -> frozenset[str]:
    """Return the folded words of one kind; an unknown kind is a ``KeyError``."""
    text = (resources.files("assistant.planning") / "words.yaml").read_text(encoding="utf-8")
    return frozenset(yaml.safe_load(text)[kind])
