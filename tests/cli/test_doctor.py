"""``duiding doctor`` says what works, what holds less, and what stands in the way; one trouble never hides the next."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import main
from assistant.engines.duckdb_engine import DuckDbEngine


def doctor(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code = main(["doctor", "--json", *arguments])
    told = json.loads(capsys.readouterr().out)
    return code, {one["what"]: one for one in told["findings"]} | {"ok": told["ok"]}


def test_a_machine_in_order(demo_catalog_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = doctor(capsys, "--catalog", str(demo_catalog_dir))
    assert (code, found["ok"]) == (0, True)
    assert found["engine"]["state"] == found["data"]["state"] == found["records"]["state"] == "good"


def test_every_trouble_is_told_with_its_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in-the-way").write_text("")
    monkeypatch.setenv("DUIDING_HOME", str(tmp_path / "in-the-way" / "home"))
    code, found = doctor(capsys, "--catalog", str(tmp_path / "nothing"))
    assert (code, found["ok"]) == (1, False)
    for what in ("state folder", "records", "catalogue"):
        assert found[what]["state"] == "bad"
        assert found[what]["mend"]


def test_a_limit_that_the_system_lacks_is_told_and_stops_nothing(
    demo_catalog_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(DuckDbEngine, "unheld", property(lambda engine: ("network",)))
    code, found = doctor(capsys, "--catalog", str(demo_catalog_dir))
    assert code == 0
    assert (found["network"]["state"], found["memory"]["state"]) == ("less", "good")
    assert found["network"]["mend"]
