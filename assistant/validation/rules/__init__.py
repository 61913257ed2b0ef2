"""The table of contents of validation: one rule, one small file, in the order in which they look.

``RAW`` look at the tree as it was parsed, ``RESOLVED`` at the tree in which every column has its source, ``meaning``
at what the figures would say.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.validation.lineage import Lineage
from assistant.validation.meaning.figures import Figures
from assistant.validation.query import Issue
from assistant.validation.rules import (
    additivity,
    columns,
    fixed,
    functions,
    growth,
    joins,
    partial,
    periods,
    recursion,
    resolved,
    size,
    statement,
    tables,
    texts,
    units,
    written,
)

RAW = (statement.check, recursion.check, size.check, growth.check, tables.check, columns.check, functions.check)
RESOLVED = (resolved.check, functions.check, written.check)
_MEANING = (joins.check, additivity.check, fixed.check, units.check, periods.check, partial.check, texts.check)


def meaning(lineage: Lineage) -> Iterator[Issue]:
    """Yield what is wrong or doubtful about the figures of a resolved query."""
    seen: set[Issue] = set()
    figures = Figures(lineage)
    for rule in _MEANING:
        for item in rule(figures):
            if item not in seen:
                seen.add(item)
                yield item
