"""The catalogue and the help as pages: what data there are, what they mean, and only for who may see them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import httpx
import pytest

from assistant.answering import Assistant
from assistant.answering.model_card import Calls, Measured, ModelCard
from assistant.entrance import Person
from assistant.settings import ModelSettings
from assistant.web.catalogue import fresh


def test_every_dataset_has_its_line_and_its_page(client: httpx.Client, assistant: Assistant) -> None:
    page = client.get("/catalogus").text
    for dataset in assistant.catalog.datasets:
        assert f'href="/catalogus/{dataset.name}"' in page
        one = client.get(f"/catalogus/{dataset.name}")
        assert one.status_code == 200
        for caveat in dataset.caveats:
            assert caveat.text.say("nl").split("'")[0] in one.text
        assert "None" not in one.text


@pytest.mark.parametrize(
    ("language", "told"),
    [("nl", ("Vragen aan", "bijgewerkt", "Uit te splitsen naar")), ("en", ("Questions to", "Can be split by"))],
)
def test_a_dataset_is_told_in_the_readers_language(language: str, told: tuple[str, ...], client: httpx.Client) -> None:
    page = client.get("/catalogus/bevolking", params={"lang": language}).text
    assert f'lang="{language}"' in page
    assert [one for one in told if one.casefold() not in page.casefold()] == []


def test_figures_are_found_by_a_word_and_what_is_not_there_is_said(client: httpx.Client) -> None:
    found = client.get("/catalogus", params={"zoek": "bijstand"}).text
    assert re.search(r'href="/catalogus/bijstand#bijstand\.\w+"', found)
    assert "<script>" not in client.get("/catalogus", params={"zoek": "<script>"}).text


def test_a_dataset_that_is_not_there_is_said_in_a_sentence(client: httpx.Client) -> None:
    absent = client.get("/catalogus/nergens")
    assert absent.status_code == 404
    assert "leidt nergens heen" in absent.text


def test_help_says_that_it_is_a_computer_what_it_cannot_do_and_how_fresh_the_data_are(client: httpx.Client) -> None:
    page = client.get("/help").text
    for part in ("computerprogramma", "geen taalmodel", "voorspelt niets", "Het laatst bijgewerkt op"):
        assert part in page
    assert client.get("/welcome").json()["data"] in page


def test_help_shows_what_a_language_model_is_worth_here(
    client: httpx.Client, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(assistant._settings, model=ModelSettings("openai:eigen"))
    monkeypatch.setattr(assistant, "_settings", settings)
    assert "nog niet gemeten" in client.get("/help").text
    alone = Measured(
        right=2 / 3, wrong=0, rs={"10": 66.7}, clarify_precision=None, clarify_recall=None, p50_ms=40, p95_ms=90
    )
    beside = alone.model_copy(update={"right": 1.0, "p95_ms": 2100.0})
    ModelCard(
        model="openai:eigen",
        prompts={"plan": 1},
        measured_on=dt.date(2026, 3, 1),
        cases=3,
        grammar=alone,
        with_model=beside,
        calls=Calls(made=2, told=1800, heard=120, failed={"timeout": 1}),
        better=("slang",),
        worse=(),
    ).keep(settings)
    for language, told in (("nl", ("66,7 %", "100,0 %", "1 maart 2026")), ("en", ("66.7%", "100.0%", "1 March 2026"))):
        page = client.get("/help", params={"lang": language}).text
        assert [one for one in (*told, "openai:eigen", 'scope="row"') if one not in page] == []
        assert "nog niet gemeten" not in page


def test_without_data_that_is_what_is_said() -> None:
    assert fresh({"datasets": []}, "nl").startswith("Er zijn nog geen gegevens")


def test_a_broken_file_is_told_to_who_maintains_the_catalogue(
    client: httpx.Client, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "niet te gebruiken" not in client.get("/catalogus").text
    monkeypatch.setattr(assistant, "trouble", "datasets/bomen.yaml:3: <x> is no role")
    page = client.get("/catalogus").text
    assert "nog geantwoord met de catalogus van daarvoor" in page
    assert "datasets/bomen.yaml:3: &lt;x&gt; is no role" in page
    ana = Person("ana", "Ana", ("manager",))
    monkeypatch.setattr("assistant.web.catalogue.person_of", lambda request: ana)
    assert "bomen.yaml" not in client.get("/catalogus").text
