"""Before the rules look: short-hand SQL written out in plain SQL that every rule understands, and that is what runs.

Series become lists of values, PIVOT becomes aggregates with a filter, UNPIVOT a UNION ALL. What cannot be written
out stays as it is, and is refused as a form that is not used here.
"""

from __future__ import annotations

from sqlglot import exp

from assistant.validation.plainer.pivots import without_pivots
from assistant.validation.plainer.series import without_series


def plainer(tree: exp.Expr) -> exp.Expr:
    """Return ``tree`` with its short-hand written out; changes it in place where it can."""
    return without_series(without_pivots(_without_fetch(tree)))


def _without_fetch(tree: exp.Expr) -> exp.Expr:
    """FETCH FIRST n ROWS ONLY is LIMIT n."""
    for node in list(tree.find_all(exp.Fetch)):
        options, count = node.args.get("limit_options"), node.args.get("count")
        plain = options is None or not (options.args.get("percent") or options.args.get("with_ties"))
        if plain and isinstance(count, exp.Literal):
            node.replace(exp.Limit(expression=count))
    return tree
