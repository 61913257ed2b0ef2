"""Which cells of a result are withheld: small counts of persons, what rests on them, and what would give them away.

*Primary*: a count from 1 up to ``min_count - 1`` (0 too where the catalogue says so). *Secondary*: when the cells
that are withheld along one dimension could be worked out from the total, the next smallest is withheld as well.
Whatever rests on a withheld count (a ratio, a share, a change) is withheld with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.catalog.catalog import Catalog, FieldRef, MetricRef
from assistant.catalog.disclosure import Disclosure
from assistant.catalog.vocabulary import OverTime
from assistant.sql.query import ColumnRole, OutputColumn
from assistant.validation.query import ValidatedQuery

Cells = Sequence[Sequence[object]]
Withheld = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class CountRule:
    """The small-count rule as it holds for one metric."""

    min_count: int
    withhold_zero: bool = False
    round_to: int | None = None

    def hides(self, value: object) -> bool:
        """Whether a count may not be shown."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return 0 < value < self.min_count or (value == 0 and self.withhold_zero)


def rule_for(catalog: Catalog, ref: MetricRef) -> CountRule | None:
    """Return the rule for a metric: its own, else its dataset's, else the catalogue's; None when none holds."""
    dataset = catalog.by_name.get(ref.dataset)
    metric = dataset.metrics.get(ref.metric) if dataset else None
    if dataset is None or metric is None:
        return None
    layers = [layer for layer in (metric.disclosure, dataset.disclosure, catalog.disclosure) if layer is not None]
    listed = catalog.disclosure is not None and str(ref) in catalog.disclosure.fields
    concerned = metric.persons or listed or (metric.disclosure is not None and metric.disclosure.min_count is not None)
    if not concerned or (layers and layers[0].off is not None):
        return None
    minimum = _first(layers, "min_count")
    if minimum is None:
        return None
    return CountRule(int(minimum), _zero(layers), _first(layers, "round_to"))


def _first(layers: list[Disclosure], key: str) -> int | None:
    found: int | None = next((getattr(layer, key) for layer in layers if getattr(layer, key) is not None), None)
    return found


def _zero(layers: list[Disclosure]) -> bool:
    said = [layer.withhold_zero for layer in layers if "withhold_zero" in layer.model_fields_set]
    return bool(said and said[0])


def withheld_cells(
    columns: Sequence[OutputColumn], rows: Cells, catalog: Catalog, *, complete: bool = True
) -> Withheld:
    """Return the cells (row, column) of a compiled query's result that may not be shown, support columns included.

    ``complete`` says that the rows are all members of what is split by, so that a total asked elsewhere would give a
    single withheld cell away; a list of a few named members is not complete.
    """
    counts = _count_columns(columns, catalog)
    withheld: set[tuple[int, int]] = set()
    for index, rule in counts.items():
        hidden = {row for row, cells in enumerate(rows) if rule.hides(cells[index])}
        if complete:
            values = [cells[index] for cells in rows]
            for axis, others in _axes(columns, index, catalog):
                hidden |= _secondary(values, hidden, _groups(rows, axis, others), rule)
        withheld |= {(row, index) for row in hidden}
    names = {column.name: index for index, column in enumerate(columns)}
    for index, column in enumerate(columns):
        resting = [names[name] for name in column.counts if name in names]
        withheld |= {(row, index) for row in range(len(rows)) if any((row, count) in withheld for count in resting)}
        if column.role is ColumnRole.CALCULATION and len(resting) == 2 and index not in counts:
            withheld |= _complements(rows, index, resting, counts)
    return frozenset(withheld)


