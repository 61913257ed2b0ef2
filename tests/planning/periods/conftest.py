"""A catalogue of fruit and furniture: every grain of time as a flow, and stocks at the start, the end and on average.

Each stored flow is 1, so a sum counts the stored periods; each stock is its own position in time.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.answering import Assistant
from assistant.catalog.period import Period
from assistant.catalog.timeformat import pattern
from assistant.settings import Settings

#: dataset: (format, first and last period, {metric: how it behaves over time})
STOCKS = {"end": {"over_time": "last"}, "start": {"over_time": "last", "reference": "start"}}
AVERAGE = {"over_time": "last", "reference": "average"}
WORLD: dict[str, tuple[str, str, str, dict[str, dict[str, str]]]] = {
    "jaren": ("%Y", "2015", "2024", {
        "appels": {}, "kasten": STOCKS["start"], "stoelen": STOCKS["end"], "tafels": AVERAGE,
    }),
    "kwartalen": ("%Y-Q%q", "2019-Q1", "2025-Q2", {"peren": {}, "lampen": STOCKS["end"]}),
    "maanden": ("%Y%m", "2020-01", "2025-08", {"kersen": {}, "fietsen": STOCKS["start"], "banken": STOCKS["end"]}),
    "weken": ("%G-W%V", "2023-W01", "2025-W30", {"pruimen": {}}),
    "schooljaren": ("schoolyear", "2018/2019", "2024/2025", {"noten": {}}),
}  # fmt: skip
FIRST_DAY, LAST_DAY = dt.date(2023, 1, 1), dt.date(2025, 8, 20)


@pytest.fixture(scope="session")
def orchard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The assistant over that catalogue."""
    folder = tmp_path_factory.mktemp("orchard")
    for name in ("datasets", "data"):
        (folder / name).mkdir()
    (folder / "catalog.yaml").write_text(yaml.safe_dump({"name": "boomgaard", "language": "nl"}), "utf-8")
    for name, (form, first, last, metrics) in WORLD.items():
        periods = _periods(first, last)
        rows = [
            (_stored(form, one), *(at if told else 1 for told in metrics.values())) for at, one in enumerate(periods)
        ]
        _write(folder, name, _documented(form, periods[0], metrics), rows)
    days = (FIRST_DAY + dt.timedelta(days=number) for number in range((LAST_DAY - FIRST_DAY).days + 1))
    _write(folder, "dagen", _BERRIES, [(number, day, day) for number, day in enumerate(days)])
    with Assistant.open(Settings(catalog=folder, home=tmp_path_factory.mktemp("orchard-home"))) as assistant:
        yield assistant


_BERRIES: dict[str, Any] = {
    "primary_key": ["nummer"],
    "fields": [
        {"name": "nummer", "role": "key", "datatype": "Integer", "label": "nummer"},
        {"name": "dag", "role": "time", "grain": "day", "datatype": "Date", "label": "plukdag"},
        {"name": "verkocht", "role": "time", "grain": "day", "datatype": "Date", "label": "verkoopdag"},
    ],
    "metrics": [{"name": "bessen", "label": "bessen", "aggregation": "count", "unit": "bessen"}],
}


def _periods(first: str, last: str) -> list[Period]:
    found = [Period.parse(first)]
    while found[-1] < Period.parse(last):
        found.append(found[-1].shift(1))
    return found


def _stored(form: str, period: Period) -> str:
    return period.text if form == "schoolyear" else str(pattern.write(form, period))


def _documented(form: str, period: Period, metrics: dict[str, dict[str, str]]) -> dict[str, Any]:
    time = {"name": "wanneer", "role": "time", "grain": period.grain.value, "datatype": "String", "label": "wanneer"}
    measures = [
        {"name": name, "role": "measure", "datatype": "Integer", "aggregation": "sum", "label": name, "unit": name}
        | told
        for name, told in metrics.items()
    ]
    return {"primary_key": ["wanneer"], "fields": [time | {"format": form}, *measures]}


def _write(folder: Path, name: str, told: dict[str, Any], rows: list[tuple[Any, ...]]) -> None:
    dataset = {"name": name, "title": f"Telling per {name}", "source": f"{name}.csv"} | told
    (folder / "datasets" / f"{name}.yaml").write_text(yaml.safe_dump(dataset, sort_keys=False), "utf-8")
    with (folder / "data" / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([field["name"] for field in told["fields"]])
        writer.writerows(rows)
