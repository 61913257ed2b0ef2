"""The main job on real data: a catalogue made by the importer answers what managers ask of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.settings import Settings
from assistant.workbench.cbs import import_cbs
from tests.workbench.cbs.odata_server import serve
from tests.workbench.cbs.test_real_tables import stored_table

TABLES = ("03759ned", "83625NED")


@pytest.fixture(scope="module")
def cbs(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = shared / "data" / "cbs-odata"
    if not folder.is_dir():
        pytest.skip(f"no stored CBS responses in {folder}")
    target = tmp_path_factory.mktemp("cbs-answers") / "catalog"
    with serve({table: stored_table(folder / table) for table in TABLES}, page=4000) as served:
        for table in TABLES:
            import_cbs(table, target, base_url=served.base_url)
    settings = Settings(catalog=target, home=tmp_path_factory.mktemp("cbs-home"))
    with Assistant.open(settings) as assistant:
        yield assistant


AS_OF = dt.date(2026, 11, 25)
TOP5 = ["Amsterdam", "Rotterdam", "'s-Gravenhage", "Utrecht", "Eindhoven"]


def test_a_single_figure(cbs: Assistant) -> None:
    told = cbs.ask("Hoeveel inwoners had de gemeente Utrecht op 1 januari 2024?", as_of=AS_OF)
    assert told.rows == ((374238,),)
    assert "374.238" in (told.text or "")


def test_a_series_with_the_caveat_of_the_source(cbs: Assistant) -> None:
    question = "Hoe ontwikkelde de gemiddelde verkoopprijs zich in Amersfoort van 2019 tot en met 2024?"
    told = cbs.ask(question, as_of=AS_OF)
    assert told.rows is not None
    assert [row[0] for row in told.rows] == ["2019", "2020", "2021", "2022", "2023", "2024"]
    assert [row[1] for row in told.rows][0::5] == [358651, 510887]
    assert any(caveat.id.startswith("verkoopprijs.") for caveat in told.caveats)


def test_a_ranking(cbs: Assistant) -> None:
    told = cbs.ask("Welke vijf gemeenten hebben de meeste inwoners in 2025?", as_of=AS_OF)
    assert [row[0] for row in told.rows or ()] == TOP5


def test_a_comparison(cbs: Assistant) -> None:
    told = cbs.ask("Vergelijk het aantal inwoners van Amsterdam en Rotterdam in 2024.", as_of=AS_OF)
    assert dict(told.rows or ()) == {"Amsterdam": 931298, "Rotterdam": 670610}  # type: ignore[arg-type]


def test_a_name_of_two_places_is_asked_back(cbs: Assistant) -> None:
    told = cbs.ask("Hoeveel inwoners had Utrecht in 2024?", as_of=AS_OF)
    assert told.outcome == "clarify"
    assert told.clarification is not None
    assert all(cbs.ask(option.question, as_of=AS_OF).outcome == "answer" for option in told.clarification.options)


def test_a_count_of_members(cbs: Assistant) -> None:
    told = cbs.ask("Hoeveel gemeenten hadden meer dan 100.000 inwoners in 2026?", as_of=AS_OF)
    assert told.rows == ((32,),)


def test_a_why_is_not_explained_by_figures(cbs: Assistant) -> None:
    told = cbs.ask("Waarom stegen de huizenprijzen?", as_of=AS_OF)
    blocking = {caveat.id for caveat in told.caveats if caveat.severity == "blocking"}
    assert told.outcome == "refuse" or "catalog.causal" in blocking
