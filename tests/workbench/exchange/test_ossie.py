"""Apache Ossie: what is written is valid, says what must not be added up, and comes back whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from assistant.catalog.catalog import Catalog
from assistant.errors import SourceError
from assistant.workbench.exchange.ossie.reading import read_ossie
from assistant.workbench.exchange.ossie.writing import ossie_document
from assistant.workbench.exchange.plain import plain_catalog
from assistant.workbench.exchange.told import Told
from tests.workbench.exchange.conftest import catalogs, in_any_order


def sent(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document as the other side gets it."""
    received: dict[str, Any] = json.loads(json.dumps(document, allow_nan=False))
    return received


@given(catalogs())
@settings(max_examples=30, deadline=None)
def test_what_is_exported_comes_back_whole(catalog: Catalog) -> None:
    head, datasets = plain_catalog(catalog)
    back = read_ossie(sent(ossie_document(catalog, Told())), "nl", Told())
    assert back.head == head
    assert in_any_order(list(back.datasets)) == in_any_order(datasets)


def test_the_demo_validates_against_the_schema_of_ossie(demo: Catalog, shared: Path) -> None:
    schema = json.loads((shared / "standards" / "ossie" / "ossie-schema-0.2.0.dev0.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(ossie_document(demo, Told()))


def model(demo: Catalog) -> dict[str, Any]:
    found: dict[str, Any] = sent(ossie_document(demo, Told()))["semantic_model"][0]
    return found


def test_a_model_flat_at_the_root_reads_the_same(demo: Catalog) -> None:
    wrapped = read_ossie(sent(ossie_document(demo, Told())), "nl", Told())
    assert read_ossie({"version": "0.2.0.dev0", **model(demo)}, "nl", Told()) == wrapped


def test_a_stock_says_that_it_is_never_added_up_over_time(demo: Catalog) -> None:
    inhabitants = next(one for one in model(demo)["metrics"] if one["name"] == "inwoners")
    assert "nooit op over de tijd" in inhabitants["ai_context"]["instructions"]


def test_a_figure_kept_in_thousands_is_written_as_the_figure(demo: Catalog) -> None:
    amount = next(one for one in model(demo)["metrics"] if one["name"] == "bedrag")
    assert amount["expression"]["dialects"][0]["expression"] == "SUM((1000 * begroting.bedrag))"


def test_a_published_percentage_is_no_metric_that_another_program_could_add_up(demo: Catalog) -> None:
    told = Told("en")
    names = {one["name"] for one in ossie_document(demo, told)["semantic_model"][0]["metrics"]}
    assert "verzuimpercentage" not in names
    assert any(line.startswith("ziekteverzuim.verzuimpercentage is no metric") for line in told.not_brought)


def test_what_another_program_changed_in_the_standard_part_is_kept(demo: Catalog) -> None:
    document = sent(ossie_document(demo, Told()))
    dataset = next(one for one in document["semantic_model"][0]["datasets"] if one["name"] == "bijstand")
    dataset["description"] = "Nieuwe omschrijving."
    back = next(one for one in read_ossie(document, "nl", Told()).datasets if one["name"] == "bijstand")
    assert back["description"]["nl"] == "Nieuwe omschrijving."
    assert back["description"]["en"]


FOREIGN: dict[str, Any] = {
    "version": "0.1.1",
    "name": "verkoop",
    "datasets": [
        {
            "name": "orders",
            "source": "db.shop.orders",
            "unique_keys": [["o_id"]],
            "custom_extensions": [{"vendor_name": "SNOWFLAKE", "data": "{}"}],
            "fields": [
                {"name": "o_id", "expression": {"dialects": [{"dialect": "ANSI_SQL", "expression": "o_orderkey"}]}},
                {
                    "name": "dag",
                    "datatype": "Date",
                    "dimension": {},
                    "expression": {"dialects": [{"dialect": "SNOWFLAKE", "expression": "dag"}]},
                },
                {
                    "name": "moment",
                    "datatype": "Time",
                    "dimension": {"is_time": False},
                    "expression": {"dialects": [{"dialect": "ANSI_SQL", "expression": "moment"}]},
                },
                {
                    "name": "prijs",
                    "datatype": "Decimal",
                    "expression": {"dialects": [{"dialect": "ANSI_SQL", "expression": "prijs * 2"}]},
                },
            ],
        }
    ],
    "metrics": [
        {"name": "omzet", "expression": {"dialects": [{"dialect": "ANSI_SQL", "expression": "SUM(orders.prijs)"}]}},
        {"name": "stuk", "expression": {"dialects": [{"dialect": "ANSI_SQL", "expression": "SUM(((("}]}},
    ],
}


def test_a_model_of_somebody_else_becomes_datasets_and_tells_what_has_no_place() -> None:
    told = Told("en")
    (orders,) = read_ossie(FOREIGN, "en", told).datasets
    assert [(field["name"], field["role"]) for field in orders["fields"]] == [
        ("o_id", "key"), ("dag", "time"), ("moment", "dimension"), ("prijs", "measure"),
    ]  # fmt: skip
    assert orders["fields"][0]["column"] == "o_orderkey"
    assert orders["fields"][3]["expression"] == "prijs * 2"
    assert orders["metrics"] == [{"name": "omzet", "expression": "SUM(prijs)"}]
    assert {line.split(":")[0] for line in told.not_brought} == {"orders", "moment", "the figure stuk"}
    assert len(told.assumed) == 2


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"semantic_model": []},
        {"semantic_model": ["x"]},
        {"name": "x", "datasets": ["x"]},
        {"name": "x", "datasets": [{"name": "zonder bron"}]},
        {"name": "x", "datasets": [{"name": "d", "source": "s", "fields": [{"name": "f", "expression": {}}]}]},
    ],
)
def test_what_is_no_model_is_said_in_one_line(document: dict[str, Any]) -> None:
    with pytest.raises(SourceError):
        read_ossie(document, "nl", Told())
