"""A file becomes a dataset that can be asked at once; a broken file leaves the catalogue as it was."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from assistant.answering import Assistant
from assistant.catalog.lint import lint
from assistant.catalog.loading import load_catalog
from assistant.cli import main
from assistant.errors import SourceError
from assistant.settings import Settings
from assistant.workbench.adding import AddReport, add_file
from assistant.workbench.cbs.yaml_files import read

HERE = Path(__file__).parent


def cases(file: str) -> list[Any]:
    """Return the cases of a file, each with its name."""
    return [pytest.param(case, id=case["name"]) for case in yaml.safe_load((HERE / file).read_text("utf-8"))]


def add(path: Path, target: Path, **options: Any) -> AddReport:
    """Add a file to a catalogue."""
    return add_file(path, target, Settings(catalog=target), **options)


@pytest.mark.parametrize("case", cases("files.yaml"))
def test_a_file_as_people_send_it(case: dict[str, Any], tmp_path: Path) -> None:
    path, target = tmp_path / "bestand.csv", tmp_path / "catalogus"
    path.write_text(case["file"], case.get("encoding", "utf-8"), newline="\r\n")
    add(path, target)
    if "data" in case:
        assert (target / "data" / "bestand.csv").read_text("utf-8") == case["data"]
    document = read(target / "datasets" / "bestand.yaml")
    assert {key: document.get(key) for key in case.get("dataset", {})} == case.get("dataset", {})
    fields = {field["name"]: field for field in document["fields"]}
    for name, expected in case.get("fields", {}).items():
        assert {key: fields[name].get(key) for key in expected} == expected
    problems = lint(load_catalog(target))
    assert {(problem.severity, problem.rule) for problem in problems if problem.rule != "translations"} <= {
        ("warning", rule) for rule in ("todo", "levels", "labels", "time_fields", "persons")
    }
    assert "todo" in {problem.rule for problem in problems}


@pytest.mark.parametrize("case", cases("broken.yaml"))
def test_a_broken_file_is_refused_and_leaves_nothing(case: dict[str, Any], tmp_path: Path) -> None:
    path, target = tmp_path / f"bestand{case.get('suffix', '.csv')}", tmp_path / "catalogus"
    wide = ";".join(f"k{number}" for number in range(5000))
    path.write_text(case["file"].replace("{wide}", f"{wide}\n{wide}\n"), "utf-8")
    with pytest.raises(SourceError, match=case["says"]):
        add(path, target)
    assert not target.exists()


def test_a_workbook_keeps_its_types(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Meldingen"],
        [],
        ["Datum", "Wijk", "Aantal", "Score"],
        [dt.date(2024, 1, 3), "Noord", 3, 1.234],
        [dt.date(2024, 1, 4), "Zuid", None, 2.345],
        ["Bron: de gemeente"],
    ):
        sheet.append(row)
    book.create_sheet("Toelichting").append(["niets"])
    book.save(tmp_path / "meldingen.xlsx")
    report = add(tmp_path / "meldingen.xlsx", tmp_path / "c", language="en")
    stored = (tmp_path / "c/data/meldingen.csv").read_text("utf-8")
    assert stored == "datum,wijk,aantal,score\n2024-01-03,Noord,3,1.234\n2024-01-04,Zuid,,2.345\n"
    assert 'sheet "Sheet" was read; not read: Toelichting' in report.assumed
    with pytest.raises(SourceError, match="it has: Sheet, Toelichting"):
        add(tmp_path / "meldingen.xlsx", tmp_path / "c", name="andere", sheet="Blad1")


def test_a_workbook_that_grows_without_end_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "bom.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    with pytest.raises(SourceError, match="unpacks to 30 MB"):
        add(path, tmp_path / "c")


def test_a_second_file_joins_to_the_first_and_a_taken_name_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "c"
    (tmp_path / "gebied.csv").write_text("gebied_code,naam\nG1,Aa\nG2,Bee\nG3,Cee\n", "utf-8")
    (tmp_path / "meldingen.csv").write_text("gebied;jaar;aantal\nG1;2020;1\nG2;2020;2\n", "utf-8")
    add(tmp_path / "gebied.csv", target)
    add(tmp_path / "meldingen.csv", target)
    relationship = read(target / "datasets/meldingen.yaml")["relationships"][0]
    assert (relationship["to"], relationship["from_columns"]) == ("gebied", ["gebied"])
    before = {file: file.read_bytes() for file in target.rglob("*.*")}
    with pytest.raises(SourceError, match="--name"):
        add(tmp_path / "meldingen.csv", target)
    assert {file: file.read_bytes() for file in target.rglob("*.*")} == before


def test_the_command_tells_what_was_assumed_and_the_dataset_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, target = tmp_path / "sport.csv", str(tmp_path / "c")
    path.write_text("wijk;jaar;bezoekers\nNoord;2023;1.200\nZuid;2023;900\n", "utf-8")
    assert main(["catalog", "add", str(path), "--catalog", target, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["dataset"] == "sport"
    assert [column["field"] for column in told["columns"]] == ["wijk", "jaar", "bezoekers"]
    assert any("1.200" in line for line in told["columns"][2]["found"])
    assert main(["ask", "Hoeveel bezoekers waren er in 2023 in Noord?", "--catalog", target, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == [[1200]]
    assert main(["ask", "Hoeveel bezoekers waren er in 2023 in Noord?", "--catalog", target]) == 0
    assert "None" not in capsys.readouterr().out


def test_places_of_several_levels_can_be_ranked_and_split_at_once(tmp_path: Path) -> None:
    """The column that says the level is no dimension of its own: "per gemeente" would be read as a filter on it."""
    target = tmp_path / "c"
    places = "code,naam,niveau\nL1,Land,land\nG1,Aadorp,gemeente\nG2,Beedorp,gemeente\n"
    (tmp_path / "plaatsen.csv").write_text(places, "utf-8")
    rows = "code,jaar,nieuwbouw\nL1,2023,30\nG1,2023,10\nG2,2023,20\nL1,2024,50\nG1,2024,15\nG2,2024,35\n"
    (tmp_path / "woningen.csv").write_text(rows, "utf-8")
    add(tmp_path / "plaatsen.csv", target)
    add(tmp_path / "woningen.csv", target)
    with Assistant.open(Settings(catalog=target, home=tmp_path / "home")) as assistant:
        ranked = assistant.ask("Welke gemeenten hadden in 2024 de meeste nieuwbouw?")
        split = assistant.ask("Hoeveel nieuwbouw was er per gemeente in 2023?")
    assert ranked.outcome == split.outcome == "answer", (ranked.text, split.text)
    assert [row[0] for row in ranked.rows] == ["Beedorp", "Aadorp"]
    assert {row[0]: row[-1] for row in split.rows} == {"Aadorp": 10, "Beedorp": 20}
