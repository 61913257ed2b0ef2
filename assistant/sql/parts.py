"""A query in its parts, each with what it is for, so that somebody who reads little SQL can follow it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sqlglot
from sqlglot import exp

from assistant.catalog.dialect import DUCKDB

#: The clauses in the order in which they are written, by the name of their argument in the tree.
_CLAUSES = ("from_", "joins", "where", "group", "having", "qualify", "order", "limit")


@dataclass(frozen=True, slots=True)
class Part:
    """One clause: ``kind`` says what it is, ``within`` the named step that it belongs to (empty: the query itself)."""

    kind: str
    text: str
    within: str = ""


def parts(sql: str) -> tuple[Part, ...]:
    """Return the parts of ``sql``, one of our own rendering, named steps first."""
    tree = sqlglot.parse_one(sql, read=DUCKDB)
    return tuple(_parts(tree, ""))


def _parts(tree: exp.Expr, within: str) -> Iterator[Part]:
    steps = tree.args.get("with_")
    for step in steps.expressions if steps is not None else ():
        yield from _parts(step.this, step.alias)
    if isinstance(tree, exp.SetOperation):
        for side in (tree.this, tree.expression):
            yield from _parts(side, within)
        return
    if not isinstance(tree, exp.Select):
        yield Part("other", _text(tree), within)
        return
    yield Part("select", ",\n".join(_text(one) for one in tree.expressions), within)
    for name in _CLAUSES:
        found = tree.args.get(name)
        for clause in found if isinstance(found, list) else [found] if found is not None else []:
            yield Part(name.rstrip("_"), _text(clause), within)


def _text(node: exp.Expr) -> str:
    return node.sql(DUCKDB, pretty=True).strip()
