"""Whether two pasted queries read some of the same rows: only then what their figures differ by tells something."""

from __future__ import annotations

from collections import defaultdict

from sqlglot import exp, parse_one

from assistant.catalog.dialect import DUCKDB
from assistant.validation.query import ValidatedQuery

#: Which rows a query reads: dataset, condition, and whether that is all that narrows them.
Read = tuple[tuple[str, str, bool], ...]


def read_by(query: ValidatedQuery) -> Read:
    """Return which rows a query reads, in a form that can be compared and kept."""
    return tuple(sorted({(one.dataset, one.condition or "", one.exact) for one in query.grounds.rows}))


def overlap(one: Read, other: Read) -> bool:
    """Whether two queries may read some of the same rows, and not the very same ones."""
    if one == other and all(exact for _, _, exact in one):
        return False
    mine, theirs = _by_dataset(one), _by_dataset(other)
    common = mine.keys() & theirs.keys()
    return bool(common) and not any(
        len(mine[name]) == len(theirs[name]) == 1 and _disjoint(mine[name][0], theirs[name][0]) for name in common
    )


def _by_dataset(read: Read) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for dataset, condition, _ in read:
        found[dataset].append(condition)
    return found


def _disjoint(one: str, other: str) -> bool:
    mine, theirs = _fixed(one), _fixed(other)
    return any(mine[name] != theirs[name] for name in mine.keys() & theirs.keys())


def _fixed(condition: str) -> dict[str, str]:
    """Return the columns that a condition holds at one written value."""
    tree = parse_one(condition, dialect=DUCKDB) if condition else None
    parts = list(tree.flatten()) if isinstance(tree, exp.And) else [tree]
    equal = [part for part in (one.unnest() for one in parts if one is not None) if isinstance(part, exp.EQ)]
    return {
        part.left.name.lower(): part.right.name
        for part in equal
        if isinstance(part.left, exp.Column) and isinstance(part.right, exp.Literal)
    }
