"""A table of the service becomes a documented dataset: what is in the file, and what its documentation says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from assistant.catalog.lint import lint
from assistant.catalog.loading import load_catalog
from assistant.errors import InputError
from assistant.workbench.cbs.yaml_files import read


def rows(catalog: Path, dataset: str, query: str) -> list[tuple[Any, ...]]:
    return duckdb.sql(query.replace("FROM data", f"FROM '{catalog}/data/{dataset}.parquet'")).fetchall()


def field(catalog: Path, dataset: str, name: str) -> dict[str, Any]:
    return next(f for f in read(catalog / "datasets" / f"{dataset}.yaml")["fields"] if f["name"] == name)


def test_one_row_per_region_period_and_member_with_a_column_per_measure(bring, catalog):
    report = bring("90001ned")
    assert report.datasets == ("huisdieren",)
    assert read(catalog / "datasets/huisdieren.yaml")["primary_key"] == ["regio_code", "jaar", "soort_dier"]
    found = rows(
        catalog, "huisdieren", "SELECT huisdieren_op_31_december, aandeel_met_chip FROM data "
        "WHERE regio_code = 'GM9001' AND jaar = '2023JJ00' AND soort_dier = 'T009001'",
    )  # fmt: skip
    assert found == [(7, 12.5)]


def test_padded_codes_lose_their_blanks(bring, catalog):
    bring("90001ned")
    assert rows(catalog, "huisdieren", "SELECT DISTINCT regio_code FROM data WHERE regio_code LIKE 'NL%'") == [
        ("NL01",)
    ]


def test_thousands_become_a_scale_and_the_decimals_follow(bring, catalog):
    bring("90001ned")
    found = field(catalog, "huisdieren", "huisdieren_op_31_december")
    assert (found["scale"], found["decimals"], "unit" in found) == (1000, 0, False)


def test_a_stock_is_never_added_up_over_time_and_a_share_never_at_all(bring, catalog):
    bring("90001ned")
    stock = field(catalog, "huisdieren", "huisdieren_op_31_december")
    assert (stock["aggregation"], stock["over_time"], stock["reference"]) == ("sum", "last", "end")
    assert field(catalog, "huisdieren", "aandeel_met_chip")["aggregation"] == "none"


def test_why_a_figure_is_missing_is_a_code_that_the_documentation_explains(bring, catalog):
    bring("90001ned")
    secret, unpublished = (
        rows(
            catalog, "huisdieren", f"SELECT {column} FROM data WHERE regio_code = 'GM9002' AND jaar = '2022JJ00' "
            "AND soort_dier = 'A01'"
        )[0][0]
        for column in ("aandeel_met_chip", "huisdieren_op_31_december")
    )  # fmt: skip
    reasons = field(catalog, "huisdieren", "aandeel_met_chip")["missing"]
    assert unpublished is None
    assert "geheim" in reasons[str(int(secret))]["nl"]
    assert set(reasons["null"]) == {"nl", "en"}


def test_the_reason_stays_clear_of_a_real_figure(bring, catalog, tables):
    observations = tables["90001ned"]["Observations"]
    next(r for r in observations if r["Measure"] == "M2" and r["Value"] is not None)["Value"] = -99997
    bring("90001ned")
    assert "-99997" not in field(catalog, "huisdieren", "aandeel_met_chip")["missing"]


def test_the_total_is_found_by_its_title_and_checked_in_the_figures(bring, catalog):
    report = bring("90001ned")
    found = field(catalog, "huisdieren", "soort_dier")
    assert found["total"] == "T009001"
    assert "exclusive" not in found
    assert any("nagerekend" in line for line in report.assumed)


def test_members_that_overlap_are_never_added_up(bring, catalog, tables):
    for record in tables["90001ned"]["Observations"]:
        if record["Soort"] == "A02" and record["Measure"] == "M1" and record["Value"]:
            record["Value"] += 100
    bring("90001ned")
    found = field(catalog, "huisdieren", "soort_dier")
    assert (found["total"], found["exclusive"], found["default"]) == ("T009001", True, "T009001")


def test_small_figures_are_not_taken_for_rounding(bring, catalog, tables):
    for record in tables["90001ned"]["Observations"]:
        if record["Measure"] == "M1" and record["Value"]:
            record["Value"] /= 10
            if record["Soort"] == "A02":
                record["Value"] += 0.9
    bring("90001ned")
    assert field(catalog, "huisdieren", "soort_dier")["exclusive"] is True


def test_a_total_without_a_telling_title_is_found_in_the_figures(bring, catalog, tables):
    tables["90001ned"]["SoortCodes"][0]["Title"] = "Huisdier"
    bring("90001ned")
    assert field(catalog, "huisdieren", "soort_dier")["total"] == "T009001"


def test_one_part_of_a_dimension_is_said_in_a_caveat(bring, catalog):
    bring("90001ned", where="Soort eq 'A01'")
    caveats = read(catalog / "datasets/huisdieren.yaml")["caveats"]
    assert caveats[0]["text"]["nl"] == "Deze gegevens gaan alleen over soort dier: katten."
    assert "total" not in field(catalog, "huisdieren", "soort_dier")


def test_a_wider_import_takes_that_caveat_away(bring, catalog):
    bring("90001ned", where="Soort eq 'A01'")
    bring("90001ned")
    assert "caveats" not in read(catalog / "datasets/huisdieren.yaml")


def test_provisional_periods_are_marked(bring, catalog):
    bring("90001ned")
    provisional = read(catalog / "datasets/huisdieren.yaml")["provisional"]
    assert rows(catalog, "huisdieren", f"SELECT DISTINCT jaar FROM data WHERE {provisional}") == [("2023JJ00",)]


def test_regions_stand_apart_with_level_name_and_ancestors(bring, catalog):
    bring("90001ned")
    assert rows(catalog, "regio", "SELECT regio_code, naam, niveau, provincie_code FROM data") == [
        ("GM9001", "Zandland", "gemeente", "PV90"),
        ("GM9002", "Duin (ZL.)", "gemeente", "PV90"),
        ("NL01", "Nederland", "land", None),
        ("PV90", "Zandland", "provincie", None),
    ]
    levels = field(catalog, "regio", "regio_code")["levels"]
    assert levels["order"] == ["land", "provincie", "gemeente"]
    assert levels["parents"] == {"land": "land_code", "provincie": "provincie_code"}


def test_a_name_with_an_addition_is_also_known_without_it(bring, catalog):
    bring("90001ned")
    duin = next(m for m in field(catalog, "regio", "regio_code")["members"] if m["value"] == "GM9002")
    assert duin["synonyms"]["nl"] == ["Duin"]


def test_a_second_table_adds_its_regions_to_the_first(bring, catalog, tables):
    bring("90001ned", where="RegioS eq 'GM9001'")
    report = bring("90001ned", where="RegioS eq 'GM9002'", language="en")
    assert {code for (code,) in rows(catalog, "regio", "SELECT regio_code FROM data")} == {"GM9001", "GM9002"}
    assert any("1 of them new" in line for line in report.brought)


def test_periods_of_two_lengths_become_two_datasets(bring, catalog):
    report = bring("90002ned")
    assert report.datasets == ("prijzen_van_voer_kwartaal", "prijzen_van_voer_maand")
    month = field(catalog, "prijzen_van_voer_maand", "maand")
    assert (month["role"], month["grain"], month["format"]) == ("time", "month", "cbs_period")
    label = field(catalog, "prijzen_van_voer_maand", "prijsindex_voer")["label"]
    assert label["nl"] == "prijsindex voer per maand"
    assert field(catalog, "prijzen_van_voer_maand", "prijsindex_voer")["unit"]["nl"] == "index (2020 = 100)"


def test_a_table_without_figures_still_brings_its_documentation(bring, catalog, tables):
    del tables["90001ned"]["Observations"]
    report = bring("90001ned")
    assert any("geen cijfers" in line for line in report.not_brought)
    assert rows(catalog, "huisdieren", "SELECT count(*) FROM data") == [(0,)]


def test_what_a_maintainer_wrote_is_kept_when_the_table_is_refreshed(bring, catalog):
    bring("90001ned")
    file = catalog / "datasets/huisdieren.yaml"
    file.write_text(file.read_text("utf-8").replace("nl: Huisdieren; soort en regio", "nl: Onze dieren"), "utf-8")
    bring("90001ned")
    assert read(file)["title"]["nl"] == "Onze dieren"


def test_another_dataset_of_that_name_is_left_alone(bring, catalog):
    other = catalog / "datasets/huisdieren.yaml"
    other.parent.mkdir(parents=True)
    other.write_text("name: huisdieren\nsource: eigen.csv\nfields: []\n", "utf-8")
    report = bring("90001ned")
    assert report.datasets == ("huisdieren_t_90001ned",)
    assert other.read_text("utf-8").startswith("name: huisdieren\nsource: eigen.csv")


@pytest.mark.parametrize("page", [1, 5, 1000])
def test_the_size_of_a_page_makes_no_difference(bring, catalog, page):
    bring("90001ned", page=page)
    assert rows(catalog, "huisdieren", "SELECT count(*) FROM data") == [(24,)]


def test_an_abolition_that_the_figures_contradict_is_left_out(bring, catalog, tables):
    tables["90001ned"]["RegioSCodes"][2] = tables["90001ned"]["RegioSCodes"][2] | {
        "Description": "Opgeheven per 01-01-2021"
    }
    report = bring("90001ned")
    assert any("Zandland: de dienst noemt het opgeheven op 2021-01-01" in line for line in report.not_brought)
    assert rows(catalog, "regio", "SELECT opgeheven FROM data WHERE regio_code = 'GM9001'") == [(None,)]


@pytest.mark.parametrize("table", ["90001ned", "90002ned"])
def test_the_documentation_loads_and_passes_lint(bring, catalog, table):
    bring(table)
    assert [str(problem) for problem in lint(load_catalog(catalog)) if problem.severity == "error"] == []


def test_a_measure_without_figures_for_a_length_of_period_is_no_column_of_it(bring, catalog, tables):
    for record in tables["90002ned"]["Observations"]:
        if record["Measure"] == "P2" and "KW" in record["Perioden"]:
            record.update(Value=None, ValueAttribute="Impossible")
    bring("90002ned")
    columns = [f["name"] for f in read(catalog / "datasets/prijzen_van_voer_kwartaal.yaml")["fields"]]
    assert "verkochte_zakken" not in columns
    assert field(catalog, "prijzen_van_voer_maand", "verkochte_zakken")


@pytest.mark.parametrize("said", ["GM9002", "gm9002", "9002", "Duin", "Duin (ZL.)"])
def test_home_is_said_by_code_number_or_name(bring, catalog, said):
    bring("90001ned", home=said)
    assert read(catalog / "catalog.yaml")["home"] == {"field": "regio.regio_code", "value": "GM9002"}


@pytest.mark.parametrize("said", ["GM0344", "Nederland", ""])
def test_a_home_that_the_figures_do_not_hold_stops_the_import(bring, catalog, said):
    with pytest.raises(InputError, match="no municipality"):
        bring("90001ned", home=said)
    assert not catalog.exists()


def test_a_catalogue_that_stands_is_told_about_a_home_not_changed(bring, catalog):
    bring("90001ned")
    before = (catalog / "catalog.yaml").read_bytes()
    report = bring("90001ned", home="GM9002")
    assert any("home:" in line for line in report.not_brought)
    assert (catalog / "catalog.yaml").read_bytes() == before


def test_a_table_without_regions_leaves_home_to_the_tables_that_have_them(bring):
    bring("90001ned", home="GM9002")
    assert not any("home" in line for line in bring("90002ned", home="GM9002").not_brought)
