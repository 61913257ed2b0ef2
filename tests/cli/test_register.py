"""``duiding register``: all fields of the publication standard, true of the settings; what it cannot know it says."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from assistant.catalog.loading import load_catalog
from assistant.catalog.text import Language
from assistant.cli import main
from assistant.cli.registering.facts import Facts, Source, facts
from assistant.cli.registering.form import filled, form, words
from assistant.entrance import Login
from assistant.settings import Leaves, Leaving, ModelSettings, Settings

TODAY = dt.date(2026, 11, 28)
#: The fields of version 1.0 as the register takes them; `lars` and the date of publication are the register's own.
STANDARD = [
    *("name", "description_short", "organization", "category", "status", "begin_date", "end_date", "contact_email"),
    *("website", "publication_category", "url"),
    *("goal", "proportionality", "human_intervention", "risks", "lawful_basis", "lawful_basis_grouping"),
    *("process_index_url", "impacttoetsen", "impacttoetsen_grouping"),
    *("source_data", "source_data_grouping", "methods_and_models", "provider", "publiccode"),
    *("lang", "standard_version", "source_id", "tags"),
]
MODEL = ModelSettings("openai:gemeentemodel", "https://llm.example.nl/v1", queries=True, words=True)
LANGUAGES: tuple[Language, ...] = ("nl", "en")


@pytest.fixture
def known(demo_catalog_dir: Path) -> Any:
    catalog = load_catalog(demo_catalog_dir).catalog

    def make(language: Language = "nl", login: Login = Login.LOCAL, **settings: Any) -> Facts:
        return facts(Settings(catalog=demo_catalog_dir, **settings), login, catalog, language, TODAY)

    return make


def texts(found: Facts, language: Language = "nl") -> dict[str, Any]:
    return {one.key: one.value for one in filled(found, language)}


def test_every_field_of_the_standard_is_there_in_its_order(known: Any) -> None:
    assert [one.key for one in filled(known(), "nl")] == STANDARD
    assert form()["standard"] == "1.0"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_a_label_and_what_is_to_be_filled_in_has_help(language: Language) -> None:
    told = words(language)
    assert set(told["labels"]) == set(STANDARD)
    open_fields = {
        one["key"] for fields in form()["sections"].values() for one in fields if {"fill", "confirm"} & set(one)
    }
    assert set(told["help"]) == open_fields


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_short_enough_and_one_line_whatever_is_set(language: Language, known: Any) -> None:
    leaving = Leaving(tuple((f"d{level}", level) for level in Leaves))
    for model, days, login in product((None, MODEL, replace(MODEL, leaving=leaving)), (None, 365), Login):
        for one in filled(known(language, login, model=model, keep_days=days), language):
            if isinstance(one.value, str):
                assert "\n" not in one.value
                assert "{" not in one.value
                assert one.below is None or len(one.value) < one.below


def test_as_many_datasets_are_named_as_fit_and_the_others_are_counted(known: Any) -> None:
    found = replace(known(), sources=tuple(Source(f"Cijfers over onderwerp {n}", "CBS", None) for n in range(500)))
    said = texts(found)["source_data"]
    assert len(said) < 2500
    assert "Cijfers over onderwerp 0 (CBS); " in said
    assert said.count("onderwerp") == int(500 - int(said.split("en nog ")[1].split()[0]))


def test_without_a_model_it_says_so(known: Any) -> None:
    said = " ".join(str(one) for one in texts(known()).values())
    assert "geen taalmodel" in said
    assert "De gegevens blijven op de computer waarop Duiding draait." in said


def test_with_a_model_it_says_which_where_and_what_it_sees(known: Any) -> None:
    said = texts(known(model=MODEL))
    assert "openai:gemeentemodel" in said["methods_and_models"]
    assert "llm.example.nl" in said["proportionality"]
    assert "geen taalmodel" not in str(said)
    assert "wacht altijd op controle" in said["human_intervention"]
    figures = replace(MODEL, leaving=Leaving((("bevolking", Leaves.FIGURES),)))
    assert "ook leden en cijfers" in texts(known(model=figures))["risks"]
    assert "De gegevens blijven" not in texts(known(model=figures))["proportionality"]


@pytest.mark.parametrize(("address", "elsewhere"), [("http://127.0.0.1:8080/v1", False), ("http://10.0.0.5/v1", True)])
def test_a_model_on_this_machine_is_not_elsewhere(address: str, elsewhere: bool, known: Any) -> None:
    assert ("remote_model" in known(model=replace(MODEL, base_url=address)).holds) is elsewhere


def test_how_long_and_behind_which_login(known: Any) -> None:
    assert "365 dagen" in texts(known())["risks"]
    assert "niet vanzelf gewist" in texts(known(keep_days=None))["risks"]
    assert "inlogdienst" in texts(known(login=Login.OIDC))["risks"]


def test_small_counts_are_told_as_the_catalogue_has_them(known: Any) -> None:
    found = known()
    assert found.values["min_count"] == "5"
    assert 0 < found.values["guarded"] < found.values["datasets"]
    assert "aantallen onder 5" in texts(found)["risks"]


def test_it_is_printed_with_what_is_left_to_do(demo_catalog_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["register", "--catalog", str(demo_catalog_dir)]) == 0
    page = capsys.readouterr().out
    assert page.startswith("# Tekst voor het Algoritmeregister")
    assert "versie 1.0 van de Publicatiestandaard" in page
    todo = next(line for line in page.splitlines() if line.startswith("Nog in te vullen"))
    for label in ("Status", "Wettelijke basis", "Impacttoetsen", "Publicatiecategorie"):
        assert label in todo
    assert "Gemeente Voorbeeldstad (fictief)" in page


def test_a_program_gets_the_names_of_the_register(demo_catalog_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["register", "--catalog", str(demo_catalog_dir), "--json", "--lang", "en"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told["fields"]) == STANDARD
    assert told["fields"]["lang"] == "eng"
    assert told["fields"]["status"] is None
    assert "status" in told["open"]
