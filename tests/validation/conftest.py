"""A catalogue and a binder for the cases: tables in memory, with columns that nobody documented."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import yaml

from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.period import Period
from assistant.catalog.profile import DataMember, DataProfile, DatasetProfile, FieldProfile
from assistant.engines.worker import _bind
from assistant.validation import BindFailure, BoundPlan
from assistant.validation.query import Bound
from assistant.validation.view import view_of

CASES = Path(__file__).parent.parent / "validation_cases"


class MemoryBinder:
    """Binds against tables in this process, by the code that the worker uses."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def begin(self, sql: str) -> Bound:
        return lambda: self.bind(sql)

    def bind(self, sql: str) -> BoundPlan | BindFailure:
        try:
            reply = _bind(self.connection.cursor(), {"sql": sql})
        except duckdb.Error:
            return BindFailure("error")
        if "failure" in reply:
            return BindFailure(reply["failure"])
        return BoundPlan(
            reply["statements"],
            reply["is_select"],
            frozenset(tuple(column) for column in reply["columns"]),
            frozenset(reply["tables"]),
        )


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return Catalog.model_validate(yaml.safe_load((CASES / "catalog.yaml").read_text("utf-8")))


def _members(*members: tuple[str, str, str]) -> tuple[DataMember, ...]:
    return tuple(DataMember(value, label, level) for value, label, level in members)


@pytest.fixture(scope="session")
def profile() -> DataProfile:
    """What the data of the cases hold, for the rules that want to know."""
    places = _members(("GM1", "Dorp", "gemeente"), ("WK11", "Noord", "wijk"), ("WK12", "Zuid", "wijk"))
    code = FieldRef("plekken", "code")
    months = [Period.parse(f"{year}-{month:02d}") for year in (2023, 2024) for month in range(1, 13)]
    months += [Period.parse(f"2025-{month:02d}") for month in range(1, 7)]
    return DataProfile(
        "0",
        {
            "plekken": DatasetProfile("plekken", 3, {"code": FieldProfile(code, places)}),
            "zorg": DatasetProfile("zorg", 9, levels={"plek": ("gemeente", "wijk")}),
            "vervoer": DatasetProfile("vervoer", 9, periods={"jaar": tuple(map(Period.year, (2023, 2024, 2025)))}),
            "meldpunt": DatasetProfile("meldpunt", 9, levels={"plek_intern": ("gemeente", "wijk")}),
            "overlast": DatasetProfile("overlast", 30, periods={"maand": tuple(months)}),
        },
    )


@pytest.fixture(scope="session")
def binder(catalog: Catalog) -> Iterator[MemoryBinder]:
    connection = duckdb.connect()
    for dataset in catalog.datasets:
        columns = view_of(catalog, "controller", "nl", True).columns[dataset.name] | (
            {"memo": "VARCHAR", "bsn": "VARCHAR"} if dataset.name == "inwoners" else {}
        )
        connection.execute(f"CREATE TABLE {dataset.name} ({', '.join(f'{n} {t}' for n, t in columns.items())})")
    connection.execute("CREATE TABLE personen (bsn VARCHAR)")
    yield MemoryBinder(connection)
    connection.close()
