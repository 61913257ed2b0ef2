"""Names inside a compiled query: snake_case, unique, the same for the same plan."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from sqlglot import exp

_PLAIN = re.compile(r"[a-z_][a-z0-9_]*")


class Names:
    """Hands out names that are not in use yet: the wanted one, else with a number behind it."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def take(self, wanted: str) -> str:
        """Return ``wanted``, or ``wanted_2`` and so on when it is taken."""
        name, number = slug(wanted), 2
        while name in self._used:
            name, number = f"{slug(wanted)}_{number}", number + 1
        self._used.add(name)
        return name


@lru_cache(maxsize=16384)
def slug(text: str) -> str:
    """Return ``text`` as a plain identifier: ``1.000 inwoners`` becomes ``x1_000_inwoners``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    # A double underscore sets our own support columns apart, so it is kept.
    name = re.sub(r"[^a-z0-9_]+", "_", plain).strip("_") or "x"
    return f"x{name}" if name[0].isdigit() else name


def ident(name: str) -> exp.Identifier:
    """Return an identifier, quoted only where SQL needs it."""
    return exp.Identifier(this=name, quoted=not _PLAIN.fullmatch(name))


def col(name: str, table: str | None = None) -> exp.Column:
    """Return a column of a table."""
    return exp.Column(this=ident(name), table=ident(table) if table else None)


def aliased(value: exp.Expr, name: str) -> exp.Expr:
    """Return ``value AS name``; a column that already has the name stays as it is."""
    if isinstance(value, exp.Column) and value.name == name:
        return value
    return exp.Alias(this=value, alias=ident(name))
