"""The catalogues that evaluation cases run on: whole, and their tables exactly what their script makes."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from assistant.cli import main

CATALOGS = sorted((Path(__file__).resolve().parents[2] / "evals" / "catalogs").glob("*/catalog.yaml"))


@pytest.mark.parametrize("catalog", CATALOGS, ids=lambda path: path.parent.name)
def test_nothing_is_wrong_with_the_documentation(catalog: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "lint", "--catalog", str(catalog.parent)]) == 0
    assert "warning" not in capsys.readouterr().out


@pytest.mark.parametrize("catalog", CATALOGS, ids=lambda path: path.parent.name)
def test_the_script_makes_the_same_bytes(catalog: Path, tmp_path: Path) -> None:
    runpy.run_path(str(catalog.parent / "generate.py"))["build"](tmp_path)
    made = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    kept = {file.name: file.read_bytes() for file in (catalog.parent / "data").iterdir()}
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []


def test_every_case_file_names_a_catalogue_that_is_there(root: Path) -> None:
    from assistant.answering.evaluating.cases import read_cases

    files = sorted((root / "evals" / "cases").rglob("*.yaml"))
    assert files
    read = {file: read_cases(file) for file in files}
    assert [str(file) for file, cases in read.items() if cases.catalog and not cases.catalog.is_dir()] == []
    twice = [(file.name, case.id) for file, cases in read.items() for case in cases.cases
             if sum(case.id == other.id for other in cases.cases) > 1]  # fmt: skip
    assert not twice
