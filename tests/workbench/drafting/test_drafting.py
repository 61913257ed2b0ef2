"""A language model suggests texts for what a dataset lacks; a person reads them, and nothing else is changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.catalog.editing import add_texts
from assistant.catalog.loading import load_catalog
from assistant.cli import main
from assistant.records import Records
from assistant.settings import Settings
from assistant.workbench.drafting import wanting
from tests.planning.model import server

DATASET = """\
name: bomen
title: {nl: Bomen, en: Trees}
source: bomen.csv
# Wat hier staat blijft staan.
fields:
  - {name: jaar, role: time, grain: year, label: {nl: jaar, en: year}, definition: {nl: Het jaar., en: The year.}}
  - {name: soort, role: dimension}
  - name: aantal
    role: measure
    label: bomen   # alleen Nederlands
    aggregation: sum
    unit: {nl: bomen, en: trees}
  - {name: beheerder_naam, role: attribute, personal: true}
  - {name: intern, role: hidden}
metrics:
  - {name: per_soort, expression: SUM(aantal)}
"""


def draft(name: str, **changed: Any) -> dict[str, Any]:
    made = {
        "name": name,
        "label": {"nl": f"{name} nl", "en": f"{name} en"},
        "definition": {"nl": f"Wat {name} is.", "en": f"What {name} is."},
        "synonyms": {"nl": [f"{name} anders"], "en": []},
    }
    return made | changed


GOOD = json.dumps({"texts": [draft("soort"), draft("aantal"), draft("per_soort")]})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "catalog"
    (made / "datasets").mkdir(parents=True)
    (made / "data").mkdir()
    (made / "catalog.yaml").write_text("name: proef\ntitle: Proef\nlanguage: nl\n", "utf-8")
    (made / "datasets" / "bomen.yaml").write_text(DATASET, "utf-8")
    (made / "data" / "bomen.csv").write_text("jaar,soort,aantal,beheerder_naam,intern\n2024,eik,7777,Kim,x\n", "utf-8")
    return made


@pytest.fixture
def wire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[server.Wire]:
    with server.serving(server.says(GOOD)) as made:
        monkeypatch.setenv("DUIDING_HOME", str(tmp_path / "home"))
        monkeypatch.setenv("DUIDING_MODEL", "openai:eigen")
        monkeypatch.setenv("DUIDING_MODEL_URL", made.address)
        monkeypatch.setenv("DUIDING_MODEL_KEY", "sleutel")
        monkeypatch.setenv("DUIDING_MODEL_SECONDS", "60")
        yield made


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["duiding", "catalog", "draft", *arguments])
    return int(main() or 0)


def test_only_what_lacks_a_text_is_asked_for_and_nothing_personal(folder: Path) -> None:
    dataset = load_catalog(folder).catalog.by_name["bomen"]
    assert {one.name: set(one.lacks) for one in wanting(dataset)} == {
        "soort": {"label", "definition"},
        "aantal": {"label", "definition"},
        "per_soort": {"label", "definition"},
    }


def test_a_draft_fills_what_is_lacking_and_leaves_the_rest(folder: Path) -> None:
    texts = {one["name"]: {key: one[key] for key in ("label", "definition")} for one in json.loads(GOOD)["texts"]}
    edit = add_texts(load_catalog(folder), "bomen", texts, "nalezen")
    lines = edit.after.splitlines()
    assert "# Wat hier staat blijft staan." in lines
    assert edit.after.count("# TODO nalezen") == 3
    for kept in ("name: jaar", "beheerder_naam", "name: intern"):
        assert next(one for one in DATASET.splitlines() if kept in one) in lines
    (folder / "datasets" / "bomen.yaml").write_text(edit.after, "utf-8")
    fields = load_catalog(folder).catalog.by_name["bomen"].fields_by_name
    assert fields["aantal"].label is not None
    assert (fields["aantal"].label.nl, fields["aantal"].label.en) == ("bomen", "aantal en")
    assert fields["soort"].definition is not None
    assert fields["soort"].definition.en == "What soort is."
    assert not list(wanting(load_catalog(folder).catalog.by_name["bomen"]))


def test_the_command_shows_a_patch_and_writes_nothing(
    folder: Path, wire: server.Wire, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "bomen", "--catalog", str(folder)) == 0
    told = capsys.readouterr()
    assert told.out.startswith("--- a/datasets/bomen.yaml")
    assert "TODO voorstel van taalmodel openai:eigen" in told.out
    assert "3 van 3" in told.err
    assert (folder / "datasets" / "bomen.yaml").read_text("utf-8") == DATASET
    sent = json.dumps(wire.requests, ensure_ascii=False)
    assert "soort" in sent
    assert not [word for word in ("beheerder_naam", "intern |", "7777", "eik", "Kim") if word in sent]
    with Records.open(Settings().database_url) as records:
        (call,) = records.model_calls.of("catalog draft")
    assert (call.prompt, call.outcome) == ("draft", "drafts")


@pytest.mark.parametrize(
    "says",
    [
        "Natuurlijk, hier zijn de teksten.",
        json.dumps({"texts": [draft("soort"), draft("kapvergunning")]}),
        json.dumps({"texts": [draft("soort") | {"access": ["iedereen"]}]}),
        json.dumps({"texts": [draft("soort", label={"nl": "x\n  personal: false", "en": "x"})]}),
        json.dumps({"texts": [draft("soort", definition={"nl": "x" * 400, "en": "x"})]}),
        json.dumps({"texts": "soort"}),
    ],
    ids=["prose", "a name of its own", "another key", "YAML in a text", "endless", "no list"],
)
def test_what_is_no_draft_is_not_shown(
    says: str,
    folder: Path,
    wire: server.Wire,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    wire.behaviour = server.says(says)
    assert run(monkeypatch, "bomen", "--catalog", str(folder)) == 3
    assert "kapvergunning" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("setting", "arguments", "said"),
    [
        ({"DUIDING_MODEL": ""}, ("bomen",), "no language model is set"),
        ({}, ("boomen",), "did you mean 'bomen'"),
        ({"DUIDING_MODEL_DATASETS": "bomen=nothing"}, ("bomen",), "may be told nothing"),
    ],
)
def test_what_cannot_be_done_is_said(
    setting: dict[str, str],
    arguments: tuple[str, ...],
    said: str,
    folder: Path,
    wire: server.Wire,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    assert run(monkeypatch, *arguments, "--catalog", str(folder)) == 1
    assert said in capsys.readouterr().err
    assert not wire.requests


def test_a_dataset_that_lacks_nothing_needs_no_model(
    folder: Path, wire: server.Wire, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = "\n".join(line for line in DATASET.splitlines() if "soort" not in line and "bomen   #" not in line)
    label = "    label: {nl: bomen, en: trees}\n    definition: {nl: Bomen., en: Trees.}\n    aggregation: sum"
    (folder / "datasets" / "bomen.yaml").write_text(
        whole.replace("    aggregation: sum", label).replace("metrics:", ""), "utf-8"
    )
    assert run(monkeypatch, "bomen", "--catalog", str(folder)) == 0
    assert "ontbreekt geen" in capsys.readouterr().out
    assert not wire.requests


def test_the_demo_can_be_drafted_for(demo_catalog_dir: Path, tmp_path: Path) -> None:
    """Whatever the layout of a file, what a draft makes of it can be read again."""
    shutil.copytree(demo_catalog_dir, tmp_path / "demo")
    loaded = load_catalog(tmp_path / "demo")
    for dataset in loaded.catalog.datasets:
        texts = {name: {"synonyms": {"nl": ["anders gezegd"]}} for name in dataset.fields_by_name}
        edit = add_texts(loaded, dataset.name, texts, "nalezen")
        assert edit.before != edit.after or all(one.synonyms.nl or one.synonyms.en for one in dataset.fields)
