"""Reading the small pieces of SQL that a catalogue holds, and saying in words what is wrong with one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from importlib import resources

import sqlglot
from sqlglot import exp

from assistant.catalog.complaints import did_you_mean
from assistant.catalog.rules.base import Finding, Path, warning
from assistant.own_yaml import read_own

#: Longer than this, and nested deeper than this, no one writes by hand.
_LONGEST = 10_000
_DEEPEST = 200
_FORBIDDEN = (
    exp.Query,
    exp.Window,
    exp.Command,
    exp.DDL,
    exp.DML,
    exp.Placeholder,
    exp.Parameter,
    exp.Star,
    exp.Lambda,
)


@lru_cache(maxsize=4096)
def tree_of(text: str) -> exp.Expr | None:
    """Return the tree of one expression, or None when it is not one; do not change it."""
    if len(text) > _LONGEST or text.count("(") + text.count("[") > _DEEPEST:
        return None
    try:
        trees = sqlglot.parse(text, dialect="duckdb")
    except (sqlglot.errors.SqlglotError, RecursionError):
        return None
    return trees[0] if len(trees) == 1 else None


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    text = resources.files(__package__).joinpath("functions.yaml").read_text("utf-8")
    return {kind: frozenset(names) for kind, names in read_own(text).items()}


@lru_cache(maxsize=1)
def allowed() -> frozenset[str]:
    """Return the functions that an expression may use, lower case."""
    return frozenset().union(*_lists().values())


def unsafe(text: str, path: Path) -> Iterator[Finding]:
    """Find what keeps ``text`` from being an expression: it cannot be read, or holds more than values and functions."""
    tree = tree_of(text)
    if tree is None or isinstance(tree, exp.Query | exp.Command | exp.DDL | exp.DML | exp.Alias):
        yield Finding(path, f"this is not an SQL expression: {_short(text)}", "check brackets, quotes and operators")
        return
    for node in tree.walk():
        if isinstance(node, _FORBIDDEN) and not (isinstance(node, exp.Star) and isinstance(node.parent, exp.Count)):
            hint = "use fields, numbers, texts and functions only"
            yield Finding(path, f"{_kind(node)} has no place in an expression: {_short(text)}", hint)
            return
    for node in tree.find_all(exp.Func):
        names = names_of(node)
        if names & _lists()["clock"]:
            hint = "compare with a column or a fixed date"
            yield warning(path, "this changes with the day a question is asked", hint)
        elif not isinstance(node, exp.Cast | exp.Connector) and not names & allowed():
            name = min(names)
            yield Finding(path, f"the function '{name}' is not known here", did_you_mean(name, sorted(allowed())))


def strange(text: str, known: Collection[str], path: Path, dataset: str) -> Iterator[Finding]:
    """Find the columns in ``text`` that are not among the ``known`` fields of ``dataset``."""
    tree = tree_of(text)
    folded = {name.lower() for name in known}
    for column in tree.find_all(exp.Column) if tree is not None else ():
        if column.table and column.table.lower() != dataset.lower():
            message = f"'{column.table}.{column.name}' is not a field of {dataset} itself"
            yield Finding(path, message, "a condition looks at the dataset's own fields only")
        elif column.name.lower() not in folded:
            yield Finding(
                path, f"there is no field '{column.name}' in {dataset}", did_you_mean(column.name, list(known))
            )


def names_of(node: exp.Func) -> set[str]:
    """Return the names that a call goes by: as written, or the parser's names of a function it knows."""
    if isinstance(node, exp.Anonymous | exp.AnonymousAggFunc):
        return {str(node.this).lower()}
    return {node.key.lower(), *(name.lower() for name in type(node).sql_names())}


def _kind(node: exp.Expr) -> str:
    if isinstance(node, exp.Query):
        return "a subquery"
    if isinstance(node, exp.Window):
        return "a window"
    return "a star" if isinstance(node, exp.Star) else "this"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else line[:79] + "…"
