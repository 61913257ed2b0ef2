"""``duiding catalog export``: every format from the command line, whole files, and the data dictionary for people."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from assistant.catalog.catalog import Catalog
from assistant.cli import main
from assistant.workbench.exchange.dictionary.page import dictionary_pages


@pytest.fixture
def export(monkeypatch: pytest.MonkeyPatch, demo_catalog_dir: Path) -> Any:
    def run(*arguments: str) -> int:
        given = ["duiding", "catalog", "export", "--catalog", str(demo_catalog_dir), *arguments]
        monkeypatch.setattr("sys.argv", given)
        return int(main() or 0)

    return run


@pytest.mark.parametrize(
    ("form", "name"),
    [("dcat", "a.ttl"), ("dcat", "a.jsonld"), ("ossie", "a.yaml"), ("ossie", "a.json"), ("frictionless", "a.json")],
)
def test_each_format_is_written(export: Any, tmp_path: Path, form: str, name: str) -> None:
    assert export("--format", form, "--out", str(tmp_path / "new" / name), "--base-url", "https://a.example") == 0
    assert "bijstand" in (tmp_path / "new" / name).read_text("utf-8")
    assert [file.name for file in (tmp_path / "new").iterdir()] == [name]


@pytest.mark.parametrize(("form", "name"), [("dcat", "a.csv"), ("ossie", "a"), ("frictionless", "a.yaml")])
def test_a_name_that_does_not_fit_the_format_is_refused(
    export: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str, name: str
) -> None:
    assert export("--format", form, "--out", str(tmp_path / name), "--base-url", "https://a.example") == 1
    assert "end the file name so" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_dictionary_is_a_folder_of_pages_in_two_languages(export: Any, tmp_path: Path) -> None:
    assert export("--format", "html", "--out", str(tmp_path)) == 0
    dutch, english = (tmp_path / name for name in ("index.html", "index.en.html"))
    assert '<html lang="nl">' in dutch.read_text("utf-8")
    assert '<html lang="en">' in english.read_text("utf-8")
    assert export("--format", "html", "--out", str(dutch)) == 1


def test_every_link_of_the_dictionary_leads_somewhere(demo: Catalog) -> None:
    pages = dictionary_pages(demo)
    for text in pages.values():
        names = set(re.findall(r'id="([^"]+)"', text))
        for link in re.findall(r'href="([^"]+)"', text):
            assert link in pages or link.removeprefix("#") in names


def test_the_dictionary_hides_what_people_may_not_see(demo: Catalog) -> None:
    pages = dictionary_pages(demo)
    hidden = [
        (dataset.name, field)
        for dataset in demo.datasets
        for field in dataset.fields
        if not field.reachable and field.label is not None
    ]
    assert hidden
    for dataset, field in hidden:
        article = pages["index.html"].split(f'<article id="{dataset}">')[1].split("</article>")[0]
        assert field.label is not None
        assert f"<dt>{field.label.nl}" not in article


def test_what_the_catalogue_says_is_text_and_never_markup(demo: Catalog) -> None:
    nasty = demo.datasets[0].model_copy(update={"name": "x", "title": None, "description": None})
    changed = nasty.model_copy(update={"owner": demo.datasets[0].owner.model_copy(update={"name": "<script>"})})  # type: ignore[union-attr]
    page = dictionary_pages(demo.model_copy(update={"datasets": (changed,)}))["index.html"]
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_stock_and_a_published_percentage_say_how_they_are_counted(demo: Catalog) -> None:
    page = dictionary_pages(demo)["index.en.html"]
    assert "A stock at the start of the period: never added up over time." in page
    assert "Only as published; never add up or average." in page
