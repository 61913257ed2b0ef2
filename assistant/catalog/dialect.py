"""The one SQL that is read and written everywhere, as its library wants it: made once, not anew for every text."""

from __future__ import annotations

import threading
from typing import Final

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect
from sqlglot.generator import Generator

DUCKDB: Final[Dialect] = Dialect.get_or_raise("duckdb")


class _Writer(threading.local):
    """A generator a thread: it holds what it is writing."""

    def __init__(self) -> None:
        self.generator: Generator = DUCKDB.generator(comments=False)


_WRITER: Final = _Writer()


def text_of(node: exp.Expr) -> str:
    """Return the SQL of a tree, comments dropped. The tree is the writer's own: it may be changed on the way."""
    return _WRITER.generator.generate(node, copy=False)