def _count_columns(columns: Sequence[OutputColumn], catalog: Catalog) -> dict[int, CountRule]:
    """Return the columns that hold counts of persons, each with the strictest rule of what rests on it."""
    names = {column.name: index for index, column in enumerate(columns)}
    rules: dict[int, CountRule] = {}
    for index, column in enumerate(columns):
        rule = rule_for(catalog, column.metric) if column.metric else None
        if rule is None:
            continue
        resting = [names[name] for name in column.counts if name in names]
        if not resting and column.role is ColumnRole.METRIC:
            resting = [index]
        for count in resting:
            if count not in rules or rules[count].min_count < rule.min_count:
                rules[count] = rule
    return rules


def _axes(columns: Sequence[OutputColumn], count: int, catalog: Catalog) -> list[tuple[int, list[int]]]:
    """Return the columns along which counts add up to a total, each with the columns that stay fixed meanwhile."""
    metric = columns[count].metric
    flow = metric is not None and catalog.metric(metric).behaviour is OverTime.SUM
    splits = [index for index, column in enumerate(columns) if column.role in (ColumnRole.DIMENSION, ColumnRole.TIME)]
    along = [index for index in splits if columns[index].role is ColumnRole.DIMENSION or flow]
    return [(axis, [other for other in splits if other != axis]) for axis in along]


def _groups(rows: Cells, axis: int, others: list[int]) -> list[list[int]]:
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for row, cells in enumerate(rows):
        groups[tuple(cells[other] for other in others)].append(row)
    return [members for members in groups.values() if len(members) > 1]


def _secondary(values: list[object], primary: set[int], groups: list[list[int]], rule: CountRule) -> set[int]:
    """Return the further rows to withhold so that no total gives a withheld one away."""
    more: set[int] = set()
    for members in groups:
        hidden = [row for row in members if row in primary]
        if not hidden or not _exposed([values[row] for row in hidden], rule):
            continue
        others = [row for row in members if row not in primary and isinstance(values[row], int | float)]
        others = [row for row in others if values[row]] or others
        if others:
            more.add(min(others, key=lambda row: (values[row], row)))
    return more


def _exposed(hidden: list[object], rule: CountRule) -> bool:
    """Whether the sum of the hidden counts leaves them only one possibility."""
    numbers = [value for value in hidden if isinstance(value, int | float)]
    low = 0 if rule.withhold_zero else 1
    return len(numbers) == 1 or sum(numbers) in (len(numbers) * low, len(numbers) * (rule.min_count - 1))


def _complements(rows: Cells, index: int, counts: list[int], rules: dict[int, CountRule]) -> set[tuple[int, int]]:
    """Return the shares from which a small remainder follows: 97 of 98 says that one is left."""
    rule = next((rules[count] for count in counts if count in rules), None)
    found: set[tuple[int, int]] = set()
    for row, cells in enumerate(rows):
        part, whole = cells[counts[0]], cells[counts[1]]
        if rule and isinstance(part, int | float) and isinstance(whole, int | float) and rule.hides(whole - part):
            found.add((row, index))
    return found


def rounded(value: object, rule: CountRule | None) -> object:
    """Return a count as it may be shown: rounded to the catalogue's multiple where it asks for that."""
    if rule is None or rule.round_to is None or isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return rule.round_to * int(value / rule.round_to + (0.5 if value >= 0 else -0.5))


def withheld_by_lineage(query: ValidatedQuery, rows: Cells, catalog: Catalog) -> Withheld:
    """Return the cells of a pasted query's result that may not be shown, by the fields their values come from.

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
            hidden |= _secondary(values, hidden, _groups(rows, axis, others), rule)
        hidden_rows[index] = hidden
    withheld: set[tuple[int, int]] = set()
    for index in rules:
        for other in rules:
            if set(query.lineage[index]) & set(query.lineage[other]):
                withheld |= {(row, other) for row in hidden_rows[index]}
    return frozenset(withheld)


def _strictest(refs: Sequence[FieldRef], catalog: Catalog) -> CountRule | None:
    rules = [rule for ref in refs if (rule := rule_for(catalog, MetricRef(ref.dataset, ref.field)))]
    return max(rules, key=lambda rule: rule.min_count, default=None)
