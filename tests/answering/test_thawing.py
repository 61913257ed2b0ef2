"""A plan that was kept is read back as it was, whatever was asked."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.answering import Assistant
from assistant.plan.plain import plain
from assistant.plan.thawing import Unreadable, thawed
from assistant.planning.translator import Request

CASES = sorted((Path(__file__).resolve().parents[2] / "evals" / "cases" / "demo").glob("*.yaml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_decision_survives_being_kept(path: Path, demo: Assistant) -> None:
    asked = [case for case in yaml.safe_load(path.read_text("utf-8"))["cases"] if "question" in case]
    for case in asked:
        request = Request(case["question"], dt.date(2026, 11, 25), None, "manager", None)
        decision = demo._translator.translate(request)
        for lean in (False, True):
            assert thawed(json.loads(json.dumps(plain(decision, lean=lean)))) == decision, case["question"]


@pytest.mark.parametrize("kept", [{}, {"type": "Nothing"}, {"type": "Plan"}, [], {"type": "Plan", "metrics": 1}])
def test_what_cannot_be_read_is_said(kept: Any) -> None:
    with pytest.raises(Unreadable):
        thawed(kept)
