"""The citizens' survey: every two years, a sample, so every figure has a margin."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum, sqrt

from assistant.workbench.demo.chance import unit, wobble
from assistant.workbench.demo.places import DISTRICT, World
from assistant.workbench.demo.table import Cell, Table, fixed

ROUNDS = (2017, 2019, 2021, 2023, 2025)
_COLUMNS = (
    "regio_code",
    "jaar",
    "respondenten",
    "cijfer_buurt",
    "cijfer_buurt_marge",
    "cijfer_gemeente",
    "cijfer_gemeente_marge",
    "onveilig",
    "onveilig_marge",
    "vrijwilligers",
    "vrijwilligers_marge",
)
#: Neighbouring municipalities that took part.
_OTHERS = ("GM9002", "GM9003", "GM9004", "GM9006", "GM9008")
_HOME = "GM9001"
#: Round and district with too little response to publish.
_TOO_FEW = (2019, "WK900108")
_INTERVAL = 1.96


def tables(world: World) -> Iterator[Table]:
    """Return the table of the survey."""
    yield Table("burgerpeiling.csv", _COLUMNS, _rows(world))


def _rows(world: World) -> Iterator[tuple[Cell, ...]]:
    districts = [place.code for place in world.at(DISTRICT)]
    for year in ROUNDS:
        answers = {code: _answers(code, year) for code in districts}
        home = _joined(list(answers.values()))
        for code in (_HOME, *_OTHERS, *districts):
            own = home if code == _HOME else answers.get(code) or _answers(code, year)
            yield code, year, *_published(own, hidden=(year, code) == _TOO_FEW)


Answers = tuple[int, float, float, float, float]


def _answers(code: str, year: int) -> Answers:
    """Return respondents, mean mark for the neighbourhood and the municipality, share unsafe, share volunteer."""
    number = int(110 + 130 * unit("n", code) + 25 * unit("n", code, year)) * (1 if code.startswith("WK") else 4)
    rounds = (year - ROUNDS[0]) / 2.0
    # Since 2021 people answer on a screen instead of to a voice: they give lower marks.
    screen = -0.17 if year >= 2021 else 0.0
    mark = (7.0 + 0.9 * unit("mark", code)) * wobble(0.012, "mark", code, year) + screen
    town = (6.6 + 0.4 * unit("town", code)) * wobble(0.012, "town", code, year) + screen - 0.03 * rounds
    unsafe = (0.09 + 0.19 * unit("unsafe", code)) * wobble(0.12, "unsafe", code, year) * (1.0 + 0.03 * rounds)
    helping = (0.24 + 0.14 * unit("helping", code)) * wobble(0.10, "helping", code, year)
    return number, mark, town, unsafe, helping


def _joined(parts: list[Answers]) -> Answers:
    """Return the answers of all districts together, each weighing by its respondents."""
    number = sum(part[0] for part in parts)
    means = [fsum(part[0] * part[i] for part in parts) / number for i in range(1, 5)]
    return number, means[0], means[1], means[2], means[3]


def _published(answers: Answers, *, hidden: bool) -> tuple[Cell, ...]:
    number, mark, town, unsafe, helping = answers
    if hidden:
        return (23, *(None,) * 8)
    cells: list[Cell] = [number]
    for value in (mark, town):
        cells += [fixed(value, 1), fixed(_INTERVAL * 1.5 / sqrt(number), 2)]
    for share in (unsafe, helping):
        cells += [fixed(100 * share, 1), fixed(100 * _INTERVAL * sqrt(share * (1 - share) / number), 1)]
    return tuple(cells)
