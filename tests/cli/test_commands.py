"""The command line: shapes, exit codes and one clear line for everything that goes wrong."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import main


class _Stdin(io.TextIOWrapper):
    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8")


@pytest.fixture
def batch(demo_catalog_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Send lines to a command and return its exit code and the lines that came out."""

    def run(command: str, *lines: Any) -> tuple[int, list[dict[str, Any]]]:
        data = b"".join((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines)
        monkeypatch.setattr(sys, "stdin", _Stdin(data))
        code = main([command, "--stdin", "--json", "--catalog", str(demo_catalog_dir)])
        return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def test_a_batch_is_answered_in_order_and_goes_on_after_a_wrong_line(batch: Any) -> None:
    code, told = batch(
        "ask",
        {"id": "q1", "question": "Hoeveel inwoners had Voorbeeldstad in 2024?"},
        b"no json",
        b"[1]",
        b'{"id": "\xff"}',
        {"id": 7, "question": 5},
        {"id": "q2", "question": "Hoeveel inwoners?", "as_of": "gisteren"},
        {"id": "q3", "question": "Hoeveel inwoners?", "lang": "fr"},
        {"id": 4, "question": "How many inhabitants did Rietmond have in 2024?", "lang": "en"},
        {"id": "t1", "question": "Hoeveel inwoners hadden we in 2025?", "conversation": "c1"},
        {"id": "t2", "question": "En per wijk?", "conversation": "c1"},
        {"id": "long", "question": "x" * 100_000},
    )
    assert code == 0
    assert [one["id"] for one in told] == ["q1", None, None, None, 7, "q2", "q3", 4, "t1", "t2", "long"]
    assert [one["outcome"] for one in told] == ["answer", *["error"] * 6, "answer", "answer", "answer", "refuse"]
    assert (told[0]["rows"], told[7]["rows"], len(told[9]["rows"])) == ([[178822]], [[123811]], 8)
    assert all(one["error"] for one in told if one["outcome"] == "error")


def test_pasted_queries_are_answered_with_their_ids(batch: Any) -> None:
    lines = ({"id": "a", "sql": "SELECT COUNT(*) AS n FROM regio"}, {"id": "b", "sql": "DROP TABLE regio"}, b"{}")
    code, told = batch("query", *lines)
    assert code == 0
    assert [(one["id"], one["ok"]) for one in told] == [("a", True), ("b", False), (None, False)]
    assert told[0]["rows"] == [[64]]
    code, told = batch("check", *lines)
    assert [(one["id"], one["ok"], "rows" in one) for one in told[:2]] == [("a", True, False), ("b", False, False)]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["ask", "Hoeveel inwoners had Voorbeeldstad in 2024?"], 0),
        (["ask", "Hoeveel daklozen zijn er?"], 0),
        (["ask", "x" * 100_000], 1),
        (["check", "SELECT COUNT(*) FROM regio"], 0),
        (["check", "SELECT x FROM y"], 1),
        (["query", "DELETE FROM regio"], 1),
        (["catalog", "lint"], 0),
        (["catalog", "show"], 0),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else None,
)
def test_exit_codes(
    demo_catalog_dir: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int
) -> None:
    assert main([*arguments, "--catalog", str(demo_catalog_dir)]) == code
    told = capsys.readouterr()
    assert len(told.err.splitlines()) == (1 if code else 0), told.err
    assert "Traceback" not in told.err
    assert bool(told.out) or code == 1


@pytest.mark.parametrize(
    "arguments", [[], ["ask"], ["nothing"], ["ask", "x", "--as-of", "soon"], ["ask", "x", "--stdin"]]
)
def test_wrong_usage(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err


def test_a_folder_that_is_no_catalogue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "Hoeveel inwoners?", "--catalog", str(tmp_path)]) == 1
    assert "catalog.yaml" in capsys.readouterr().err


def test_a_state_folder_that_cannot_be_written(
    demo_catalog_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("DUIDING_HOME", str(tmp_path / "file" / "home"))
    assert main(["ask", "Hoeveel inwoners?", "--catalog", str(demo_catalog_dir)]) == 3
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_what_nobody_foresaw_is_one_line_and_goes_to_the_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    import assistant.cli.catalog_show as command

    monkeypatch.setattr(command, "run", lambda arguments: 1 / 0)
    assert main(["catalog", "show"]) == 3
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert "ZeroDivisionError" in caplog.text


def test_an_evaluation_below_its_bar(
    tmp_path: Path, demo_catalog_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = tmp_path / "cases.yaml"
    case = "{id: a, question: 'Hoeveel inwoners had Voorbeeldstad in 2024?', expect: {value: %s}}"
    cases.write_text(f"as_of: 2026-11-25\nbar: {{right: 1.0, confidently_wrong: 0}}\ncases:\n  - {case % 178822}\n")
    assert main(["eval", str(cases), "--catalog", str(demo_catalog_dir), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["execution_accuracy"] == 1.0
    cases.write_text(cases.read_text().replace("178822", "1"))
    assert main(["eval", str(cases), "--catalog", str(demo_catalog_dir), "--json"]) == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["RS(10)"] == -1000.0
    assert "confidently wrong" in told.err
