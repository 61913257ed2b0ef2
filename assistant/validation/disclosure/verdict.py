"""Which cells of a pasted query's rows are withheld, judged by the counts that its columns rest on."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlglot import exp

from assistant.validation.disclosure.result import Withheld, groups, secondary
from assistant.validation.disclosure.rules import CountRule
from assistant.validation.disclosure.supports import Supports

Row = tuple[object, ...]
#: The (row, count) that would help to work a small count out, where the rows behind every count are known.
Settled = Collection[tuple[int, int]]


def judged(
    rows: Sequence[Row],
    found: Sequence[Supports],
    counts: Sequence[exp.Expr],
    rules: Sequence[CountRule | None],
    width: int,
    settled: Settled | None,
) -> Withheld:
    """Return the cells that are small, that would give a small one away, and that rest on either."""
    splits = [at for at, column in enumerate(found[:width]) if not column.counts and not column.opaque]
    places = {one: number for number, one in enumerate(counts)}
    hidden: dict[int, set[int]] = {}
    for number, rule in enumerate(rules):
        if rule is not None:
            hidden[number] = _small(rows, width + number, rule)
            if settled is None:
                hidden[number] = _with_secondary(rows, width + number, rule, splits, hidden[number])
    for row, number in settled or ():
        hidden.setdefault(number, set()).add(row)
    touched = set().union(*hidden.values()) if hidden else set()
    withheld: set[tuple[int, int]] = set()
    for at, column in enumerate(found):
        if column.opaque or (column.wide and touched and settled is None):
            withheld |= {(row, at) for row in range(len(rows))}
        elif column.counts:
            withheld |= {(row, at) for one in column.counts for row in hidden.get(places[one], ())}
            # Other figures of a row with a withheld count may be the same count in another form.
            withheld |= {(row, at) for row in touched}
    return frozenset(withheld)


def _small(rows: Sequence[Row], at: int, rule: CountRule) -> set[int]:
    # What is no number any more, a count beside a text, may be a small one written out.
    return {row for row, cells in enumerate(rows) if rule.hides(cells[at]) or isinstance(cells[at], str)}


def _with_secondary(rows: Sequence[Row], at: int, rule: CountRule, splits: list[int], found: set[int]) -> set[int]:
    values: list[object] = [cells[at] for cells in rows]
    growing = bool(found)
    while growing:
        more: set[int] = set()
        for axis in splits:
            others = [other for other in splits if other != axis]
            more |= secondary(values, found | more, groups(rows, axis, others), rule)
        growing = not more <= found
        found = found | more
    return found
