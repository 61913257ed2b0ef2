"""Decides which figures of an answer are withheld, given all that could be asked and what was shown before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.answering.withholding.cubes import Cubes, Name, Table, Unasked, counted, placed_at, read
from assistant.answering.withholding.figures import Figure, figures, periods_of, row_period, span, texts
from assistant.answering.withholding.grid import Grid, grid_of, joined
from assistant.answering.withholding.members import members_of, row_keys
from assistant.answering.withholding.rows import along_rows
from assistant.answering.withholding.seen import Seen
from assistant.answering.withholding.settle import settle, worth
from assistant.catalog.catalog import Catalog, MetricRef
from assistant.catalog.vocabulary import Grain, OverTime
from assistant.engines.base import Cell, Engine
from assistant.plan import MemberFilter, Op, Plan
from assistant.sql.buckets import Bucket
from assistant.sql.query import OutputColumn
from assistant.validation.disclosure import Cube, Key, beside_each_other, counts_of, resting, small_cells

Withheld = frozenset[tuple[int, int]]
#: Rows that a question about members may fetch beside its answer.
_MOST_ROWS = 200_000


@dataclass(frozen=True)
class Judgement:
    """The cells (row, column of the result) that are withheld, and what the others show."""

    withheld: Withheld = frozenset()
    shown: tuple[Seen, ...] = ()


@dataclass
class Sum:
    """One count in a result: the cells that it adds up, per table of counts."""

    row: int
    place: int
    grid: Grid
    parts: dict[Name, frozenset[Key]] = field(default_factory=dict)


class Guard:
    """Judges answers over one catalogue; safe to use from several threads."""

    def __init__(self, catalog: Catalog, engine: Engine) -> None:
        self._catalog = catalog
        self._cubes = Cubes(catalog, engine)
        self._protected: dict[MetricRef, bool] = {}

    @property
    def cubes(self) -> Cubes:
        """The tables of counts that it judges by."""
        return self._cubes

    def judge(
        self,
        plan: Plan,
        columns: tuple[OutputColumn, ...],
        rows: tuple[tuple[Cell, ...], ...],
        role: str,
        seen: Sequence[Seen] = (),
    ) -> Judgement:
        """Return what of a compiled plan's result may not be shown, support columns included."""
        if not any(column.metric is not None and self._protects(column.metric) for column in columns):
            return Judgement()
        catalog, answer = self._catalog, read(columns, rows)
        small = small_cells(columns, rows, catalog)
        sums: list[Sum] = []
        tables: dict[tuple[Grid, Name], Cube] = {}
        alone: set[int] = set()
        closed: set[int] = set()
        for figure in figures(plan, columns, self._cubes.setting):
            if not self._protects(figure.ref):
                continue
            found = self._sums(figure, answer, role, seen, tables)
            places = {place for _, _, place in counted(catalog, figure.ref, columns, figure.column)}
            if found is Unasked.TOO_LARGE:
                closed |= places
            elif found is Unasked.NOTHING:
                alone |= places
            else:
                sums += found
        settled = settle(sums, tables, small, seen, self._cubes, named=not complete(plan))
        withheld = set(small) | settled.withheld
        if alone and complete(plan):
            beside = beside_each_other(columns, rows, catalog, small)
            withheld |= {(row, place) for row, place in beside if place in alone}
        withheld |= {(row, place) for row in range(len(rows)) for place in closed if rows[row][place] is not None}
        withheld |= along_rows(plan, answer, withheld, settled.marks)
        everything = resting(columns, rows, catalog, withheld)
        return Judgement(everything, self._shown(sums, tables, everything))

    def concerns(self, plan: Plan) -> bool:
        """Whether a plan is about counts of persons at all."""
        denominator = getattr(plan.calculation, "denominator", None)
        refs = [*plan.metrics, *(item.metric for item in plan.conditions)]
        return any(self._protects(ref) for ref in (refs if denominator is None else [*refs, denominator]))

    def _protects(self, ref: MetricRef) -> bool:
        if ref not in self._protected:
            self._protected[ref] = bool(counts_of(self._catalog, ref))
        return self._protected[ref]

    def _sums(
        self,
        figure: Figure,
        answer: Table,
        role: str,
        seen: Sequence[Seen],
        tables: dict[tuple[Grid, Name], Cube],
    ) -> list[Sum] | Unasked:
        """Return the sums of a column that could betray something, or why they cannot be told."""
        setting = self._cubes.setting
        grid = grid_of(figure.plan, figure.ref, setting)
        if grid is None:
            return Unasked.NOTHING
        components = {component.key for component, _ in counts_of(self._catalog, figure.ref)}
        before = [one for one in seen if one.component in components and one.universe == grid.universe]
        grid = joined(grid, dict.fromkeys(one.splits for one in before), setting)
        buckets = periods_of(figure, setting)
        grid = replace(grid, timed=self._adds_up(figure.ref, grid, buckets))
        if not grid.splits and not grid.universe and not grid.timed:
            return []
        cubes = self._cubes.of(grid, figure.ref, span(buckets), role)
        if isinstance(cubes, Unasked):
            return cubes
        if not grid.universe and not any(cube.dangerous for cube in cubes.values()):
            return []
        members = members_of(figure, grid, self._cubes, role, _MOST_ROWS)
        if isinstance(members, Unasked):
            return members
        tables |= {(grid, name): cube for name, cube in cubes.items()}
        found = []
        keys = row_keys(figure, answer)
        for component, _, place in counted(self._catalog, figure.ref, answer.columns, figure.column):
            if component.dataset != grid.dataset:
                continue
            for number, row in enumerate(answer.rows):
                own = (row_period(answer.period(row)),) if answer.time is not None else buckets
                periods = [text for bucket in own for text in texts(bucket)] or [""]
                parts = members.of(keys[number], periods)
                named: dict[Name, set[Key]] = defaultdict(set)
                for (slice_, period), cells in parts.items():
                    for cell in cells:
                        at, key = placed_at(grid, slice_, period, cell)
                        named[component.key, *at].add(key)
                found.append(Sum(number, place, grid, {name: frozenset(cells) for name, cells in named.items()}))
        return found

    def _adds_up(self, ref: MetricRef, grid: Grid, buckets: Sequence[Bucket]) -> bool:
        """Whether the periods are parts of a sum that is asked as well: months of a year, or nothing else is split."""
        flow = all(one.over_time is OverTime.SUM for one, _ in counts_of(self._catalog, ref))
        finer = bool(buckets) and buckets[0].grain is not Grain.YEAR
        return flow and bool(buckets) and (finer or not grid.splits)

    def _shown(self, sums: list[Sum], tables: dict[tuple[Grid, Name], Cube], withheld: Withheld) -> tuple[Seen, ...]:
        found: dict[Seen, None] = {}
        for one in sums:
            if (one.row, one.place) in withheld:
                continue
            for name, cells in one.parts.items():
                cube = tables.get((one.grid, name))
                value = worth(cube, cells) if cube is not None and len(one.parts) == 1 else None
                found[Seen(*name, one.grid.splits, one.grid.universe, cells, value)] = None
        return tuple(found)


def complete(plan: Plan) -> bool:
    """Whether the rows are all members of what is split by: nothing named at that level, nothing cut off."""
    if not plan.splits or plan.limit is not None or plan.conditions:
        return False
    levels = {split.field: split.level for split in plan.splits}
    return not any(
        isinstance(item, MemberFilter)
        and item.op is Op.IN
        and item.field in levels
        and any(member.level == levels[item.field] for member in item.members)
        for item in plan.filters
    )
