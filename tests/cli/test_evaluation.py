"""The figures of ``duiding eval``, and files of cases that name their own catalogue."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.answering.evaluating.cases import Case, read_cases
from assistant.answering.evaluating.judge import Judged, judge
from assistant.cli import main
from assistant.cli.evaluation.figures import figures_of
from assistant.errors import InputError

RUNS = yaml.safe_load(Path(__file__).with_name("evaluation_figures.yaml").read_text("utf-8"))

#: A plain answer; a run says what differs.
ANSWER: dict[str, Any] = {
    "outcome": "answer",
    "language": "nl",
    "interpretation": {"metrics": []},
    "rows": [],
    "suppressed": [],
    "caveats": [],
    "refusal": {"reason": "unknown_concept"},
    "clarification": {"options": []},
    "timings_ms": {"total": 1.0},
}


def judged(number: int, one: dict[str, Any]) -> Judged:
    case = {"id": str(number), "question": "?"} | {key: value for key, value in one.items() if key != "answer"}
    return judge(Case.model_validate(case), ANSWER | one["answer"])


@pytest.mark.parametrize("run", RUNS, ids=lambda run: run["name"])
def test_figures(run: dict[str, Any]) -> None:
    found = figures_of([judged(number, one) for number, one in enumerate(run["run"])]).to_json()
    assert {name: found[name] for name in run["figures"]} == run["figures"]


def test_a_file_names_its_catalogue_relative_to_itself_and_its_type(tmp_path: Path) -> None:
    file = tmp_path / "cases" / "a.yaml"
    file.parent.mkdir()
    file.write_text(
        "as_of: 2026-01-31\ncatalog: ../isles\ntype: series\ncases:\n"
        "- {id: a, question: x, expect: {}}\n- {id: b, question: x, type: claim, repeat: 3, expect: {}}\n"
    )
    read = read_cases(file)
    assert read.catalog == (tmp_path / "isles").resolve()
    assert [case.form for case in read.cases] == ["series", "claim"]
    assert read.cases[1].text == "x x x"


@pytest.mark.parametrize(
    "text",
    ["", "cases: []", "as_of: 2026-01-31\ncases: [{id: a}]", "as_of: 2026-01-31\ncases: []\nmore: 1", "[1", "- 1"],
)
def test_what_is_no_file_of_cases(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(text)
    with pytest.raises(InputError):
        read_cases(file)


def test_files_over_two_catalogues_in_one_run(
    tmp_path: Path, demo_catalog_dir: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(
        f"as_of: 2026-11-25\ncatalog: {root / 'evals/catalogs/zoutwaard'}\ncases:\n"
        "- {id: a, question: 'Hoeveel bomen staan er in Havenend?', type: single, expect: {metrics: [bomen.bomen]}}\n"
    )
    demo = tmp_path / "demo.yaml"
    demo.write_text(
        "as_of: 2026-11-25\nbar: {right: 1.0}\ncases:\n"
        "- {id: b, question: 'Hoeveel inwoners had Voorbeeldstad in 2024?', expect: {value: 1}}\n"
    )
    assert main(["eval", str(other), str(demo), "--catalog", str(demo_catalog_dir)]) == 1
    told = capsys.readouterr()
    # The bar of a file is held against that file alone.
    assert told.err.splitlines() == ["duiding: demo: 0.000 of the cases are right, at least 1.0 is asked"]
    assert "WRONG b: Hoeveel inwoners" in told.out
    assert "confidently_wrong        1" in told.out
    assert main(["eval", str(other), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["types"]["single"]["right"] == 1.0
