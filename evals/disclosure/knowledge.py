"""What an attacker knows after some answers: equations over the finest counts, and how far each is pinned down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from assistant.explanation.shown import Shown
from assistant.plan import Change, Cumulative, MemberFilter, Op, Plan, Share
from evals.disclosure.queries import Pasted
from evals.disclosure.world import Cell, World


@dataclass
class Knowledge:
    """Equations (cells with their factors, and what they come to) drawn from shown figures."""

    world: World
    equations: dict[tuple[tuple[Cell, float], ...], float] = field(default_factory=dict)
    shown: int = 0
    withheld: set[tuple[Cell, ...]] = field(default_factory=set)

    def learn(self, plan: Plan, shown: Shown) -> None:
        """Take down what an answer shows."""
        match plan.calculation:
            case Change():
                before, after = self._years(plan)[0], self._years(plan)[-1]
                base = plan.period.compare_to.text if plan.period and plan.period.compare_to else before
                self._columns(plan, shown, [[(base, 1.0)], [(after, 1.0)], [(after, 1.0), (base, -1.0)]])
            case Share():
                self._shares(plan, shown)
            case Cumulative():
                self._cumulative(plan, shown)
            case _:
                self._columns(plan, shown, [[(year, 1.0) for year in self._years(plan)]])

    def learn_from(self, query: Pasted, told: Mapping[str, Any]) -> None:
        """Take down what a pasted query shows."""
        rows = told["rows"]
        by_name = {str(row[0]): row for row in rows}
        for figure in query.figures:
            row = rows[0] if figure.about is None else by_name.get(figure.about)
            if row is None or not figure.terms:
                continue
            value = row[figure.column]
            if value is None:
                self.withheld.add(tuple(cell for cell, _ in figure.terms))
            else:
                self.shown += 1
                self.equations[figure.terms] = float(value) * figure.times

    def _years(self, plan: Plan) -> list[str]:
        assert plan.period is not None
        first, last = int(plan.period.start.text), int(plan.period.end.text)
        return [str(year) for year in range(first, last + 1)]

    def _columns(self, plan: Plan, shown: Shown, years: list[list[tuple[str, float]]]) -> None:
        figures = [*shown.metrics, *shown.calculations]
        for row in range(len(shown.rows)):
            for column, factors in zip(figures, years, strict=False):
                self._take(plan, shown, row, factors, shown.value(row, column))

    def _take(
        self, plan: Plan, shown: Shown, row: int, factors: list[tuple[str, float]], value: object, times: float = 1.0
    ) -> None:
        cells = self._cells(plan, shown, row)
        terms = tuple(
            sorted(
                ((year, *cell[1:]), factor)
                for year, factor in factors
                for cell in cells
                if (year, *cell[1:]) in self.world.cells
            )
        )
        if value is None:
            self.withheld.add(tuple(cell for cell, _ in terms))
        elif terms:
            self.shown += 1
            self.equations[terms] = float(value) * times  # type: ignore[arg-type]

    def _shares(self, plan: Plan, shown: Shown) -> None:
        years = [(self._years(plan)[0], 1.0)]
        part, whole = shown.metrics[:2]
        for row in range(len(shown.rows)):
            self._take(plan, shown, row, years, shown.value(row, part))
            share, total = shown.value(row, shown.calculations[0]), shown.value(row, whole)
            if share is not None and total is not None:
                self._take(plan, shown, row, years, share, float(total) / 100)

    def _cumulative(self, plan: Plan, shown: Shown) -> None:
        for row in range(len(shown.rows)):
            period = shown.period(row)
            assert period is not None
            until = [(year, 1.0) for year in self._years(plan) if year <= period.text]
            self._take(plan, shown, row, [(period.text, 1.0)], shown.value(row, shown.metrics[0]))
            self._take(plan, shown, row, until, shown.value(row, shown.calculations[0]))

    def _cells(self, plan: Plan, shown: Shown, row: int) -> list[Cell]:
        """Return the finest cells (of the first year) that a row adds up, by this program's own reading of the plan."""
        world = self.world
        year = world.years[0]
        kept = [(year, place, *rest) for place, *rest in {cell[1:] for cell in world.cells}]
        for item in plan.filters:
            assert isinstance(item, MemberFilter)
            kept = [cell for cell in kept if (self._in(cell, item)) is (item.op is Op.IN)]
        for number, split in enumerate(plan.splits):
            name = shown.columns[shown.dimensions[number]].name
            code = str(shown.support[f"member_of:{name}"][row])
            if split.field == world.place:
                assert split.level is not None
                kept = [cell for cell in kept if world.above[cell[1]][split.level] == code]
            else:
                at = 2 + world.dims.index(split.field.field)
                kept = [cell for cell in kept if cell[at] == code]
        return kept

    def _in(self, cell: Cell, item: MemberFilter) -> bool:
        world = self.world
        if item.field == world.place:
            return any(world.above[cell[1]][member.level or ""] == member.value for member in item.members)
        if item.field.field not in world.dims:
            return item.op is Op.IN
        at = 2 + world.dims.index(item.field.field)
        return cell[at] in {member.value for member in item.members}

    def recovered(self) -> dict[Cell, tuple[float, float]]:
        """Return the small counts that cannot be as large as the minimum, each with the least and most it can be."""
        names = {cell: at for at, cell in enumerate(sorted(self.world.cells))}
        if not self.equations:
            return {}
        rows, columns, factors, values = [], [], [], []
        for at, (terms, value) in enumerate(self.equations.items()):
            values.append(value)
            for cell, factor in terms:
                rows.append(at)
                columns.append(names[cell])
                factors.append(factor)
        matrix = csr_matrix((factors, (rows, columns)), shape=(len(values), len(names)))
        truth = np.array([self.world.cells[cell] for cell in names])
        wrong = np.abs(matrix @ truth - np.array(values)).max()
        assert wrong < 0.05, f"the attacker misread an answer (by {wrong})"
        # The truth itself, so that rounding in an answer never makes the equations contradict each other.
        known = matrix @ truth
        found = {}
        for cell in self.world.small:
            most = _extreme(matrix, known, names[cell], -1.0)
            if most < self.world.minimum - 1e-6:
                found[cell] = (_extreme(matrix, known, names[cell], 1.0), most)
        return found


def _extreme(matrix: csr_matrix, known: np.ndarray, at: int, sign: float) -> float:
    cost = np.zeros(matrix.shape[1])
    cost[at] = sign
    result = linprog(cost, A_eq=matrix, b_eq=known, bounds=(0, None), method="highs")
    if result.status == 3:  # unbounded: nothing says how large it can be
        return float("inf")
    assert result.status == 0, result.message
    return float(result.x[at])
