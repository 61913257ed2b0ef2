"""An invented table in the shape of the service: one town too many, one secret figure, two lengths of period."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.workbench.cbs import ImportReport, import_cbs
from tests.workbench.cbs.odata_server import Record, Spoil, Table, serve


def code(identifier: str, title: str, **more: Any) -> Record:
    return {"Identifier": identifier, "Title": title, "Description": "", "DimensionGroupId": None} | more


def dimension(identifier: str, title: str, kind: str = "Dimension") -> Record:
    return {"Identifier": identifier, "Title": title, "Description": "", "Kind": kind}


def measure(identifier: str, title: str, unit: str, decimals: int = 0, **more: Any) -> Record:
    return {
        "Identifier": identifier, "Title": title, "Unit": unit, "Decimals": decimals, "Description": "",
        "MeasureGroupId": None, "PresentationType": "Absolute",
    } | more  # fmt: skip


def figure(measure: str, value: float | None, attribute: str = "None", **codes: str) -> Record:
    return {"Measure": measure, "ValueAttribute": attribute, "Value": value, "StringValue": None} | codes


REGIONS = [
    code("NL01  ", "Nederland", DimensionGroupId="NL"),
    code("PV90", "Zandland (PV)", DimensionGroupId="PV"),
    code("GM9001", "Zandland (gemeente)", DimensionGroupId="GMPV90"),
    code("GM9002", "Duin (ZL.)", DimensionGroupId="GMPV90"),
    code(
        "GM9003", "Oudveen", DimensionGroupId="GMPV90", Description="Opgeheven per 01-01-2020\r\nBegindatum 02-01-1839"
    ),
]
PERIODS = [
    code("2022JJ00", "2022", Status="Definitief"),
    code("2023JJ00", "2023", Status="Voorlopig"),
]


def _pets() -> Table:
    """Cats and dogs per region and year: a stock in thousands, a share, and a figure that is secret."""
    sums = {"GM9001": (3, 4), "GM9002": (2, 1), "PV90": (5, 5), "NL01  ": (50, 60)}
    observations: list[Record] = []
    for region, (cats, dogs) in sums.items():
        for period in ("2022JJ00", "2023JJ00"):
            where = {"RegioS": region, "Perioden": period}
            members = {"A01": cats, "A02": dogs, "T009001": cats + dogs}
            observations += [figure("M1", value, Soort=member, **where) for member, value in members.items()]
            observations += [figure("M2", 12.5, Soort=member, **where) for member in members]
    secret = next(r for r in observations if r["Measure"] == "M2" and r["RegioS"] == "GM9002")
    secret.update(Value=None, ValueAttribute="Confidential")
    unpublished = next(r for r in observations if r["Measure"] == "M1" and r["RegioS"] == "GM9002")
    unpublished.update(Value=None, ValueAttribute="Impossible")
    for member in ("A01", "A02", "T009001"):
        observations.append(figure("M1", None, "Impossible", Soort=member, RegioS="GM9003", Perioden="2023JJ00"))
    return {
        "Properties": {
            "Identifier": "90001ned", "Title": "Huisdieren; soort en regio", "Description": "Dieren in huis.\r\n",
            "Language": "nl", "Modified": "2024-02-01T00:00:00+01:00", "Frequency": "Per jaar",
            "License": "https://creativecommons.org/licenses/by/4.0/", "ContactPoint": "vraag@example.org",
            "ObservationCount": len(observations),
        },
        "Dimensions": [
            dimension("Soort", "Soort dier"),
            dimension("RegioS", "Regio's", "GeoDimension"),
            dimension("Perioden", "Perioden", "TimeDimension"),
        ],
        "MeasureCodes": [
            measure("M1", "Huisdieren op 31 december", "x 1 000", 1),
            measure("M2", "Aandeel met chip", "%", 1, PresentationType="Relative"),
        ],
        "SoortCodes": [code("T009001", "Totaal huisdieren"), code("A01", "Katten"), code("A02", "Honden")],
        "RegioSCodes": REGIONS,
        "PeriodenCodes": PERIODS,
        "Observations": observations,
    }  # fmt: skip


def _prices() -> Table:
    """Prices per month and quarter, without regions; the last month is not published yet."""
    periods = [code(f"2023MM{month:02d}", f"2023 maand {month}", Status=None) for month in (1, 2, 3)]
    periods.append(code("2023KW01", "2023 1e kwartaal", Status=None))
    values = {"2023MM01": 100.0, "2023MM02": 101.5, "2023MM03": None, "2023KW01": 100.7}
    return {
        "Properties": {"Identifier": "90002ned", "Title": "Prijzen van voer", "Language": "nl"},
        "Dimensions": [dimension("Perioden", "Perioden", "TimeDimension")],
        "MeasureCodes": [measure("P1", "Prijsindex voer", "2020=100", 1), measure("P2", "Verkochte zakken", "aantal")],
        "PeriodenCodes": periods,
        "Observations": [
            figure("P1", value, "None" if value else "Impossible", Perioden=period) for period, value in values.items()
        ]
        + [figure("P2", 7, Perioden=period) for period in values],
    }


@pytest.fixture
def tables() -> dict[str, Table]:
    """The invented tables, to change at will."""
    return {"90001ned": _pets(), "90002ned": _prices()}


Bring = Callable[..., ImportReport]


@pytest.fixture
def bring(tables: dict[str, Table], tmp_path: Path) -> Bring:
    """Import a table of the invented service into ``tmp_path/catalog``."""

    def run(table: str, *, page: int = 7, spoil: Spoil | None = None, **options: Any) -> ImportReport:
        with serve(tables, page=page, spoil=spoil) as served:
            return import_cbs(
                table, tmp_path / "catalog", base_url=served.base_url, pause=lambda seconds: None, **options
            )

    return run


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    """Where :func:`bring` imports to."""
    return tmp_path / "catalog"
