"""A Parquet file says itself what its columns are; its values keep their worth, whatever they look like."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from assistant.errors import SourceError
from assistant.settings import Settings
from assistant.workbench.adding import add_file
from assistant.workbench.adding.parquet_reading import read_parquet
from assistant.workbench.cbs.yaml_files import read


def parquet(folder: Path, select: str) -> Path:
    path = folder / "meldingen.parquet"
    duckdb.sql(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
    return path


def test_a_file_becomes_a_dataset_with_its_own_header(home, tmp_path):
    file = parquet(
        tmp_path,
        "SELECT * FROM (VALUES ('0344', 2023, 1.234, '1,5'), ('0344', 2024, 2.5, '2,5'), ('0307', 2024, NULL, NULL)) "
        "AS t(gemeente_code, jaar, afstand, score)",
    )
    add_file(file, tmp_path / "catalog", Settings())
    rows = duckdb.sql(
        f"SELECT gemeente_code, jaar, afstand FROM read_csv('{tmp_path}/catalog/data/meldingen.csv', "
        "types={'gemeente_code': 'VARCHAR', 'afstand': 'DOUBLE'}) ORDER BY ALL"
    ).fetchall()
    assert rows == [("0307", 2024, None), ("0344", 2023, 1.234), ("0344", 2024, 2.5)]
    fields = {field["name"]: field for field in read(tmp_path / "catalog/datasets/meldingen.yaml")["fields"]}
    assert fields["jaar"]["role"] == "time"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1.234::DOUBLE", "1.2340"), ("1234.0::DOUBLE", "1234"), ("1e20::DOUBLE", "1" + 20 * "0"), ("1000", "1000"),
        ("-0.001::DECIMAL(9,3)", "-0.0010"), ("DATE '2024-01-03'", "2024-01-03"), ("true", "true"), ("NULL", ""),
        ("'NaN'::DOUBLE", ""), ("' 0344 '", "0344"),
    ],
)  # fmt: skip
def test_each_value_is_a_text_that_reads_back_as_that_value(tmp_path, value, text):
    assert read_parquet(parquet(tmp_path, f"SELECT {value} AS waarde")).records[1] == [text]


@pytest.mark.parametrize(
    ("select", "says"),
    [
        ("SELECT [1, 2] AS lijst", "the column lijst holds values of type list"),
        ("SELECT 1 AS a WHERE false", "no rows"),
        ("SELECT " + ", ".join(f"{n} AS c{n}" for n in range(5000)), "5000 columns"),
        ("SELECT range AS a, 1 AS b FROM range(10000001)", "20,000,000 values"),
    ],
    ids=["lists", "no rows", "too wide", "too long"],
)
def test_a_file_that_cannot_be_added_is_said_and_the_catalogue_stands(home, tmp_path, select, says):
    with pytest.raises(SourceError, match=says):
        add_file(parquet(tmp_path, select), tmp_path / "catalog", Settings())
    assert not (tmp_path / "catalog").exists()


@pytest.mark.parametrize("content", [b"PAR1", b"a,b\n1,2\n", b"PAR1" + 100 * b"\0" + b"PAR1"])
def test_something_else_that_is_called_parquet_is_said(home, tmp_path, content):
    (tmp_path / "x.parquet").write_bytes(content)
    with pytest.raises(SourceError, match="no readable Parquet"):
        add_file(tmp_path / "x.parquet", tmp_path / "catalog", Settings())
