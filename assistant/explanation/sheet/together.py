"""Keeps a figure and its sign on one line of paper: ``€ 498.000`` and ``3,4 %`` are never broken in two."""

from __future__ import annotations

import re

_BREAKABLE = re.compile(r"(?<=€) (?=\d)|(?<=\d) (?=%)|(?<=±) (?=\d)|(?<=\d) (?=±)")
_NO_BREAK = "\N{NO-BREAK SPACE}"


def together(text: str) -> str:
    """Return the text with spaces inside figures that no line ends at."""
    return _BREAKABLE.sub(_NO_BREAK, text)
