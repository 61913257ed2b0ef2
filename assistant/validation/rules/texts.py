"""Texts and lists that are put behind each other again and again may not grow beyond measure."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from assistant.validation.calls import name_of
from assistant.validation.lineage import Lineage
from assistant.validation.meaning.figures import Figures
from assistant.validation.query import Issue
from assistant.validation.wording import issue

_JOINING = (exp.DPipe, exp.Concat, exp.ConcatWs, exp.ArrayConcat, exp.Replace)
_MOST = 2_000


def check(figures: Figures) -> Iterator[Issue]:
    """Yield every text or list made of more than some thousands of others."""
    for node in figures.tree.of(*_JOINING, exp.Repeat):
        if _parts(node, figures.lineage) > _MOST:
            yield issue("text_size", figures.view.language, node)


def _parts(node: exp.Expr, lineage: Lineage) -> int:
    """Return of how many values an expression is put together at most."""
    if isinstance(node, exp.Column):
        return lineage.once("parts", node, lambda column: _behind(column, lineage), 1)
    if isinstance(node, exp.Query):
        return max((_parts(item, lineage) for item in node.selects), default=1)
    inner = [_parts(child, lineage) for child in node.iter_expressions()]
    if isinstance(node, _JOINING) or name_of(node) == "list_concat":
        return min(sum(inner), _MOST + 1)
    if isinstance(node, exp.Repeat):
        times = node.args.get("times")
        return max(inner) * (int(times.name) if isinstance(times, exp.Literal) and times.name.isdigit() else 1)
    return max(inner, default=1)


def _behind(column: exp.Column, lineage: Lineage) -> int:
    return max((_parts(inner, lineage) for inner in lineage.behind(column)), default=1)
