"""Which cells of a pasted query's result are withheld, by the fields that their values come from."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.catalog.catalog import Catalog, FieldRef, MetricRef
from assistant.validation.disclosure.result import Cells, Withheld, groups, secondary
from assistant.validation.disclosure.rules import CountRule, rule_for, strictest
from assistant.validation.query import ValidatedQuery


def withheld_by_lineage(query: ValidatedQuery, rows: Cells, catalog: Catalog) -> Withheld:
    """Return the cells of a pasted query's result that may not be shown.

    A number that comes from a count of persons is judged by its value; along the other columns of the row the
    secondary rule holds as in a compiled answer; other numbers from the same count go with it.
    """
    rules = {index: rule for index, refs in enumerate(query.lineage) if (rule := _strictest(refs, catalog))}
    splits = [index for index in range(len(query.lineage)) if index not in rules]
    hidden_rows: dict[int, set[int]] = {}
    for index, rule in rules.items():
        hidden = {row for row, cells in enumerate(rows) if rule.hides(cells[index])}
        values = [cells[index] for cells in rows]
        for axis in splits:
            others = [other for other in splits if other != axis]
            hidden |= secondary(values, hidden, groups(rows, axis, others), rule)
        hidden_rows[index] = hidden
    withheld: set[tuple[int, int]] = set()
    for index in rules:
        for other in rules:
            if set(query.lineage[index]) & set(query.lineage[other]):
                withheld |= {(row, other) for row in hidden_rows[index]}
    return frozenset(withheld)


def _strictest(refs: Sequence[FieldRef], catalog: Catalog) -> CountRule | None:
    return strictest(rule for ref in refs if (rule := rule_for(catalog, MetricRef(ref.dataset, ref.field))))
