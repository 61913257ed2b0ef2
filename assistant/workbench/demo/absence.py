"""Sickness absence of the municipality's own staff, per quarter and department."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from assistant.workbench.demo.chance import unit, wobble
from assistant.workbench.demo.places import YEARS, World
from assistant.workbench.demo.population import TOTAL
from assistant.workbench.demo.table import SECRET, Cell, Table, fixed

#: Per department: staff in 2015, growth a year, usual absence in per cent, first year that it existed.
_DEPARTMENTS: dict[str, tuple[int, float, float, int]] = {
    "sociaal_domein": (330, 0.030, 6.1, 2015),
    "ruimte": (290, 0.012, 4.3, 2015),
    "dienstverlening": (185, -0.006, 6.9, 2015),
    "bedrijfsvoering": (240, 0.009, 4.6, 2015),
    "veiligheid": (95, 0.025, 7.3, 2017),
    "griffie": (9, 0.0, 3.4, 2015),
}
#: Departments below this number of staff are not shown by the personnel system.
_FEWEST = 15
_QUARTERS = (1.12, 0.98, 0.87, 1.03)


def tables(world: World) -> Iterator[Table]:
    """Return the table of absence; it belongs to the organisation, not to a place."""
    del world
    columns = ("kwartaal", "afdeling", "medewerkers", "verzuimpercentage", "meldingsfrequentie")
    yield Table("ziekteverzuim.csv", columns, _rows())


def _rows() -> Iterator[tuple[Cell, ...]]:
    for year in YEARS:
        for quarter in range(1, 5):
            period = f"{year}-Q{quarter}"
            present = {name: _figures(name, year, quarter) for name, row in _DEPARTMENTS.items() if year >= row[3]}
            staff = sum(figures[0] for figures in present.values())
            means = [fsum(f[0] * f[i] for f in present.values()) / staff for i in (1, 2)]
            yield period, TOTAL, staff, fixed(means[0], 2), fixed(means[1], 2)
            for name, (number, absence, spells) in present.items():
                if number < _FEWEST:
                    yield period, name, number, SECRET, SECRET
                else:
                    yield period, name, number, fixed(absence, 2), fixed(spells, 2)


def _figures(name: str, year: int, quarter: int) -> tuple[int, float, float]:
    """Return staff, absence in per cent and spells a year, both over the four quarters up to this one."""
    start, growth, usual, _ = _DEPARTMENTS[name]
    staff = round(start * (1.0 + growth * (year - YEARS[0] + quarter / 4.0)))
    recent = [_quarter(name, usual, year - (quarter < q), q) for q in range(1, 5)]
    absence = fsum(recent) / 4.0
    spells = 0.7 + 0.09 * absence + 0.25 * unit("spells", name, year, quarter)
    return staff, absence, spells


def _quarter(name: str, usual: float, year: int, quarter: int) -> float:
    illness = {2020: 1.10, 2021: 1.16, 2022: 1.27, 2023: 1.15}.get(year, 1.0)
    return usual * _QUARTERS[quarter - 1] * illness * wobble(0.1, "absence", name, year, quarter)
