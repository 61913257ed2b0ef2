"""Reads the YAML files that come with Duiding: word lists, sentences, prompts."""

from __future__ import annotations

from typing import Any

import yaml

# libyaml reads them some ten times faster than PyYAML alone, and both give the same; one question reads dozens.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_own(text: str) -> Any:
    """Return what a YAML text of our own holds. The files of a maintainer are read with line numbers, elsewhere."""
    return yaml.load(text, Loader=_LOADER)
