"""Functions by name, from an allow-list; those that can make very large values take small fixed arguments only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sqlglot import exp

from assistant.validation.nodes import is_function
from assistant.validation.plainer.series import is_small_series
from assistant.validation.query import Issue
from assistant.validation.tree import Tree
from assistant.validation.view import View
from assistant.validation.wording import did_you_mean, issue, resource

_MAX_SIZE = 200
_SIZED = {"lpad": 1, "rpad": 1, "pad": 1, "repeat": 1}
_PATTERNED = {
    "regexp_matches",
    "regexp_like",
    "regexplike",
    "regexpilike",
    "regexp_i_like",
    "regexp_full_match",
    "regexpfullmatch",
    "regexp_extract",
    "regexpextract",
    "regexp_replace",
    "regexpreplace",
    "printf",
    "format",
    "strftime",
    "strptime",
    "try_strptime",
}
_FORMATTED = {"printf", "format"}
_MAX_GROWING = 3


@lru_cache(maxsize=1)
def allowed() -> frozenset[str]:
    """Return every allowed function name, lower case."""
    return frozenset(name for names in resource("functions.yaml").values() for name in names)


def names_of(node: exp.Expr) -> frozenset[str]:
    """Return the names a call goes by: as written, or the parser's names of a function it knows."""
    if isinstance(node, _NAMED):
        return frozenset({str(node.this).lower() if isinstance(node.this, str) else node.name.lower()})
    return _names_of_kind(node.key, type(node)) if isinstance(node, exp.Func) else frozenset()


_NAMED = (exp.Anonymous, exp.AnonymousAggFunc)
_KINDS: dict[str, frozenset[str]] = {}


def _names_of_kind(key: str, kind: type[exp.Func]) -> frozenset[str]:
    if key not in _KINDS:
        _KINDS[key] = frozenset({key.lower(), *(name.lower() for name in kind.sql_names())})
    return _KINDS[key]


def refused_function(node: exp.Expr) -> bool:
    """Whether a node is a call of a function that is not on the list."""
    return is_function(node) and not names_of(node) & allowed()


def check(tree: Tree, view: View) -> Iterator[Issue]:
    """Yield calls that are not on the list, and calls whose size is not bounded."""
    growing = 0
    for node in tree.of(exp.Func):
        if not is_function(node):
            continue
        names = names_of(node)
        shown = node.name if isinstance(node, exp.Anonymous) else min(names)
        if refused_function(node):
            yield issue(
                "function", view.language, node, name=shown, suggestion=did_you_mean(shown, allowed(), view.language)
            )
            continue
        if names & _SIZED.keys():
            growing += 1
        if not _bounded(node, names) or growing > _MAX_GROWING:
            yield issue("function_size", view.language, node, name=shown)


def _bounded(node: exp.Expr, names: frozenset[str]) -> bool:
    if isinstance(node, exp.GenerateSeries):
        return is_small_series(node)
    arguments = _arguments(node)
    if names & _SIZED.keys():
        size = arguments[1] if len(arguments) > 1 else None
        small = (
            isinstance(size, exp.Literal) and not size.is_string and size.name.isdigit() and int(size.name) <= _MAX_SIZE
        )
        nested = any(
            is_function(inner) and names_of(inner) & _SIZED.keys() for item in arguments for inner in item.walk()
        )
        return small and not nested
    if names & _FORMATTED:
        pattern = arguments[0] if arguments else None
        return (
            isinstance(pattern, exp.Literal)
            and pattern.is_string
            and not re.search(r"\d{3,}|\*|\{[^}]*\{", pattern.name)
        )
    if names & _PATTERNED:
        pattern = arguments[1] if len(arguments) > 1 else None
        return isinstance(pattern, exp.Literal) and len(pattern.name) <= _MAX_SIZE
    return True


def _arguments(node: exp.Expr) -> list[exp.Expr]:
    if isinstance(node, exp.Anonymous):
        return list(node.expressions)
    if isinstance(node, exp.Repeat):
        return [node.this, node.args["times"]]
    found: list[exp.Expr] = []
    for value in node.args.values():
        found += [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, exp.Expr)]
    return found
