"""A table of another database is copied; what goes wrong names the database without its password."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from assistant.errors import SourceError
from assistant.settings import Settings
from assistant.workbench.adding import add_file
from assistant.workbench.adding.database_reading import read_database


@pytest.fixture
def database(tmp_path: Path) -> str:
    with sqlite3.connect(tmp_path / "zaken.db") as connection:
        connection.execute("CREATE TABLE meldingen (wijk TEXT, jaar INTEGER, duur REAL)")
        connection.executemany(
            "INSERT INTO meldingen VALUES (?, ?, ?)", [("Noord", 2023, 1.234), ("Noord", 2024, None), ("Zuid", 2024, 7)]
        )
    connection.close()
    return f"sqlite:///{tmp_path / 'zaken.db'}"


def test_a_table_becomes_a_dataset(home, tmp_path, database):
    report = add_file(Path("meldingen"), tmp_path / "catalog", Settings(), database=database)
    assert report.dataset == "meldingen"
    assert (tmp_path / "catalog/data/meldingen.csv").read_text("utf-8").count("\n") == 4


def test_values_keep_their_worth(database):
    assert read_database(database, "meldingen").records == [
        ["wijk", "jaar", "duur"], ["Noord", "2023", "1.2340"], ["Noord", "2024", ""], ["Zuid", "2024", "7"],
    ]  # fmt: skip


def test_a_table_that_is_not_there_is_said_and_no_catalogue_is_made(home, tmp_path, database):
    with pytest.raises(SourceError, match="there is no table klachten"):
        add_file(Path("klachten"), tmp_path / "catalog", Settings(), database=database)
    assert not (tmp_path / "catalog").exists()


@pytest.mark.parametrize("address", ["", "zaken", "nosuch://x/y"])
def test_an_address_that_is_none_is_said(address):
    with pytest.raises(SourceError, match="cannot be used"):
        read_database(address, "meldingen")


def test_a_password_is_never_shown():
    with pytest.raises(SourceError) as raised:
        read_database("postgresql+psycopg://lezer:geheim@127.0.0.1:9/zaken", "meldingen")
    assert "geheim" not in str(raised.value)
    assert "lezer" in str(raised.value)
