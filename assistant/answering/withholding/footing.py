"""What the counts of a pasted query add up, as cells of the same tables of counts that questions are judged by.

A pasted query and a question then share one memory: what one showed counts for what the other may show.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answering.withholding.axes import Axis, Reach, axes_of, reach_of
from assistant.answering.withholding.cubes import Cubes, Name, Unasked, placed_at
from assistant.answering.withholding.grid import Grid, joined
from assistant.answering.withholding.guard import Sum
from assistant.answering.withholding.seen import Seen
from assistant.answering.withholding.settle import settle, worth
from assistant.catalog.catalog import Catalog, FieldRef, MetricRef
from assistant.catalog.component import Component
from assistant.catalog.formula import formula
from assistant.catalog.period import Period
from assistant.catalog.vocabulary import FieldRole, Grain, OverTime
from assistant.engines.base import EngineFailure, ResultTable
from assistant.plan import PeriodChoice
from assistant.sql.query import CompiledQuery
from assistant.validation.disclosure import Cube, Key
from assistant.validation.disclosure.pasted import PastedReading
from assistant.validation.disclosure.persons import rows_rule
from assistant.validation.disclosure.provenance import CODES, ROWS

Run = Callable[[CompiledQuery, str, int], ResultTable | EngineFailure | None]
#: A row of a dataset: the codes of the columns that tell it apart.
Codes = tuple[str, ...]
#: Of datasets with more rows than this the rows behind a count are not fetched; such counts are judged by value.
_MOST_ROWS = 500_000
#: Cells that the figures of one query may add up, all together.
_MOST_CELLS = 2_000_000


@dataclass(frozen=True)
class Footing:
    """The (row, count) of a pasted query that may not be shown, and what the others show."""

    withheld: frozenset[tuple[int, int]] = frozenset()
    dangerous: bool = False
    sums: tuple[Sum, ...] = ()
    tables: Mapping[tuple[Grid, Name], Cube] | None = None

    def shown(self, hidden: Collection[int]) -> tuple[Seen, ...]:
        """Return what is shown, the rows that are ``hidden`` left out."""
        found: dict[Seen, None] = {}
        for one in self.sums:
            if (one.row, one.place) in self.withheld or one.row in hidden:
                continue
            for name, cells in one.parts.items():
                cube = (self.tables or {}).get((one.grid, name))
                value = worth(cube, cells) if cube is not None and len(one.parts) == 1 else None
                found[Seen(*name, one.grid.splits, one.grid.universe, cells, value)] = None
        return tuple(found)


class Footings:
    """Finds the footing of pasted queries over one catalogue; safe to use from several threads."""

    def __init__(self, catalog: Catalog, cubes: Cubes, run: Run) -> None:
        self._catalog = catalog
        self._cubes = cubes
        self._run = run

    def keys(self, dataset: str) -> tuple[str, ...] | None:
        """Return the columns that tell the rows of a dataset apart; None where they do not say what is counted."""
        own = self._catalog.by_name[dataset]
        profile = self._cubes.setting.profile.datasets.get(dataset)
        if profile is None or profile.rows > _MOST_ROWS or rows_rule(self._catalog, dataset) is not None:
            return None
        fields = [own.fields_by_name[name] for name in own.primary_key]
        known = all(one.role in (FieldRole.KEY, FieldRole.DIMENSION, FieldRole.TIME) for one in fields)
        return tuple(own.primary_key) if fields and known else None

    def of(self, reading: PastedReading, table: ResultTable, role: str, seen: Sequence[Seen]) -> Footing | None:
        """Return the footing of rows that came with their counts told; None when it cannot be found."""
        by_field = self._rows_behind(reading, table, role)
        if by_field is None:
            return None
        sums: list[Sum] = []
        tables: dict[tuple[Grid, Name], Cube] = {}
        for ref, figures in by_field.items():
            found = self._sums(ref, figures, role, seen, tables)
            if found is None:
                return None
            sums += found
        settled = settle(sums, tables, reading.small(table.rows), seen, self._cubes, named=True)
        dangerous = any(cube.dangerous for cube in tables.values())
        return Footing(frozenset(settled.withheld), dangerous, tuple(sums), tables)

    def _rows_behind(
        self, reading: PastedReading, table: ResultTable, role: str
    ) -> dict[FieldRef, dict[tuple[int, int], list[Codes]]] | None:
        """Return the rows of datasets behind each (row, count), per field that is counted."""
        first = reading.width + reading.counts
        found: dict[FieldRef, dict[tuple[int, int], list[Codes]]] = defaultdict(lambda: defaultdict(list))
        for place, number in enumerate(reading.told()):
            told = self._run(reading.rows_told(number), role, _MOST_ROWS)
            if not isinstance(told, ResultTable) or told.truncated:
                return None
            rows = {short: str(text).split(ROWS) for short, text in told.rows if text is not None}
            for at, row in enumerate(table.rows):
                short = row[first + place]
                if short is not None and short not in rows:
                    return None
                for text in rows.get(short, ()):
                    name, *codes = text.split(CODES)
                    found[FieldRef.parse(name)][at, number].append(tuple(codes))
        return found

    def _sums(
        self,
        ref: FieldRef,
        figures: Mapping[tuple[int, int], Sequence[Codes]],
        role: str,
        seen: Sequence[Seen],
        tables: dict[tuple[Grid, Name], Cube],
    ) -> list[Sum] | None:
        component = self._component(ref)
        names = self.keys(ref.dataset)
        rows = {codes for found in figures.values() for codes in found}
        axes = axes_of(ref.dataset, names, rows, self._cubes.setting) if names is not None else None
        if component is None or axes is None:
            return None
        before = [one for one in seen if one.component == component.key and not one.universe]
        periods = [period for row in rows if (period := axes.period(row)) is not None]
        grid = joined(axes.grid(ref.dataset), dict.fromkeys(one.splits for one in before), self._cubes.setting)
        finer = bool(periods) and periods[0].grain is not Grain.YEAR
        flow = component.over_time is OverTime.SUM and bool(periods)
        grid = replace(grid, timed=flow and (finer or not grid.splits))
        cubes = self._cubes.of(grid, MetricRef(ref.dataset, ref.field), _span(periods), role)
        if isinstance(cubes, Unasked):
            return None
        tables |= {(grid, name): cube for name, cube in cubes.items()}
        reach = reach_of(grid, axes, cubes, self._cubes.setting)
        return _added_up(figures, grid, axes, reach, component, cubes) if reach is not None else None

    def _component(self, ref: FieldRef) -> Component | None:
        """Return the aggregate of a count by itself; None when no metric of the same name is one."""
        metric = MetricRef(ref.dataset, ref.field)
        if ref.field not in self._catalog.by_name[ref.dataset].metrics:
            return None
        parts = formula(self._catalog, metric).components
        alone = len(parts) == 1 and parts[0].persons and parts[0].condition is None and parts[0].running is None
        return parts[0] if alone else None


def _added_up(
    figures: Mapping[tuple[int, int], Sequence[Codes]],
    grid: Grid,
    axes: Axis,
    reach: Reach,
    component: Component,
    cubes: Mapping[Name, Cube],
) -> list[Sum] | None:
    """Return each count as the cells that it adds up; None when one adds a cell twice, or all are too many."""
    found, total = [], 0
    for (row, number), behind in figures.items():
        parts: dict[Name, set[Key]] = defaultdict(set)
        for codes in behind:
            period = axes.period(codes)
            text = period.text if period is not None else ""
            for cell in reach.cells(codes):
                at, key = placed_at(grid, axes.slice(codes), text, cell)
                name = (component.key, *at)
                cube = cubes.get(name)
                if cube is None or key not in cube.cells:
                    continue
                if key in parts[name]:
                    return None
                parts[name].add(key)
                total += 1
        if total > _MOST_CELLS:
            return None
        found.append(Sum(row, number, grid, {name: frozenset(cells) for name, cells in parts.items()}))
    return found


def _span(periods: Iterable[Period]) -> PeriodChoice | None:
    known = sorted(set(periods))
    return PeriodChoice(known[0], max(known, key=lambda one: one.end), known[0].grain) if known else None
