"""The stored responses of real tables import, and agree with the cleaned regional figures made apart from us."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from assistant.catalog.lint import lint
from assistant.catalog.loading import load_catalog
from assistant.workbench.cbs import ImportReport, import_collection
from tests.workbench.cbs.odata_server import serve, stored_table

TABLES = ("03759ned", "83625NED", "37789ksz", "80590ned", "82235NED", "85554NED", "85615NED", "85773NED")


@pytest.fixture(scope="module")
def imported(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, ImportReport]]]:
    """All eight tables in one catalogue, made in one go and paged as the service pages."""
    folder = shared / "data" / "cbs-odata"
    if not folder.is_dir():
        pytest.skip(f"no stored CBS responses in {folder}")
    target = tmp_path_factory.mktemp("cbs") / "catalog"
    with serve({table: stored_table(folder / table) for table in TABLES}, page=4000) as served:
        reports = import_collection("kerncijfers", target, home="Utrecht", base_url=served.base_url)
        yield target, {report.table: report for report in reports}


@pytest.mark.parametrize(
    ("ours", "theirs", "columns"),
    [
        ("bevolking", "bevolking.csv", {"inwoners": "inwoners", "gemiddelde_bevolking": "gemiddelde_bevolking"}),
        ("verkoopprijs", "verkoopprijs.csv", {"gemiddelde_verkoopprijs": "gemiddelde_verkoopprijs"}),
    ],
)
def test_every_figure_agrees_with_the_cleaned_tables(imported, shared, ours, theirs, columns):
    target, _ = imported
    for mine, other in columns.items():
        left = f"SELECT regio_code, CAST(left(jaar, 4) AS INT) AS jaar, {mine} AS v FROM '{target}/data/{ours}.parquet'"
        right = f"SELECT regio_code, jaar, {other} AS v FROM '{shared}/data/regio/{theirs}'"
        joined = (
            f"SELECT count(a.v), count(b.v), count(*) FILTER (WHERE a.v IS DISTINCT FROM b.v) FROM ({left}) a "
            f"FULL JOIN ({right}) b USING (regio_code, jaar)"
        )
        mine_held, theirs_held, differ = duckdb.sql(joined).fetchall()[0]
        assert (differ, mine_held) == (0, theirs_held)
        assert mine_held > 1000


def test_utrecht_is_a_municipality_and_a_province(imported):
    target, _ = imported
    found = duckdb.sql(
        f"SELECT niveau, provincie_code FROM '{target}/data/regio.parquet' WHERE naam = 'Utrecht' ORDER BY 1"
    )
    assert found.fetchall() == [("gemeente", "PV26"), ("provincie", None)]


def test_province_and_dates_of_a_municipality_agree(imported, shared):
    target, _ = imported
    differ = duckdb.sql(f"""
        SELECT a.naam, a.opgeheven, b.opgeheven FROM '{target}/data/regio.parquet' a
        JOIN '{shared}/data/regio/regio.csv' b USING (regio_code)
        LEFT JOIN '{target}/data/regio.parquet' p ON p.regio_code = a.provincie_code
        WHERE a.niveau <> b.niveau OR a.naam <> b.naam OR p.naam IS DISTINCT FROM b.provincie
           OR a.opgeheven IS DISTINCT FROM b.opgeheven
    """).fetchall()
    assert differ == []


def test_two_tables_of_metadata_only_say_so(imported):
    _, reports = imported
    for table in ("85554NED", "85615NED"):
        assert any("geen cijfers" in line for line in reports[table].not_brought)


def test_everything_loads_and_passes_lint(imported):
    target, _ = imported
    loaded = load_catalog(target)
    assert [str(problem) for problem in lint(loaded) if problem.severity == "error"] == []
    assert {"bevolking.inwoners", "verkoopprijs.gemiddelde_verkoopprijs"} <= {
        str(ref) for ref in loaded.catalog.metric_refs
    }


def test_one_command_makes_a_catalogue_of_our_own_municipality(imported):
    target, reports = imported
    assert sorted(reports) == sorted(TABLES)
    catalog = load_catalog(target).catalog
    assert (str(catalog.home.field), catalog.home.value) == ("regio.regio_code", "GM0344")
    assert catalog.title.nl == "Kerncijfers van onze gemeente"
