"""Whether a condition can hold for one value of a column, worked out without running anything: yes, no, or unknown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from sqlglot import exp

from assistant.validation.frames import Name

Test = Callable[[Any, Any], bool]
#: What cannot be worked out here.
UNKNOWN = object()
#: Stands for a value that the query does not mention.
OTHER = object()


def holds(condition: exp.Expr, bound: Mapping[Name, object]) -> bool | None:
    """Return whether ``condition`` holds when the ``bound`` columns have these values; None when unknown."""
    node = condition.unnest()
    if isinstance(node, exp.And | exp.Or):
        return _both(node, bound) if isinstance(node, exp.And) else _either(node, bound)
    if isinstance(node, exp.Not):
        inner = holds(node.this, bound)
        return None if inner is None else not inner
    if isinstance(node, exp.Boolean):
        return bool(node.this)
    if isinstance(node, exp.In):
        return _among(node, bound)
    if isinstance(node, exp.Is):
        value = worth(node.this, bound)
        return False if isinstance(node.expression, exp.Null) and value is not UNKNOWN else None
    if isinstance(node, exp.Between):
        low = _compare(node.this, node.args["low"], bound, _COMPARISONS[exp.GTE])
        high = _compare(node.this, node.args["high"], bound, _COMPARISONS[exp.LTE])
        return False if low is False or high is False else (True if low and high else None)
    if isinstance(node, exp.Like | exp.ILike | exp.StartsWith | exp.RegexpLike | exp.Glob):
        return _matches(node, bound)
    for kind, test in _COMPARISONS.items():
        if type(node) is kind:
            return _compare(node.this, node.expression, bound, test)
    return None


def _both(node: exp.And, bound: Mapping[Name, object]) -> bool | None:
    left, right = holds(node.left, bound), holds(node.right, bound)
    return False if left is False or right is False else (True if left and right else None)


def _either(node: exp.Or, bound: Mapping[Name, object]) -> bool | None:
    left, right = holds(node.left, bound), holds(node.right, bound)
    return True if left or right else (False if left is False and right is False else None)


def _among(node: exp.In, bound: Mapping[Name, object]) -> bool | None:
    if node.args.get("query") or node.args.get("unnest"):
        return None
    subject = node.this.unnest()
    if isinstance(subject, exp.Tuple):
        rows = [item.unnest() for item in node.expressions]
        if not all(isinstance(row, exp.Tuple) for row in rows):
            return None
        answers = [
            _all([_equal(a, b, bound) for a, b in zip(subject.expressions, row.expressions, strict=False)])
            for row in rows
        ]
    else:
        answers = [_equal(subject, item, bound) for item in node.expressions]
    return True if True in answers else (None if None in answers else False)


def _all(answers: list[bool | None]) -> bool | None:
    return False if False in answers else (None if None in answers else True)


def _equal(left: exp.Expr, right: exp.Expr, bound: Mapping[Name, object]) -> bool | None:
    return _compare(left, right, bound, lambda a, b: a == b)


def _compare(left: exp.Expr, right: exp.Expr, bound: Mapping[Name, object], test: Test) -> bool | None:
    a, b = worth(left, bound), worth(right, bound)
    if a is UNKNOWN or b is UNKNOWN:
        return None
    if a is OTHER or b is OTHER:
        # A value that is not mentioned is equal to none that is; how it is ordered is not known.
        same, below, above = test("x", "x"), test("x", "y"), test("y", "x")
        return None if below != above else (True if below else (False if same else None))
    x, y = str(a), str(b)
    try:
        return test(float(x), float(y))
    except ValueError:
        return test(x, y)


_COMPARISONS: dict[type[exp.Expr], Test] = {
    exp.EQ: lambda a, b: a == b,
    exp.NullSafeEQ: lambda a, b: a == b,
    exp.NEQ: lambda a, b: a != b,
    exp.NullSafeNEQ: lambda a, b: a != b,
    exp.GT: lambda a, b: a > b,
    exp.GTE: lambda a, b: a >= b,
    exp.LT: lambda a, b: a < b,
    exp.LTE: lambda a, b: a <= b,
}


def _matches(node: exp.Expr, bound: Mapping[Name, object]) -> bool | None:
    value, pattern = worth(node.this, bound), worth(node.args["expression"], bound)
    if not isinstance(value, str) or not isinstance(pattern, str):
        return None
    if isinstance(node, exp.StartsWith):
        return value.startswith(pattern)
    if isinstance(node, exp.RegexpLike | exp.Glob):
        return None
    return like_pattern(pattern, isinstance(node, exp.ILike)).fullmatch(value) is not None


@lru_cache(maxsize=256)
def like_pattern(pattern: str, any_case: bool = False) -> re.Pattern[str]:
    """Return what a pattern of LIKE matches, as a regular expression."""
    expression = "".join({"%": ".*", "_": "."}.get(letter, re.escape(letter)) for letter in pattern)
    return re.compile(expression, re.DOTALL | (re.IGNORECASE if any_case else 0))


def worth(node: exp.Expr, bound: Mapping[Name, object]) -> object:
    """Return the value of a small expression as text, :data:`OTHER` or :data:`UNKNOWN`."""
    node = node.unnest()
    if isinstance(node, exp.Column):
        return bound.get((node.table, node.name.lower()), UNKNOWN)
    if isinstance(node, exp.Literal):
        return node.name
    if isinstance(node, exp.Cast | exp.TryCast):
        return worth(node.this, bound)
    if isinstance(node, exp.Lower | exp.Upper | exp.Left | exp.Substring):
        inner = worth(node.this, bound)
        return _cut(node, inner, bound) if isinstance(inner, str) else UNKNOWN
    if isinstance(node, exp.Year):
        return _year(worth(node.this, bound))
    if isinstance(node, exp.Extract) and node.this.name.upper() == "YEAR":
        return _year(worth(node.expression, bound))
    if type(node) in _SUMS:
        return _worked_out(node, bound)
    return UNKNOWN


def _year(value: object) -> object:
    """Return the year of a date as it is written: 2024-05-17."""
    return value[:4] if isinstance(value, str) and re.match(r"\d{4}-", value) else UNKNOWN


_SUMS: dict[type[exp.Expr], Callable[[int, int], int]] = {
    exp.Add: lambda a, b: a + b,
    exp.Sub: lambda a, b: a - b,
    exp.Mul: lambda a, b: a * b,
    exp.IntDiv: lambda a, b: a // b,
    exp.Mod: lambda a, b: a % b,
}


def _worked_out(node: exp.Expr, bound: Mapping[Name, object]) -> object:
    left, right = _whole(node.this, bound), _whole(node.args.get("expression"), bound)
    if left is None or right is None or (right == 0 and isinstance(node, exp.IntDiv | exp.Mod)):
        return UNKNOWN
    return str(_SUMS[type(node)](left, right))


def _cut(node: exp.Expr, text: str, bound: Mapping[Name, object]) -> object:
    if isinstance(node, exp.Lower):
        return text.lower()
    if isinstance(node, exp.Upper):
        return text.upper()
    start = node.args.get("start")
    begin = 1 if isinstance(node, exp.Left) else _whole(start, bound)
    length = _whole(node.expression if isinstance(node, exp.Left) else node.args.get("length"), bound)
    if begin is None or begin < 1 or length is None:
        return UNKNOWN
    return text[begin - 1 : begin - 1 + length]


def _whole(node: exp.Expr | None, bound: Mapping[Name, object]) -> int | None:
    value = worth(node, bound) if node is not None else UNKNOWN
    return int(value) if isinstance(value, str) and value.isdigit() else None
