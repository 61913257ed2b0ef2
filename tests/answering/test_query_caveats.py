"""A pasted query shows the caveats that the rows behind its result meet, and no other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.answering import Assistant

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("query_caveats.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["sql"][:70] for case in CASES])
def test_the_caveats_are_exactly_these(demo: Assistant, case: dict[str, Any]) -> None:
    report = demo.query(case["sql"]).to_json()
    assert report["ok"], report["issues"]
    assert {one["id"] for one in report["caveats"]} == {"catalog.fictief", *case["caveats"]}
