"""A unit says what kind of figure it is: a percentage, an amount of money."""

from __future__ import annotations

import pytest

from assistant.catalog.text import Text
from assistant.catalog.units import is_money, is_percentage

PERCENTAGES = ("%", "% van de huishoudens", "procent", "Percent", "percentage points", "pct", "procentpunt")
MONEY = ("euro", "€", "x 1.000 euro", "1 000 euro", "miljoen euro", "Euro per inwoner", "mln €")
OTHERS = ("inwoners", "per 1.000 inwoners", "dagen", "index", "percelen", "eurocodes", "promille")


@pytest.mark.parametrize("unit", PERCENTAGES)
def test_a_percentage_is_recognised_however_it_is_written(unit: str) -> None:
    assert is_percentage(Text(nl=unit))
    assert is_percentage(Text(nl="iets", en=unit))
    assert not is_money(Text(nl=unit))


@pytest.mark.parametrize("unit", MONEY)
def test_money_is_recognised_however_it_is_written(unit: str) -> None:
    assert is_money(Text(nl=unit))
    assert not is_percentage(Text(nl=unit))


@pytest.mark.parametrize("unit", OTHERS)
def test_other_units_are_neither(unit: str) -> None:
    assert not is_percentage(Text(nl=unit))
    assert not is_money(Text(nl=unit))


def test_no_unit_is_neither() -> None:
    assert not is_percentage(None)
    assert not is_money(None)
