"""Pasted queries about a world, each with what its figures add up by this program's own reading."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

from evals.disclosure.world import Cell, World

#: Cells with their factors: what a figure comes to.
Terms = tuple[tuple[Cell, float], ...]


@dataclass(frozen=True)
class Figure:
    """One cell of a query's rows: the column, what its row is about (None: the only row), and what it adds up."""

    column: int
    about: str | None
    terms: Terms
    times: float = 1.0


@dataclass(frozen=True)
class Pasted:
    """A query with all of its figures."""

    sql: str
    figures: tuple[Figure, ...]


class Queries:
    """Every kind of query about a world that a reader may paste."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.chance = random.Random(seed)
        self.table = world.metric.dataset
        self.count = world.metric.metric

    def all(self, most: int) -> list[Pasted]:
        """Return queries of every form, in a random order."""
        forms = (
            self._rows,
            self._sum,
            self._complement,
            self._columns,
            self._parts,
            self._difference,
            self._window,
            self._mean,
        )
        return [form() for _ in range(most // len(forms) + 1) for form in forms][:most]

    def _some(self) -> tuple[str, list[str]]:
        """Return a year and some places of one district."""
        outer = self.world.levels[-2]
        around = self.chance.choice(self.world.at(outer))
        places = sorted(self.world.under(outer, around))
        size = self.chance.randint(1, len(places))
        return self.chance.choice(self.world.years), sorted(self.chance.sample(places, size))

    def _where(self, year: str, places: Iterable[str], dims: dict[str, tuple[str, ...]]) -> str:
        conditions = [f"jaar = {year}", _among("regio_code", places)]
        conditions += [_among(name, members) for name, members in dims.items()]
        conditions += [f"{name} = '{value}'" for name, value in self.world.fixed]
        return " AND ".join(conditions)

    def _members(self) -> dict[str, tuple[str, ...]]:
        """Return some members per dimension, or all of them."""
        found = {}
        for name in self.world.dims:
            every = self.world.members[name]
            one = self.chance.random() < 0.5
            found[name] = every if one else tuple(sorted(self.chance.sample(every, self.chance.randint(1, len(every)))))
        return found

    def _cells(self, year: str, places: Iterable[str], dims: dict[str, tuple[str, ...]]) -> list[Cell]:
        wanted = set(places)
        return [
            cell
            for cell in self.world.cells
            if cell[0] == year
            and cell[1] in wanted
            and all(cell[2 + at] in dims[name] for at, name in enumerate(self.world.dims))
        ]

    def _by_place(self, year: str, places: Iterable[str], dims: dict[str, tuple[str, ...]]) -> str:
        where = self._where(year, places, dims)
        return f"SELECT regio_code, SUM({self.count}) AS n FROM {self.table} WHERE {where} GROUP BY 1"

    def _rows(self) -> Pasted:
        year, places = self._some()
        dims = self._members()
        sql = self._by_place(year, places, dims)
        return Pasted(sql, tuple(Figure(1, place, _plus(self._cells(year, [place], dims))) for place in places))

    def _sum(self) -> Pasted:
        year, places = self._some()
        dims = self._members()
        sql = f"SELECT SUM({self.count}) AS n FROM {self.table} WHERE {self._where(year, places, dims)}"
        return Pasted(sql, (Figure(0, None, _plus(self._cells(year, places, dims))),))

    def _complement(self) -> Pasted:
        year = self.chance.choice(self.world.years)
        outer = self.chance.choice(self.world.levels[:-1])
        around = sorted(self.world.under(outer, self.chance.choice(self.world.at(outer))))
        left_out = self.chance.choice(around)
        dims = self._members()
        places = [place for place in around if place != left_out]
        where = f"{self._where(year, around, dims)} AND regio_code <> '{left_out}'"
        sql = f"WITH t AS (SELECT {self.count} AS n FROM {self.table} WHERE {where}) SELECT SUM(n) AS n FROM t"
        return Pasted(sql, (Figure(0, None, _plus(self._cells(year, places, dims))),))

    def _columns(self) -> Pasted:
        year, places = self._some()
        dims = self._members()
        fewer = places[:-1] or places
        sql = (
            f"SELECT SUM({self.count}) AS a, SUM({self.count}) FILTER (WHERE {_among('regio_code', fewer)}) AS b "
            f"FROM {self.table} WHERE {self._where(year, places, dims)}"
        )
        return Pasted(
            sql,
            (
                Figure(0, None, _plus(self._cells(year, places, dims))),
                Figure(1, None, _plus(self._cells(year, fewer, dims))),
            ),
        )

    def _parts(self) -> Pasted:
        year, places = self._some()
        dims, others = self._members(), self._members()
        sql = " UNION ALL ".join(
            f"SELECT '{name}' AS deel, SUM({self.count}) AS n FROM {self.table} WHERE {self._where(year, places, some)}"
            for name, some in (("a", dims), ("b", others))
        )
        return Pasted(
            sql,
            (
                Figure(1, "a", _plus(self._cells(year, places, dims))),
                Figure(1, "b", _plus(self._cells(year, places, others))),
            ),
        )

    def _difference(self) -> Pasted:
        year, places = self._some()
        _, others = self._some()
        dims = self._members()
        sums = [
            f"(SELECT SUM({self.count}) FROM {self.table} WHERE {self._where(year, some, dims)})"
            for some in (places, others)
        ]
        first, second = self._cells(year, places, dims), self._cells(year, others, dims)
        terms = _added((*_plus(first), *((cell, -1.0) for cell in second)))
        return Pasted(f"SELECT {sums[0]} - {sums[1]} AS n", (Figure(0, None, terms),))

    def _window(self) -> Pasted:
        year, places = self._some()
        dims = self._members()
        sql = f"SELECT regio_code, SUM(n) OVER () - n AS rest FROM ({self._by_place(year, places, dims)}) t"
        return Pasted(
            sql,
            tuple(
                Figure(1, place, _plus(self._cells(year, [one for one in places if one != place], dims)))
                for place in places
            ),
        )

    def _mean(self) -> Pasted:
        year, places = self._some()
        dims = self._members()
        cells = self._cells(year, places, dims)
        sql = f"SELECT AVG({self.count}) AS n FROM {self.table} WHERE {self._where(year, places, dims)}"
        return Pasted(sql, (Figure(0, None, _plus(cells), float(len(cells))),))


def _among(name: str, values: Iterable[str]) -> str:
    return f"{name} IN ({', '.join(repr(value) for value in values)})"


def _plus(cells: Iterable[Cell]) -> Terms:
    return tuple(sorted((cell, 1.0) for cell in cells))


def _added(terms: Iterable[tuple[Cell, float]]) -> Terms:
    found: dict[Cell, float] = {}
    for cell, factor in terms:
        found[cell] = found.get(cell, 0.0) + factor
    return tuple(sorted((cell, factor) for cell, factor in found.items() if factor))
