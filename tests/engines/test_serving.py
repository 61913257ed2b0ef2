"""What is served is what is documented: types, missing codes, scale, computed fields; what does not fit is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.catalog.catalog import FieldRef
from assistant.catalog.period import Period
from assistant.engines import ResultTable
from assistant.errors import DataError, OperatorError
from tests.engines.conftest import dataset, validated

FIELD_CASES: list[tuple[dict[str, Any], str, Any]] = [
    ({"datatype": "String"}, "0344", "0344"),
    ({"datatype": "Integer"}, "-12", -12),
    ({"datatype": "Integer"}, "12.0", 12),
    ({"datatype": "Integer"}, "1e3", 1000),
    ({"datatype": "Integer"}, "9007199254740993", 9007199254740993),
    ({"datatype": "Decimal"}, "12.345", 12.345),
    ({"datatype": "Decimal"}, "1e-7", 1e-7),
    ({"datatype": "Decimal"}, "12.5e-1", 1.25),
    ({"datatype": "Decimal"}, "1234567890123456.7", 1234567890123456.7),
    ({"datatype": "Decimal", "missing": {"-99997": "geheim"}}, "-99997", None),
    ({"datatype": "Decimal", "missing": {"x": "geheim"}}, "x", None),
    ({"datatype": "Float"}, "1e3", 1000.0),
    ({"datatype": "Boolean"}, "ja", True),
    ({"datatype": "Boolean"}, "False", False),
    ({"datatype": "Date"}, "2024-02-29", dt.date(2024, 2, 29)),
    ({"datatype": "Date", "format": "%d-%m-%Y"}, "29-02-2024", dt.date(2024, 2, 29)),
    ({"datatype": "DateTime"}, "2024-02-29 13:45:00", dt.datetime(2024, 2, 29, 13, 45)),
    ({"datatype": "Integer", "role": "measure", "scale": 1000}, "12", 12000),
    ({"datatype": "Integer", "missing": {"-99997": "geheim"}}, "-99997", None),
    ({"datatype": "String", "missing": {"x": "onbekend"}}, "x", None),
    ({"datatype": "Integer"}, "", None),
]


@pytest.mark.parametrize(("keys", "stored", "served"), FIELD_CASES)
def test_a_value_is_served_as_documented(
    keys: dict[str, Any], stored: str, served: Any, load: Any, opened: Any
) -> None:
    field = {"name": "waarde", "role": "dimension"} | keys
    loaded = load(
        {"name": "t", "source": "t.csv", "fields": [field, {"name": "n", "role": "key"}]},
        files={"t.csv": f"n,waarde,ongenoemd\n1,{stored},x\n"},
    )
    engine = opened(loaded)
    table = engine.run(validated("SELECT waarde FROM t", loaded, engine), 10)
    assert isinstance(table, ResultTable)
    assert table.rows == ((served,),)


MISFITS: list[tuple[str, str]] = [
    ("Integer", "1.5"),
    ("Integer", "veel"),
    ("Integer", "1_000"),
    ("Integer", "1e-1"),
    ("Integer", "9007199254740993.5"),
    ("Integer", "0x10"),
    ("Integer", "nan"),
    ("Decimal", "1_000"),
    ("Decimal", "nan"),
    ("Decimal", "1,5"),
    ("Float", "inf"),
    ("Boolean", "misschien"),
    ("Date", "2023-02-30"),
    ("Date", "2023-02-01 10:00"),
    ("DateTime", "gisteren"),
]


@pytest.mark.parametrize(("datatype", "stored"), MISFITS)
def test_a_value_that_does_not_fit_is_told_with_its_line(datatype: str, stored: str, load: Any, opened: Any) -> None:
    loaded = load(
        {"name": "t", "source": "t.csv", "fields": [{"name": "waarde", "role": "dimension", "datatype": datatype}]},
        files={"t.csv": f'tekst,waarde\n"twee\nregels",\ngoed,"{stored}"\n'},
    )
    with pytest.raises(DataError) as caught:
        opened(loaded)
    (problem,) = caught.value.problems
    assert (problem.location.file, problem.location.line) == ("data/t.csv", 4)
    assert "'waarde'" in problem.message
    assert stored in problem.message


@pytest.mark.parametrize("datatype", ["Integer", "Decimal", "Float"])
def test_a_point_is_no_decimal_sign_where_the_comma_is(datatype: str, load: Any, opened: Any) -> None:
    keys = {"csv": {"delimiter": ";", "decimal": ","}}
    field = {"name": "waarde", "role": "dimension", "datatype": datatype}
    loaded = load({"name": "t", "source": "t.csv", "fields": [field]} | keys, files={"t.csv": "waarde;x\n1.000;x\n"})
    with pytest.raises(DataError, match=r"1\.000"):
        opened(loaded)


@pytest.mark.parametrize("last", ["0.12345", "1e-5", "12345678901234567", "0.000001", "3"])
def test_decimals_that_only_late_rows_have_are_kept(last: str, load: Any, opened: Any) -> None:
    field = {"name": "waarde", "role": "measure", "datatype": "Decimal", "aggregation": "sum"}
    content = "waarde,tekst\n" + "1.5,\n" * 10_001 + f"{last},laatst\n"
    loaded = load(
        {"name": "t", "source": "t.csv", "fields": [field, {"name": "tekst", "role": "dimension"}]},
        files={"t.csv": content},
    )
    engine = opened(loaded)
    sql = "SELECT tekst, SUM(waarde) AS som FROM t GROUP BY tekst ORDER BY tekst NULLS LAST"
    table = engine.run(validated(sql, loaded, engine), 10)
    assert table.rows == (("laatst", float(last)), (None, 15001.5))


def test_csv_as_documented_and_a_computed_field(load: Any, opened: Any) -> None:
    loaded = load(
        {
            "name": "t",
            "source": "t.csv",
            "csv": {"delimiter": ";", "decimal": ",", "encoding": "latin-1", "null": ["", "."]},
            "fields": [
                {"name": "naam", "role": "key"},
                {"name": "prijs", "role": "measure", "datatype": "Decimal", "column": "Prijs in €"[:5]},
                {"name": "dubbel", "role": "measure", "datatype": "Float", "expression": "2 * half + prijs"},
                {"name": "half", "role": "measure", "datatype": "Float", "expression": "prijs / 2"},
            ],
        },
        files={"t.csv": "naam;Prijs\nSúd;1,50\nNoord;.\n".encode("latin-1")},
    )
    engine = opened(loaded)
    table = engine.run(validated("SELECT naam, prijs, dubbel FROM t ORDER BY naam", loaded, engine), 10)
    assert table.rows == (("Noord", None, None), ("Súd", 1.5, 3.0))


def test_everything_wrong_with_the_files_comes_at_once(load: Any, opened: Any) -> None:
    loaded = load(dataset(name="a", source="absent.csv"), dataset(name="b", source="b.xlsx"))
    with pytest.raises(DataError) as caught:
        opened(loaded)
    assert [problem.rule for problem in caught.value.problems] == ["file", "source"]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        ("code,jaar\na,2024\n", "column"),
        ("code,jaar,aantal\na,2024\n", "width"),
        (b"code,jaar,aantal\n\xff,2024,1\n", "encoding"),
        ("", "empty"),
    ],
)
def test_a_broken_file_is_explained(content: str | bytes, rule: str, load: Any, opened: Any) -> None:
    with pytest.raises(DataError) as caught:
        opened(load(dataset(), files={"t.csv": content}))
    assert caught.value.problems[0].rule == rule


def test_a_repeated_primary_key_is_told_with_an_example(load: Any, opened: Any) -> None:
    content = "code,jaar,aantal\na,2024,1\na,2024,2\n"
    with pytest.raises(DataError, match="code = a, jaar = 2024"):
        opened(load(dataset(primary_key=["code", "jaar"]), files={"t.csv": content}))


@pytest.mark.parametrize("expression", ["read_text('/etc/passwd')", "zelf + 1", "(SELECT 1)", "onbekend + 1", "SELECT"])
def test_an_unsafe_or_circular_expression_is_refused(expression: str, load: Any, opened: Any) -> None:
    fields = [{"name": "code", "role": "key"}, {"name": "zelf", "role": "measure", "expression": expression}]
    loaded = load({"name": "t", "source": "t.csv", "fields": fields}, files={"t.csv": "code\na\n"})
    with pytest.raises(DataError) as caught:
        opened(loaded)
    assert caught.value.problems[0].rule == "expression"


def test_the_same_input_has_the_same_digest_and_other_data_another(load: Any, opened: Any) -> None:
    first = opened(load(dataset(), files={"t.csv": "code,jaar,aantal\na,2024,1\n"}))
    again = opened(load(dataset(), files={"t.csv": "code,jaar,aantal\na,2024,1\n"}))
    other = opened(load(dataset(), files={"t.csv": "code,jaar,aantal\na,2024,2\n"}))
    assert first.digest == again.digest != other.digest
    assert first.profile == again.profile


def test_the_profile_holds_members_and_periods_but_no_figures(load: Any, opened: Any) -> None:
    content = "code,jaar,aantal\nb,2023,\na,2024,7\n"
    profile = opened(load(dataset(), files={"t.csv": content})).profile
    assert [member.value for member in profile.field(FieldRef("t", "code")).members] == ["a", "b"]
    assert profile.datasets["t"].periods["jaar"] == (Period.year(2023), Period.year(2024))
    assert profile.datasets["t"].covered["aantal", "jaar"] == (Period.year(2024),)
    assert profile.field(FieldRef("t", "aantal")) is None


def test_a_folder_that_cannot_be_made_is_the_operators_to_mend(
    load: Callable[..., Any], opened: Any, home: Path
) -> None:
    loaded = load(dataset(), files={"t.csv": "code,jaar,aantal\na,2024,1\n"})
    (home / "serving").write_text("in the way")
    with pytest.raises(OperatorError):
        opened(loaded)
