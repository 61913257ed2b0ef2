"""``duiding catalog import``: descriptions from elsewhere, on a table or on a dataset that is there already."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.catalog.loading import load_catalog
from assistant.engines import open_engine
from assistant.errors import SourceError
from assistant.settings import Settings
from assistant.workbench.adding import add_file
from assistant.workbench.comparing import differences
from assistant.workbench.exchange import Given, Options, Told, export_catalog, import_description

CASES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("descriptions.yaml").read_text("utf-8"))


def write(folder: Path, case: dict[str, Any]) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / case["name"]).write_text(case["text"], "utf-8")
    (folder / "fietspaden.csv").write_text(CASES["table"], "utf-8")
    return folder / case["name"]


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["form"])
def test_a_table_with_a_description_becomes_a_dataset(case: dict[str, Any], tmp_path: Path) -> None:
    file, target, told = write(tmp_path / "given", case), tmp_path / "catalogue", Told("nl")
    import_description(Given(case["form"], str(file), file.parent), target, Settings(), told)
    loaded = load_catalog(target)
    with open_engine(loaded, Settings(catalog=target)) as engine:
        assert engine.profile.datasets["fietspaden"].rows == 6
    dataset = loaded.catalog.by_name["fietspaden"]
    if case["title"]:
        assert dataset.title is not None
        assert dataset.title.nl == case["title"]
    assert (dataset.owner.name if dataset.owner else None) == case["owner"]
    labels = {field.name: field.label.nl for field in dataset.fields if field.label}
    assert labels | case["labels"] == labels
    assert [metric.name for metric in dataset.derived] == case["metrics"]
    for what in case["lost"]:
        assert any(what in line for line in told.not_brought), (what, told.not_brought)
    assert len(told.not_brought) == len(case["lost"]), told.not_brought


def test_a_stock_of_dbt_is_a_stock_here(tmp_path: Path) -> None:
    file, target = write(tmp_path / "given", CASES["cases"][0]), tmp_path / "catalogue"
    import_description(Given("dbt", str(file), file.parent), target, Settings(), Told())
    counted = load_catalog(target).catalog.by_name["fietspaden"].fields_by_name["aantal"]
    assert counted.over_time == "last"


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["form"])
def test_what_a_maintainer_wrote_is_stronger_than_a_description(case: dict[str, Any], tmp_path: Path) -> None:
    file, target = write(tmp_path / "given", case), tmp_path / "catalogue"
    add_file(file.parent / "fietspaden.csv", target, Settings())
    written = target / "datasets" / "fietspaden.yaml"
    document = yaml.safe_load(written.read_text("utf-8"))
    document |= {"title": {"nl": "Mijn titel"}, "owner": {"name": "Ik"}}
    written.write_text(yaml.safe_dump(document), "utf-8")
    import_description(Given(case["form"], str(file)), target, Settings(), Told())
    dataset = load_catalog(target).catalog.by_name["fietspaden"]
    assert dataset.title is not None
    assert dataset.title.nl == "Mijn titel"
    assert dataset.owner is not None
    assert dataset.owner.name == "Ik"
    assert [metric.name for metric in dataset.derived] == case["metrics"]


@pytest.mark.parametrize("form", ["ossie", "frictionless"])
def test_the_demo_exported_and_imported_is_the_same_for_who_asks(
    demo_catalog_dir: Path, tmp_path: Path, form: str
) -> None:
    there, back = load_catalog(demo_catalog_dir).catalog, tmp_path / "back"
    given = tmp_path / "given"
    shutil.copytree(demo_catalog_dir / "data", given / "data")
    export_catalog(there, form, given / "export.json", Options(), Told())
    told = Told()
    import_description(Given(form, str(given / "export.json"), given / "data"), back, Settings(), told)
    assert differences(there, load_catalog(back).catalog) == ()
    assert told.not_brought == []


def test_without_a_table_nothing_is_written(tmp_path: Path) -> None:
    file, target = write(tmp_path / "given", CASES["cases"][1]), tmp_path / "catalogue"
    with pytest.raises(SourceError, match="--data"):
        import_description(Given("odcs", str(file)), target, Settings(), Told())
    assert not target.exists()


@pytest.mark.parametrize("case", CASES["broken"], ids=lambda case: f"{case['form']} {case['text'][:10]}")
def test_a_broken_description_leaves_the_catalogue_as_it_stood(case: dict[str, Any], tmp_path: Path) -> None:
    file, target = write(tmp_path / "given", case), tmp_path / "catalogue"
    add_file(file.parent / "fietspaden.csv", target, Settings())
    before = content(target)
    with pytest.raises(SourceError):
        import_description(Given(case["form"], str(file), file.parent), target, Settings(), Told())
    assert content(target) == before


@pytest.mark.parametrize("data", [b"\xff\xfe\x00k", None])
def test_a_file_that_cannot_be_read_is_said(tmp_path: Path, data: bytes | None) -> None:
    file = tmp_path / "a.yaml"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(SourceError):
        import_description(Given("ossie", str(file)), tmp_path / "catalogue", Settings(), Told())
