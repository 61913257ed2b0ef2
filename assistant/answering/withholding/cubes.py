"""The counts behind a question, by the members of its grid: asked on the ordinary validated path, and remembered."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from math import prod
from threading import Lock

from assistant.answering.withholding.grid import Grid, ladder
from assistant.catalog.catalog import Catalog, MetricRef
from assistant.catalog.component import Component
from assistant.catalog.formula import formula
from assistant.catalog.period import Period
from assistant.catalog.vocabulary import Grain
from assistant.engines.base import Cell, Engine, ResultTable
from assistant.plan import PeriodChoice, Plan
from assistant.sql.ask import Setting
from assistant.sql.compile import compile_plan
from assistant.sql.query import ColumnRole, CompiledQuery, OutputColumn
from assistant.validation import ValidatedQuery, validate_plan
from assistant.validation.disclosure import CountRule, Cube, Key, Ladder, Protection, counts_of, protect

#: Of tables with more cells than this, sums included, no count is shown: what follows from it cannot be told.
MOST_CELLS = 400_000
#: With more small counts than this in one table (fewer with more dimensions) an answer is judged by its own rows alone.
_MOST_SMALL = 3000
_REMEMBERED = 64
#: How a member that is not known is written in a key.
UNKNOWN = "\x00"

#: A table of counts: of one component, for one combination of alternatives, in one period.
Name = tuple[str, Key, str]


class Unasked(Enum):
    """Why a table of counts is not there: it has no rows to give, or more than can be judged."""

    NOTHING = "nothing"
    TOO_LARGE = "too large"


@dataclass(frozen=True)
class Table:
    """Rows with their codes and period read out: what was asked, whatever it was asked for."""

    rows: tuple[tuple[Cell, ...], ...]
    columns: tuple[OutputColumn, ...]
    codes: tuple[int, ...]
    time: int | None

    def key(self, row: Sequence[Cell], first: int, last: int) -> Key:
        """Return the codes of the splits from ``first`` up to ``last``."""
        return tuple(UNKNOWN if row[at] is None else str(row[at]) for at in self.codes[first:last])

    def period(self, row: Sequence[Cell]) -> str:
        """Return the period of a row; empty when the data know no time."""
        return "" if self.time is None else str(row[self.time])


def read(columns: tuple[OutputColumn, ...], rows: tuple[tuple[Cell, ...], ...]) -> Table:
    """Return a result with the places of its codes and its period."""
    shown = [column.name for column in columns if column.role is ColumnRole.DIMENSION]
    by_name = {column.member_of: at for at, column in enumerate(columns) if column.member_of is not None}
    time = next((at for at, column in enumerate(columns) if column.role is ColumnRole.TIME), None)
    return Table(rows, columns, tuple(by_name[name] for name in shown), time)


class Cubes:
    """Fetches and remembers tables of counts, and what may be shown of each."""

    def __init__(self, catalog: Catalog, engine: Engine) -> None:
        self.setting = Setting(catalog, engine.profile, catalog.language)
        self._engine = engine
        self._known: OrderedDict[object, dict[Name, Cube] | Unasked] = OrderedDict()
        self._protections: OrderedDict[int, tuple[Cube, Protection]] = OrderedDict()
        self._lock = Lock()

    def asked(self, plan: Plan, role: str, most: int) -> Table | Unasked:
        """Return the rows of a plan, or why there are none; what the engine cannot give is too large."""
        compiled = compile_plan(plan, self.setting.catalog, self.setting.profile)
        if not isinstance(compiled, CompiledQuery):
            return Unasked.NOTHING
        query = validate_plan(
            compiled, self.setting.catalog, binder=None, role=role, language=plan.language, limit=most
        )
        if not isinstance(query, ValidatedQuery):
            return Unasked.NOTHING
        table = self._engine.run(query, most)
        if not isinstance(table, ResultTable) or table.truncated:
            return Unasked.TOO_LARGE
        return read(compiled.columns, table.rows)

    def of(self, grid: Grid, ref: MetricRef, period: PeriodChoice | None, role: str) -> dict[Name, Cube] | Unasked:
        """Return the tables of counts behind a metric, per component, slice and period."""
        key = (grid, ref, period, role)
        return self._remembered(key, lambda: self._fetched(grid, ref, period, role))

    def protection(self, name: Name, cube: Cube) -> Protection:
        """Return what may be shown of a table when nothing was shown before."""
        with self._lock:
            known = self._protections.get(id(cube))
        if known is not None and known[0] is cube:
            return known[1]
        found = protect(cube, name="\x1f".join((name[0], *name[1], name[2])))
        with self._lock:
            self._protections[id(cube)] = (cube, found)
            while len(self._protections) > _REMEMBERED * 16:
                self._protections.popitem(last=False)
        return found

    def _remembered(self, key: object, make: Callable[[], dict[Name, Cube] | Unasked]) -> dict[Name, Cube] | Unasked:
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        made = make()
        with self._lock:
            self._known[key] = made
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return made

    def _fetched(
        self, grid: Grid, ref: MetricRef, period: PeriodChoice | None, role: str
    ) -> dict[Name, Cube] | Unasked:
        ladders = [ladder(split, self.setting) for split in grid.splits]
        period = whole_years(period) if grid.timed and period is not None else period
        most = MOST_CELLS // (prod(one.top + 1 for one in ladders) * (3 if grid.timed else 1))
        plan = Plan(
            (ref,),
            self.setting.language,
            grid.all_splits,
            grid.universe,
            period=period,
            per=period.grain if period is not None else None,
        )
        table = self.asked(plan, role, most)
        if isinstance(table, Unasked):
            return table
        if grid.timed:
            ladders.append(years(table.period(row) for row in table.rows))
        cells: dict[Name, dict[Key, Cell]] = defaultdict(dict)
        rules: dict[str, CountRule] = {}
        for component, rule, column in counted(self.setting.catalog, ref, table.columns):
            if component.dataset != grid.dataset:
                continue
            rules[component.key] = rule
            for row in table.rows:
                slice_ = table.key(row, len(grid.splits), len(grid.all_splits))
                at, key = placed_at(grid, slice_, table.period(row), table.key(row, 0, len(grid.splits)))
                cells[component.key, *at][key] = row[column]
        made = {name: cube_of(found, rules[name[0]], ladders) for name, found in cells.items()}
        most = _MOST_SMALL // 3 ** max(0, len(ladders) - 1)
        return made if all(cube.small <= most for cube in made.values()) else Unasked.NOTHING


def placed_at(grid: Grid, slice_: Key, period: str, key: Key) -> tuple[tuple[Key, str], Key]:
    """Return in which table a cell is and its key there: of a flow the period is part of the key."""
    if not grid.timed:
        return (slice_, period), key
    return (slice_, Period.parse(period).grain.value), (*key, period)


def year_of(period: str) -> str:
    """Return the year that a period is in; a week is in that of its Thursday."""
    known = Period.parse(period)
    day = known.within(Grain.DAY).start if known.grain is Grain.WEEK else known.start
    return Period.containing(day, Grain.YEAR).text


def years(periods: Iterable[str]) -> Ladder:
    """Return what periods add up to: years, and all of them together."""
    rung = {period: year_of(period) for period in periods}
    return Ladder((rung,)) if any(period != year for period, year in rung.items()) else Ladder()


def whole_years(period: PeriodChoice) -> PeriodChoice:
    """Return the same periods with the others of their years."""
    first = Period.containing(Period.containing(period.start.start, Grain.YEAR).start, period.grain)
    last = Period.containing(Period.containing(period.end.end, Grain.YEAR).end, period.grain)
    return PeriodChoice(first, last, period.grain)


def counted(
    catalog: Catalog, ref: MetricRef, columns: Sequence[OutputColumn], column: int | None = None
) -> list[tuple[Component, CountRule, int]]:
    """Return the protected counts behind a column (the metric's first one) with the place of each in the result."""
    shown = next((one for one in columns if one.role is ColumnRole.METRIC and one.metric == ref), None)
    shown = columns[column] if column is not None else shown
    if shown is None:
        return []
    places = {column.name: at for at, column in enumerate(columns)}
    rules = {component.key: rule for component, rule in counts_of(catalog, ref)}
    persons = [component for component in formula(catalog, ref).components if component.persons]
    return [
        (component, rules[component.key], places[name])
        for component, name in zip(persons, shown.counts, strict=False)
        if component.key in rules and name in places
    ]


def cube_of(cells: dict[Key, Cell], rule: CountRule, ladders: list[Ladder]) -> Cube:
    """Return counts as whole numbers; means over periods are taken in thousandths."""
    numbers = {key: float(value) for key, value in cells.items() if isinstance(value, int | float) and value >= 0}
    scale = 1 if all(value.is_integer() for value in numbers.values()) else 1000
    whole = {key: round(value * scale) for key, value in numbers.items()}
    return Cube(tuple(ladders), whole, rule.min_count * scale, rule.withhold_zero)
