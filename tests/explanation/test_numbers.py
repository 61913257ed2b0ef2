"""Figures and periods are written as the reader writes them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from assistant.catalog.catalog import MetricRef
from assistant.catalog.period import Period
from assistant.explanation import numbers, periods
from tests.explanation.catalogue import CATALOG

INWONERS, MISDRIJVEN = MetricRef("bevolking", "inwoners"), MetricRef("veiligheid", "misdrijven")


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "nl", "en"),
    [
        (374238, "inwoners", None, "374.238 inwoners", "374,238 inwoners"),
        (3.4, "%", None, "3,4 %", "3.4%"),
        (3.45, "%", 1, "3,5 %", "3.5%"),
        (0.02, "%", None, "0,02 %", "0.02%"),
        (412000, "euro", None, "€ 412.000", "€412,000"),
        (1234.5, "euro", None, "€ 1.235", "€1,235"),
        (12.5, "euro", None, "€ 12,50", "€12.50"),
        (-12.5, "euro", None, "-€ 12,50", "-€12.50"),
        (0.3, "procentpunt", None, "0,3 procentpunt", "0.3 percentage points"),
        (Decimal("-0.04"), None, 1, "0,0", "0.0"),
        (1234.5, None, 1, "1.234,5", "1,234.5"),
        (7.25, "kg per inwoner", None, "7,3 kg per inwoner", "7.3 kg per inwoner"),
        (0.0259768, "uitkeringen per inwoner", None, "0,026 uitkeringen per inwoner", "0.026 uitkeringen per inwoner"),
        (
            0.0037399,
            "uitkeringen per inwoner",
            None,
            "0,0037 uitkeringen per inwoner",
            "0.0037 uitkeringen per inwoner",
        ),
        (0.5, "kinderen per huishouden", None, "0,50 kinderen per huishouden", "0.50 kinderen per huishouden"),
        (0, "inwoners", None, "0 inwoners", "0 inwoners"),
    ],
)
def test_figures(value: Any, unit: str | None, decimals: int | None, nl: str, en: str) -> None:
    assert numbers.figure(value, "nl", unit, decimals) == nl
    assert numbers.figure(value, "en", unit, decimals) == en


@pytest.mark.parametrize(
    ("metric", "period", "nl", "en"),
    [
        (INWONERS, "2024", "op 1 januari 2024", "on 1 January 2024"),
        (MISDRIJVEN, "2024", "in 2024", "in 2024"),
        (MISDRIJVEN, "2024-Q2", "in het tweede kwartaal van 2024", "in the second quarter of 2024"),
        (MISDRIJVEN, "2024-05", "in mei 2024", "in May 2024"),
        (MISDRIJVEN, "2024-W07", "in week 7 van 2024", "in week 7 of 2024"),
        (MISDRIJVEN, "2024-05-17", "op 17 mei 2024", "on 17 May 2024"),
        (MISDRIJVEN, "2022/2023", "in schooljaar 2022/2023", "in school year 2022/2023"),
    ],
)
def test_periods(metric: MetricRef, period: str, nl: str, en: str) -> None:
    assert periods.at(CATALOG, metric, Period.parse(period), "nl") == nl
    assert periods.at(CATALOG, metric, Period.parse(period), "en") == en


def test_a_range_of_a_flow_and_of_a_stock() -> None:
    years = (Period.year(2019), Period.year(2024))
    assert periods.span(CATALOG, MISDRIJVEN, *years, "nl") == "van 2019 tot en met 2024"
    assert periods.span(CATALOG, INWONERS, *years, "nl") == "tussen 1 januari 2019 en 1 januari 2024"
