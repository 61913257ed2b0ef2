"""Version 3 of the service: most tables are only there, and give the same catalogue as version 4 would."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from assistant.catalog.loading import load_catalog
from assistant.errors import SourceError
from assistant.workbench.cbs import ImportReport, import_cbs, service_v3
from assistant.workbench.cbs.yaml_files import read
from tests.workbench.cbs import odata3_server
from tests.workbench.cbs.odata_server import Record, Served, Spoil, Table, serve
from tests.workbench.cbs.test_failures import tree

Bring3 = Callable[..., ImportReport]


@pytest.fixture
def third(tables: dict[str, Table]) -> dict[str, Table]:
    """The invented tables as version 3 says them, to change at will."""
    return {name: odata3_server.as_version_3(table) for name, table in tables.items()}


@pytest.fixture
def bring3(third: dict[str, Table], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bring3:
    """Import a table of version 3 into ``tmp_path/third``; ``page`` rows are given, ``top`` asked for."""

    def run(
        table: str, *, page: int = 5, top: int = 5, spoil: Spoil | None = None, served: list[Served] | None = None,
        **options: Any,
    ) -> ImportReport:  # fmt: skip
        monkeypatch.setattr(service_v3, "_TOP", top)
        with serve(third, page=page, spoil=spoil, answer=odata3_server.answer) as service:
            if served is not None:
                served.append(service)
            return import_cbs(
                table, tmp_path / "third", base_url=service.base_url, pause=lambda seconds: None, **options
            )

    return run


@pytest.fixture
def catalog3(tmp_path: Path) -> Path:
    """Where :func:`bring3` imports to."""
    return tmp_path / "third"


def rows(catalog: Path, dataset: str, columns: str) -> list[tuple[Any, ...]]:
    return duckdb.sql(f"SELECT {columns} FROM '{catalog}/data/{dataset}.parquet' ORDER BY ALL").fetchall()


FIGURES = "regio_code, jaar, soort_dier, status, huisdieren_op_31_december"


def test_the_same_table_gives_the_same_rows_in_either_version(bring, catalog, bring3, catalog3):
    bring("90001ned")
    bring3("90001ned")
    assert rows(catalog3, "huisdieren", FIGURES) == rows(catalog, "huisdieren", FIGURES)


def test_the_same_table_gives_the_same_documentation_in_either_version(bring, catalog, bring3, catalog3):
    bring("90001ned")
    bring3("90001ned")
    before, after = (read(folder / "datasets/huisdieren.yaml") for folder in (catalog, catalog3))
    for key in ("title", "description", "primary_key", "update_frequency", "updated", "provisional", "relationships"):
        assert after[key] == before[key]
    apart = {"missing", "definition"}
    for mine, theirs in zip(after["fields"], before["fields"], strict=True):
        assert {k: v for k, v in mine.items() if k not in apart} == {k: v for k, v in theirs.items() if k not in apart}


def test_what_was_brought_can_be_asked(bring3, catalog3):
    bring3("90001ned")
    loaded = load_catalog(catalog3)
    assert "huisdieren" in loaded.catalog.by_name


def test_the_report_says_which_version_was_read(bring3):
    report = bring3("90001ned", language="en")
    assert any("version 3" in line for line in report.assumed)


def test_version_4_is_read_where_it_knows_the_table(bring):
    assert not any("versie 3" in line for line in bring("90001ned").assumed)


def test_a_version_that_is_asked_for_is_the_only_one_tried(bring3):
    served: list[Served] = []
    bring3("90001ned", odata=3, served=served)
    assert not any("/Properties" in path for path in served[0].asked)
    with pytest.raises(SourceError, match="does not know the table"):
        bring3("90001ned", odata=4)


@pytest.mark.parametrize(("page", "top"), [(1, 1), (5, 5), (4, 7), (1000, 7), (1000, 1000)])
def test_rows_are_paged_by_the_service_or_by_us(bring3, catalog3, page, top):
    bring3("90001ned", page=page, top=top)
    assert len(rows(catalog3, "huisdieren", "*")) == 24


def test_marks_say_why_a_figure_is_missing(bring3, catalog3):
    bring3("90001ned")
    field = next(f for f in read(catalog3 / "datasets/huisdieren.yaml")["fields"] if f["name"] == "aandeel_met_chip")
    assert "niet betrouwbaar genoeg of geheim" in field["missing"]["-99998"]["nl"]
    found = rows(catalog3, "huisdieren", "count(*) FILTER (WHERE aandeel_met_chip = -99998)")
    assert found == [(1,)]


def test_marks_are_read_only_where_figures_are_missing(bring3, third):
    for name in ("TypedDataSet", "UntypedDataSet"):
        third["90001ned"][name] = third["90001ned"][name][-6:]
    for row in third["90001ned"]["TypedDataSet"]:
        row.update({key: 1.0 for key, value in row.items() if value is None})
    served: list[Served] = []
    bring3("90001ned", served=served)
    assert not any("UntypedDataSet" in path for path in served[0].asked)


@pytest.mark.parametrize("broken", ["gone", "other rows"])
def test_without_marks_a_figure_is_missing_without_a_reason(bring3, catalog3, third, broken):
    if broken == "gone":
        del third["90001ned"]["UntypedDataSet"]
    else:
        for row in third["90001ned"]["UntypedDataSet"]:
            row["Soort"] = "A99"
    bring3("90001ned")
    assert rows(catalog3, "huisdieren", "count(*) FILTER (WHERE aandeel_met_chip = -99999)") == [(1,)]


def test_only_rows_that_meet_where_are_brought(bring3, catalog3):
    bring3("90001ned", where="startswith(RegioS,'GM')")
    assert {code for (code,) in rows(catalog3, "huisdieren", "regio_code")} == {"GM9001", "GM9002"}


def test_periods_of_two_lengths_become_two_datasets(bring3):
    assert bring3("90002ned").datasets == ("prijzen_van_voer_kwartaal", "prijzen_van_voer_maand")


def test_text_in_a_table_is_left_out_and_said(bring3, third):
    table = third["90001ned"]
    table["DataProperties"].append(table["DataProperties"][-1] | {"ID": 99, "Key": "Naam_9", "Title": "Naam"})
    for name in ("TypedDataSet", "UntypedDataSet"):
        for row in table[name]:
            row["Naam_9"] = "tekst"
    assert any("tekst" in line for line in bring3("90001ned").not_brought)


def at(skip: int, change: Callable[[Record], Record]) -> Spoil:
    def spoil(path: str, query: str, sound: bytes) -> tuple[int, bytes] | None:
        if not path.endswith("/TypedDataSet") or f"skip={skip}&" not in query:
            return None
        return 200, json.dumps(change(json.loads(sound))).encode()

    return spoil


def ends_early(body: Record) -> Record:
    return {"value": body["value"][:2]}


def other_columns(body: Record) -> Record:
    return body | {"value": [{k: v for k, v in row.items() if k != "Cijfer_2"} for row in body["value"]]}


def fails(path: str, query: str, sound: bytes) -> tuple[int, bytes] | None:
    return (500, b"oops") if "skip=10" in query else None


def cut_off(path: str, query: str, sound: bytes) -> tuple[int, bytes] | None:
    return (200, sound[:40]) if "skip=10" in query else None


def same_rows(path: str, query: str, sound: bytes) -> tuple[int, bytes] | None:
    if path.endswith("/$count"):
        return 404, b"{}"
    first = [{"ID": 0, "Soort": "A01", "RegioS": "NL01", "Perioden": "2022JJ00", "Cijfer_1": 1, "Cijfer_2": 1}]
    return (200, json.dumps({"value": first * 5}).encode()) if path.endswith("/TypedDataSet") else None


def no_properties(path: str, query: str, sound: bytes) -> tuple[int, bytes] | None:
    return (404, b"{}") if path.endswith("/DataProperties") else None


BREAKS: dict[str, tuple[Spoil, str]] = {
    "a page that fails": (fails, "answered 500"),
    "a page that is cut off": (cut_off, "no readable JSON"),
    "an end before the end": (at(10, ends_early), "broke off after 12 of"),
    "a column that is gone": (at(10, other_columns), "schema changed"),
    "the same rows for ever": (same_rows, "keeps sending the same rows"),
    "no documentation": (no_properties, "no DataProperties"),
}


@pytest.mark.parametrize("case", BREAKS)
def test_an_import_that_breaks_half_way_leaves_the_catalogue_as_it_was(bring3, catalog3, case):
    bring3("90002ned")
    before = tree(catalog3)
    spoil, said = BREAKS[case]
    with pytest.raises(SourceError, match=said) as raised:
        bring3("90001ned", spoil=spoil, odata=3)
    assert "\n" not in str(raised.value)
    assert tree(catalog3) == before


def test_more_rows_than_announced_stop_the_import(bring3):
    with pytest.raises(SourceError, match="announces 3"):
        bring3("90001ned", spoil=lambda path, query, sound: (200, b"3") if path.endswith("$count") else None)


def test_an_unknown_table_is_said(bring3):
    with pytest.raises(SourceError, match="does not know the table"):
        bring3("80000ned")
