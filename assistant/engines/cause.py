"""What an engine says went wrong, as the log may keep it: its words without any value of the data or of a query."""

from __future__ import annotations

import re

#: From the first quote of a line to the last: a value may hold quotes itself.
_QUOTED = re.compile(r"""["'`“‘].*["'`”’]""")
_NUMBER = re.compile(r"\d[\d.,:eE+-]*")
_LONGEST = 300


def cause(said: object) -> str:
    """Return the first line of an engine's message with what it quotes, and every number, left out."""
    first = str(said).strip().partition("\n")[0]
    return _NUMBER.sub("#", _QUOTED.sub("'…'", first))[:_LONGEST]
