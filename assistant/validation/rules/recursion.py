"""WITH RECURSIVE only where it counts to a written-out bound."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from assistant.validation.counting import counted_column, names_itself
from assistant.validation.query import Issue
from assistant.validation.tree import Tree
from assistant.validation.view import View
from assistant.validation.wording import issue


def check(tree: Tree, view: View) -> Iterator[Issue]:
    """Yield every recursive query that is not a count to a written-out bound."""
    for with_ in tree.of(exp.With):
        for cte in with_.expressions if with_.args.get("recursive") else ():
            if names_itself(cte) and counted_column(cte) is None:
                yield issue("recursive", view.language, cte)
