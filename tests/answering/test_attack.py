"""Linear programming over everything that a conversation showed works no small count out; without secondary it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.disclosure.attack import attack
from evals.disclosure.tables import generate


def _attack(tmp_path: Path, *, secondary: bool, questions: int, together: bool = True, **size: int) -> tuple[int, int]:
    folder = tmp_path / "catalog"
    world = generate(folder, size.pop("seed"), dims=(3,), **size)
    home = tmp_path / "home"
    outcome = attack("proef", folder, world, seed=1, most=questions, secondary=secondary, together=together, home=home)
    assert outcome.answered + outcome.refused == outcome.steps
    return outcome.recovered, outcome.small


@pytest.mark.parametrize("secondary", [True, False], ids=["with secondary suppression", "primary only"])
def test_a_small_table(tmp_path: Path, secondary: bool) -> None:
    recovered, small = _attack(
        tmp_path, secondary=secondary, questions=60, seed=4, towns=1, districts=2, quarters=4, years=1
    )
    assert small
    assert (recovered == 0) is secondary


def test_queries_that_share_no_memory_with_the_questions_give_some_away(tmp_path: Path) -> None:
    """Else the queries would try nothing that the questions do not."""
    size = {"seed": 4, "towns": 1, "districts": 2, "quarters": 4, "years": 1}
    recovered, _ = _attack(tmp_path, secondary=True, together=False, questions=90, **size)
    assert recovered


@pytest.mark.heavy
@pytest.mark.parametrize("secondary", [True, False], ids=["with secondary suppression", "primary only"])
def test_a_large_table(tmp_path: Path, secondary: bool) -> None:
    recovered, small = _attack(
        tmp_path, secondary=secondary, questions=400, seed=5, towns=3, districts=5, quarters=8, years=3
    )
    assert small >= 200
    assert (recovered == 0) is secondary
