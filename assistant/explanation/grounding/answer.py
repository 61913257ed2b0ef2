"""The grounds of an answer: every size, name and period that its plan and cells give, as they may be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.catalog.catalog import MetricRef
from assistant.catalog.period import Period
from assistant.catalog.vocabulary import Better
from assistant.explanation import names, numbers, periods
from assistant.explanation.grounding.facts import Fact, Grounds
from assistant.explanation.grounding.lexicon import first_word, lexicon
from assistant.explanation.grounding.naming import names_of
from assistant.explanation.grounds import Declared, Rule, Said, calculate
from assistant.explanation.margins import spelled
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.sentence.verdict import claim, yes_no
from assistant.explanation.shown import Shown
from assistant.plan import (
    Change,
    ChangeKind,
    Claim,
    Cumulative,
    Difference,
    DifferenceKind,
    MemberFilter,
    Op,
    Per,
    Rank,
    Share,
    ValueFilter,
    YesNo,
    divided,
    judged,
    underlying,
)
from assistant.sql.query import ColumnRole

_UP, _DOWN = (Op.GT, Op.GE), (Op.LT, Op.LE)
_COUNTS = (Rule.ROWS, Rule.REMAINDER, Rule.NEAR, Rule.LINES)
_USUAL = {"percent": "%", "points": "procentpunt", "euro": "euro"}


def grounds_of(shown: Shown, declared: Sequence[Declared] = (), known: Iterable[str] = ()) -> Grounds:
    """Return what a text about this answer may rest on; ``known`` are further names."""
    several = len(shown.rows) > 1
    words = lexicon(shown.catalog, shown.profile, shown.language)
    rows = range(len(shown.rows))
    empty = [row for row in rows if any(shown.value(row, one) is None for one in (*shown.metrics, *shown.calculations))]
    return Grounds(
        language=shown.language,
        facts=(*_cells(shown), *_declared(shown, declared), *_asked(shown)),
        names=frozenset(name for name in (*names_of(shown), *known) if name.strip()),
        members=frozenset(name for row in rows for name in _owners(shown, row)) if several else frozenset(),
        loose=frozenset(_around(shown))
        | frozenset(name for row in empty for name in (*_owners(shown, row), *_times(shown, row))),
        times=frozenset(time for row in rows for time in _times(shown, row)) if _by_period(shown) else frozenset(),
        periods=frozenset(_periods(shown)),
        foreign=words.names,
        units=words.units,
        order=_order(shown),
        directions=frozenset(_directions(shown)),
        judgements=frozenset(_judgements(shown, declared)),
        extremes={column: tuple(_column(shown, column)) for column in (*shown.metrics, *shown.calculations)},
        verdict=_verdict(shown),
        unfounded=tuple(str(one.value) for one in declared if not _right(one, shown)),
    )


def with_figures(grounds: Grounds, values: Iterable[Decimal | int]) -> Grounds:
    """Return the grounds with counts of our own: a threshold, a step of rounding, how many periods are absent."""
    more = tuple(Fact(Decimal(value), frozenset({"other"}), frozenset({0})) for value in values)
    return replace(grounds, facts=(*grounds.facts, *more))


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


def _cells(shown: Shown) -> Iterator[Fact]:
    moving = isinstance(underlying(shown.plan.calculation), Change | Difference)
    columns, several = _columns(shown), len(shown.rows) > 1
    for row in range(len(shown.rows)):
        owners = frozenset(_owners(shown, row)) if several else frozenset[str]()
        times = frozenset(_times(shown, row))
        for index, column in columns.items():
            value = shown.value(row, index)
            if value is None:
                continue
            yield Fact(
                value=numbers.as_decimal(value),
                kinds=column.kinds,
                decimals=_decimals(value, column.unit, column.decimals, column.kinds),
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


def _declared(shown: Shown, declared: Sequence[Declared]) -> Iterator[Fact]:
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
            _decimals(one.value, one.unit, given) | _decimals(one.value, None, given),
            _units(shown, shown.metric_of(column), one.unit),
            move=True,
        )


def _right(one: Declared, shown: Shown) -> bool:
    """Whether a declared calculation is what the cells give."""
    if one.rule is Rule.NEAR:
        return one.value == shown.near
    if one.rule is Rule.LINES:
        return one.value == len({tuple(_owners(shown, row)) for row in range(len(shown.rows))})
    if one.rule is Rule.REMAINDER:
        return one.value == len(shown.rows) - len(set(one.cells))
    values = [value for row, column in one.cells if (value := shown.value(row, column)) is not None]
    return len(values) == len(one.cells) and calculate(one.rule, values, len(shown.rows)) == one.value


def _asked(shown: Shown) -> Iterator[Fact]:
    """Yield the numbers that the question itself brought: thresholds, a limit, a factor, how many members it named."""
    plan = shown.plan
    for column, cell in shown.held:
        if isinstance(cell, int | float | Decimal) and numbers.is_number(cell):
            unit = column.unit.say(shown.language) if column.unit else None
            kinds = frozenset({numbers.kind_of_unit(unit)})
            yield Fact(numbers.as_decimal(cell), kinds, _decimals(cell, unit, column.decimals), exact=True)
    about = _judged_kind(shown)
    for condition in plan.conditions:
        unit = _unit_of(shown, condition.metric)
        for value in condition.values:
            kinds = frozenset({about or numbers.kind_of_unit(unit), numbers.kind_of_unit(unit)})
            decimals = _decimals(value, unit, None) | _decimals(value, None, None) | _decimals(value, "%", None)
            yield Fact(numbers.as_decimal(value), kinds, decimals, limit=condition.op.value)
    for item in plan.filters:
        if isinstance(item, ValueFilter):
            documented = shown.catalog.field(item.field).unit
            unit = documented.say(shown.language) if documented else None
            for found in item.values:
                if not isinstance(found, str):
                    kinds = frozenset({numbers.kind_of_unit(unit)})
                    yield Fact(numbers.as_decimal(found), kinds, _decimals(found, unit, None), limit=item.op.value)
        elif len(item.members) > 4:
            yield _count(len(item.members))
    if plan.limit is not None:
        yield _count(plan.limit)
    if isinstance(plan.calculation, Claim):
        kinds = frozenset({"other", "percent", "points", "euro"})
        yield Fact(
            numbers.as_decimal(plan.calculation.value), kinds, _decimals(plan.calculation.value, None, None, kinds)
        )
    by = divided(plan.calculation)
    if isinstance(by, Per):
        yield Fact(numbers.as_decimal(by.factor), frozenset({"other"}), frozenset({0}))
    if plan.conditions and not shown.rows:
        yield _count(0)


def _count(number: int) -> Fact:
    return Fact(Decimal(number), frozenset({"other"}), frozenset({0}))


def _judged_kind(shown: Shown) -> str | None:
    """Return the kind of unit of a limit on what was calculated: a share or a change in percent."""
    match judged(shown.plan.calculation):
        case Share() | Change(ChangeKind.PERCENT) | Change(ChangeKind.YEARLY):
            return "percent"
        case Change(ChangeKind.POINTS):
            return "points"
    return None


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
        unit = _unit_of(shown, shown.plan.metrics[0])
        return (numbers.kind_of_unit(unit), own)
    if isinstance(base, Difference) and base.kind is not DifferenceKind.AMOUNT:
        return (own,)
    return (own, "points") if own == "percent" else (own,)


def _decimals(value: numbers.Number, unit: str | None, given: int | None, kinds: Iterable[str] = ()) -> frozenset[int]:
    """Return in how many decimals a size may be written: as documented, else as each kind of unit is by default."""
    units = {unit, *(_USUAL.get(kind, unit) for kind in kinds)}
    places = {numbers.default_decimals(value, one) for one in units}
    return frozenset(places | {max(0, given)}) if given is not None else frozenset(places)


def _units(shown: Shown, metric: MetricRef, unit: str | None) -> frozenset[str]:
    noun = names.metric_name(shown.catalog, metric, shown.language).noun
    found = {first_word(text) for text in (unit or "", noun or "", _unit_of(shown, metric) or "") if text}
    if numbers.kind_of_unit(unit) != "other" and unit:
        # "euro per inwoner" follows its sign as "per inwoner".
        found.add(first_word(unit.partition(" ")[2]))
    return frozenset(found)


def _unit_of(shown: Shown, metric: MetricRef) -> str | None:
    unit = shown.catalog.metric(metric).unit
    return unit.say(shown.language) if unit else None


def _owners(shown: Shown, row: int) -> Iterator[str]:
    for column in shown.dimensions:
        yield shown.label(row, column)


def _around(shown: Shown) -> Iterator[str]:
    """Yield the places around the rows: a district may be called as one of its neighbourhoods is."""
    levels = {split.field: split.level for split in shown.plan.splits}
    for item in shown.plan.filters:
        if isinstance(item, MemberFilter):
            yield from (m.label for m in item.members if item.field not in levels or m.level != levels[item.field])


def _by_period(shown: Shown) -> bool:
    """Whether each figure is that of its own period: a running total is also about those before it."""
    return not isinstance(underlying(shown.plan.calculation), Cumulative)


def _times(shown: Shown, row: int) -> Iterator[str]:
    period = shown.period(row)
    if period is not None:
        yield from _written(shown, period)
    if period is not None and isinstance(underlying(shown.plan.calculation), Change):
        # A change from period to period is told with the period before.
        yield from _written(shown, period.shift(-1))


def _written(shown: Shown, period: Period) -> Iterator[str]:
    yield from (period.text, periods.plain(period, shown.language))
    for metric in shown.plan.metrics:
        yield periods.bare(shown.catalog, metric, period, shown.language, shown.profile)


def _periods(shown: Shown) -> Iterator[str]:
    """Yield the periods and spans of the question, as they may be written."""
    choice = shown.plan.period
    if choice is None:
        return
    every = [choice.start, choice.end, *choice.among, *(one for one in (choice.compare_to, choice.compare_end) if one)]
    for period in every:
        yield from _written(shown, period)
    for start, end in ((choice.start, choice.end), tuple(sorted((choice.compare_to or choice.start, choice.end)))):
        for metric in shown.plan.metrics if start != end else ():
            for ends in (False, True):
                yield periods.span(shown.catalog, metric, start, end, shown.language, shown.profile, ends=ends)


def _verdict(shown: Shown) -> str | None:
    """Return how a yes/no or claim is answered, in the words it opens with; None when nothing of the kind was asked."""
    wanted, nothing = shown.plan.calculation, Said("")
    if not isinstance(wanted, YesNo | Claim) or not shown.rows or not (shown.metrics or shown.calculations):
        return None
    frame = Frame(shown, (*shown.metrics, *shown.calculations)[0])
    return (yes_no(frame, nothing) if isinstance(wanted, YesNo) else claim(frame, nothing)).text.strip()


def _order(shown: Shown) -> bool | None:
    """Return whether a ranking runs from high to low; None when the rows are no ranking."""
    wanted = underlying(shown.plan.calculation)
    if isinstance(wanted, Rank):
        return not wanted.ascending
    if shown.plan.limit is None or isinstance(wanted, Change):
        return None
    return shown.plan.order is None or shown.plan.order.descending


def _directions(shown: Shown) -> Iterator[str]:
    ops = [one.op for one in shown.plan.conditions]
    ops += [item.op for item in shown.plan.filters if isinstance(item, ValueFilter)]
    for op in ops:
        if op in _UP:
            yield "up"
        elif op in _DOWN:
            yield "down"
        elif op is Op.BETWEEN:
            yield from ("up", "down")


def _judgements(shown: Shown, declared: Sequence[Declared]) -> Iterator[str]:
    for one in declared:
        if one.rule is not Rule.DIFFERENCE or not one.value:
            continue
        better = shown.catalog.metric(shown.metric_of(one.cells[0][1])).better
        if better is not Better.NEUTRAL:
            yield "good" if (one.value > 0) is (better is Better.HIGHER) else "bad"


def _column(shown: Shown, column: int) -> Iterator[tuple[frozenset[str], Decimal]]:
    several = len(shown.rows) > 1
    for row in range(len(shown.rows)):
        value = shown.value(row, column)
        nobody = any(shown.code(row, dimension) is None for dimension in shown.dimensions)
        if value is not None and not nobody:
            # The row of what belongs to no member is no highest or lowest.
            yield (frozenset(_owners(shown, row)) if several else frozenset()), numbers.as_decimal(value)
