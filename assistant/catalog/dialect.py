"""The one SQL that is read and written everywhere, as its library wants it: made once, not anew for every text."""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import Final

from sqlglot import exp, parse_one
from sqlglot.dialects.dialect import Dialect
from sqlglot.generator import Generator

DUCKDB: Final[Dialect] = Dialect.get_or_raise("duckdb")
#: A tree written out as what can be looked up.
Key = tuple[object, ...]
_PLAIN: Final = frozenset({str, bool, int, type(None)})


class _Writer(threading.local):
    """A generator a thread: it holds what it is writing."""

    def __init__(self) -> None:
        self.generator: Generator = DUCKDB.generator(comments=False)


_WRITER: Final = _Writer()


def text_of(node: exp.Expr) -> str:
    """Return the SQL of a tree, comments dropped. The tree is the writer's own: it may be changed on the way."""
    return _WRITER.generator.generate(node, copy=False)


def parsed(sql: str) -> exp.Expr:
    """Return the tree of an expression of the catalogue, the caller's own: it is read once and copied from then on."""
    return _parsed(sql).copy()


@lru_cache(maxsize=4096)
def _parsed(sql: str) -> exp.Expr:
    return parse_one(sql, dialect=DUCKDB)


def written_out(tree: exp.Expr) -> Key:
    """Return the kinds and arguments of all nodes, in an order from which the tree can be told again.

    The parser's library compares trees by a hash in which capitals count for nothing; here they count.
    """
    found: list[object] = []
    waiting: list[object] = [tree]
    while waiting:
        item = waiting.pop()
        kind = item.__class__
        if kind in _PLAIN:
            found.append(item)
        elif isinstance(item, exp.Expr):
            found += (kind, len(item.args), *item.args)
            waiting += item.args.values()
        elif isinstance(item, list):
            found += (list, len(item))
            waiting += item
        else:
            found.append(item)
    return tuple(found)
