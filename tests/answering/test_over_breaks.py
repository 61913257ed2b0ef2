"""No change is stated, and nothing is picked by one, over a break that figures cannot be compared across."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.answering import Assistant

CASES = yaml.safe_load(Path(__file__).with_name("over_breaks.yaml").read_text("utf-8"))
AS_OF = dt.date(2026, 11, 25)
#: Words and signs that only a change has.
MOVED = re.compile(r"steeg|daalde|stegen|daalden|\brose\b|\bfell\b|[+-]\d|harder", re.IGNORECASE)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["ask"])
def test_over_a_break_no_change_is_stated(case: dict[str, Any], demo: Assistant) -> None:
    answer = demo.ask(case["ask"], as_of=AS_OF)
    if "refused" in case:
        assert answer.refusal is not None
        assert answer.refusal.reason.value == case["refused"]
        return
    text = str(answer.text)
    assert case["says"] in text
    assert bool(MOVED.search(text)) is case.get("moves", False)
    if not case.get("moves"):
        assert "jeugdhulp.woonplaatsbeginsel" in {caveat.id for caveat in answer.caveats}


def test_of_changes_year_by_year_only_the_one_over_the_break_is_missing(demo: Assistant) -> None:
    answer = demo.ask("Wanneer steeg het aantal jongeren met jeugdhulp het hardst?", as_of=AS_OF)
    assert answer.rows == (("2021", 4350, 210),)
    assert "jeugdhulp.woonplaatsbeginsel" in {caveat.id for caveat in answer.caveats}
