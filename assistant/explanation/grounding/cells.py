"""The sizes that cells and declared calculations give, with the units and decimals they may be written in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.catalog.catalog import MetricRef
from assistant.explanation import names, numbers
from assistant.explanation.grounding.around import owners_of, times_of
from assistant.explanation.grounding.facts import Fact
from assistant.explanation.grounding.lexicon import first_word
from assistant.explanation.grounds import Declared, Rule, calculate
from assistant.explanation.margins import spelled
from assistant.explanation.shown import Shown
from assistant.plan import (
    Change,
    ChangeKind,
    Difference,
    DifferenceKind,
    divided,
    underlying,
)
from assistant.sql.query import ColumnRole

_COUNTS = (Rule.ROWS, Rule.REMAINDER, Rule.NEAR, Rule.LINES)
_USUAL = {"percent": "%", "points": "procentpunt", "euro": "euro"}


@dataclass(frozen=True, slots=True)
class _Column:
    """What every cell of a column shares."""

    unit: str | None
    decimals: int | None
    kinds: frozenset[str]
    units: frozenset[str]
    calculation: bool


def _columns(shown: Shown) -> dict[int, _Column]:
    found = {}
    for index, about in enumerate(shown.columns):
        if about.role in (ColumnRole.METRIC, ColumnRole.CALCULATION):
            calculation, unit = about.role is ColumnRole.CALCULATION, shown.unit(index)
            kinds = frozenset(_kinds(shown, index) if calculation else (_kind(shown, index),))
            found[index] = _Column(
                unit, about.decimals, kinds, _units(shown, shown.metric_of(index), unit), calculation
            )
    return found


def cells_of(shown: Shown) -> Iterator[Fact]:
    """Yield every cell with a figure, and its margin."""
    moving = isinstance(underlying(shown.plan.calculation), Change | Difference)
    columns, several = _columns(shown), len(shown.rows) > 1
    for row in range(len(shown.rows)):
        owners = frozenset(owners_of(shown, row)) if several else frozenset[str]()
        times = frozenset(times_of(shown, row))
        for index, column in columns.items():
            value = shown.value(row, index)
            if value is None:
                continue
            yield Fact(
                value=numbers.as_decimal(value),
                kinds=column.kinds,
                decimals=decimals_of(value, column.unit, column.decimals, column.kinds),
                units=column.units,
                exact=not column.calculation,
                owners=owners,
                times=times,
                move=column.calculation and moving,
                column=index,
            )
            half = shown.margins.get((row, index))
            if half is not None:
                text = spelled(half, shown.language, column.decimals)
                places = len(text.partition("," if shown.language == "nl" else ".")[2])
                yield Fact(half, frozenset({"margin"}), frozenset({places}), frozenset())


def declared_of(shown: Shown, declared: Sequence[Declared]) -> Iterator[Fact]:
    """Yield the outcomes of declared calculations."""
    for one in declared:
        if one.rule in _COUNTS:
            yield Fact(one.value, frozenset({"other"}), frozenset({0}))
            continue
        column = one.cells[0][1]
        kind = numbers.kind_of_unit(one.unit)
        given = shown.columns[column].decimals if one.rule is not Rule.PERCENT_CHANGE else None
        kinds = {kind, "other"} if kind == "points" and one.unit is None else {kind}
        yield Fact(
            one.value,
            frozenset(kinds),
            decimals_of(one.value, one.unit, given) | decimals_of(one.value, None, given),
            _units(shown, shown.metric_of(column), one.unit),
            move=True,
        )


def _kind(shown: Shown, column: int) -> str:
    return numbers.kind_of_unit(shown.unit(column))


def _kinds(shown: Shown, column: int) -> tuple[str, ...]:
    """Return the kinds of unit that a calculated column may be written with."""
    own, wanted = _kind(shown, column), shown.plan.calculation
    base = underlying(wanted)
    if isinstance(base, Change):
        if base.kind in (ChangeKind.PERCENT, ChangeKind.YEARLY):
            return ("percent",)
        return ("points",) if own == "percent" or base.kind is ChangeKind.POINTS else (own,)
    if divided(wanted) is not None:
        unit = unit_of(shown, shown.plan.metrics[0])
        return (numbers.kind_of_unit(unit), own)
    if isinstance(base, Difference) and base.kind is not DifferenceKind.AMOUNT:
        return (own,)
    return (own, "points") if own == "percent" else (own,)


def decimals_of(
    value: numbers.Number, unit: str | None, given: int | None, kinds: Iterable[str] = ()
) -> frozenset[int]:
    """Return in how many decimals a size may be written: as documented, else as each kind of unit is by default."""
    units = {unit, *(_USUAL.get(kind, unit) for kind in kinds)}
    places = {numbers.default_decimals(value, one) for one in units}
    return frozenset(places | {max(0, given)}) if given is not None else frozenset(places)


def _units(shown: Shown, metric: MetricRef, unit: str | None) -> frozenset[str]:
    noun = names.metric_name(shown.catalog, metric, shown.language).noun
    found = {first_word(text) for text in (unit or "", noun or "", unit_of(shown, metric) or "") if text}
    if numbers.kind_of_unit(unit) != "other" and unit:
        # "euro per inwoner" follows its sign as "per inwoner".
        found.add(first_word(unit.partition(" ")[2]))
    return frozenset(found)


def unit_of(shown: Shown, metric: MetricRef) -> str | None:
    """Return a metric's unit in the reader's language."""
    unit = shown.catalog.metric(metric).unit
    return unit.say(shown.language) if unit else None


def holds(one: Declared, shown: Shown) -> bool:
    """Whether a declared calculation is what the cells give."""
    if one.rule is Rule.NEAR:
        return one.value == shown.near
    if one.rule is Rule.LINES:
        return one.value == len({tuple(owners_of(shown, row)) for row in range(len(shown.rows))})
    if one.rule is Rule.REMAINDER:
        return one.value == len(shown.rows) - len(set(one.cells))
    values = [value for row, column in one.cells if (value := shown.value(row, column)) is not None]
    return len(values) == len(one.cells) and calculate(one.rule, values, len(shown.rows)) == one.value
