"""Stored periods are read and written in every documented format, and nothing else is taken for a period."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.catalog.field import Field
from assistant.catalog.period import Period
from assistant.catalog.timecode import Stored, decode, encode, grain_of, moment, spellings
from assistant.catalog.vocabulary import Grain


def time(**keys: str) -> Field:
    return Field.model_validate({"name": "t", "role": "time", **keys})


YEAR = time(grain="year", datatype="Integer")
CBS_YEAR = time(grain="year", format="cbs_period")
CBS_QUARTER = time(grain="quarter", format="cbs_period")
CBS_MONTH = time(grain="month", format="cbs_period")
SCHOOL = time(grain="year", format="schoolyear")
MONTH = time(grain="month", format="%Y%m")
QUARTER = time(grain="quarter", format="%Y-Q%q")
WEEK = time(grain="week", format="%G-W%V")
DUTCH_DAY = time(grain="day", format="%d-%m-%Y")
DAY = time(grain="day", datatype="Date")

READ: list[tuple[Field, Stored, str | None]] = [
    (YEAR, 2023, "2023"),
    (YEAR, "2023", "2023"),
    (YEAR, "2023-05", None),
    (CBS_YEAR, "2023JJ00", "2023"),
    (CBS_YEAR, "2023X000", "2023"),
    (CBS_YEAR, "2023KW01", None),
    (CBS_QUARTER, "2023KW04", "2023-Q4"),
    (CBS_QUARTER, "2023KW05", None),
    (CBS_MONTH, "2023MM12", "2023-12"),
    (CBS_MONTH, "2023MM13", None),
    (SCHOOL, "2022/2023", "2022/2023"),
    (SCHOOL, "2022/'23", "2022/2023"),
    (SCHOOL, "2022-2023", "2022/2023"),
    (SCHOOL, "2022/23", "2022/2023"),
    (SCHOOL, "1999/00", "1999/2000"),
    (SCHOOL, "2022/2024", None),
    (MONTH, "202305", "2023-05"),
    (MONTH, 202305, "2023-05"),
    (MONTH, "202313", None),
    (MONTH, "2023", None),
    (QUARTER, "2023-Q2", "2023-Q2"),
    (WEEK, "2020-W53", "2020-W53"),
    (WEEK, "2021-W53", None),
    (DUTCH_DAY, "17-05-2023", "2023-05-17"),
    (DUTCH_DAY, "1-5-2023", "2023-05-01"),
    (DUTCH_DAY, "31-02-2023", None),
    (DAY, dt.date(2023, 5, 17), "2023-05-17"),
    (DAY, dt.datetime(2023, 5, 17, 23, 59), "2023-05-17"),
    (DAY, "2023-05-17", "2023-05-17"),
    (DAY, "2023-05-17 12:00:00", "2023-05-17"),
    (time(grain="year", datatype="Date"), dt.date(2023, 12, 31), "2023"),
    (time(grain="month", format="%Y-%m-%d"), "2023-05-17", "2023-05"),
    (time(grain="month", datatype="Integer"), 202305, "2023-05"),
    (time(grain="quarter", datatype="Integer"), 20232, "2023-Q2"),
    (time(grain="quarter"), "2023-Q2", "2023-Q2"),
    (time(), "2023", None),
    (YEAR, "onbekend", None),
    (YEAR, "", None),
]


@pytest.mark.parametrize(("field", "stored", "text"), READ, ids=[f"{f.format}:{s}" for f, s, _ in READ])
def test_a_stored_value_is_this_period(field: Field, stored: Stored, text: str | None) -> None:
    period = decode(field, stored)
    assert (period.text if period else None) == text


WRITTEN: list[tuple[Field, str, Stored]] = [
    (YEAR, "2023", 2023),
    (CBS_YEAR, "2023", "2023JJ00"),
    (CBS_QUARTER, "2023-Q1", "2023KW01"),
    (CBS_MONTH, "2023-05", "2023MM05"),
    (SCHOOL, "2022/2023", "2022/2023"),
    (MONTH, "2023-05", "202305"),
    (time(grain="month", format="%Y%m", datatype="Integer"), "2023-05", 202305),
    (QUARTER, "2023-Q2", "2023-Q2"),
    (WEEK, "2020-W53", "2020-W53"),
    (DUTCH_DAY, "2023-05-17", "17-05-2023"),
    (DAY, "2023-05-17", dt.date(2023, 5, 17)),
    (time(grain="quarter"), "2023-Q2", "2023-Q2"),
]


@pytest.mark.parametrize(("field", "text", "stored"), WRITTEN, ids=[f"{f.format}:{t}" for f, t, _ in WRITTEN])
def test_a_period_is_stored_so(field: Field, text: str, stored: Stored) -> None:
    assert encode(field, Period.parse(text)) == stored


def test_a_period_of_another_grain_is_not_stored() -> None:
    with pytest.raises(ValueError, match="grain year"):
        encode(YEAR, Period.parse("2023-05"))


FIELDS = [YEAR, CBS_YEAR, CBS_QUARTER, CBS_MONTH, SCHOOL, MONTH, QUARTER, WEEK, DUTCH_DAY, DAY]


@given(st.sampled_from(FIELDS), st.dates(dt.date(1900, 1, 8), dt.date(2099, 12, 1)))
def test_what_is_written_reads_back(field: Field, day: dt.date) -> None:
    """Every spelling of a period reads back as that period, and no spelling means two periods."""
    grain = grain_of(field)
    assert grain is not None
    period = Period.containing(day, grain)
    assert [decode(field, stored) for stored in spellings(field, period)] == [period] * len(spellings(field, period))
    assert not set(spellings(field, period)) & set(spellings(field, period.shift(1)))


@given(st.sampled_from(FIELDS), st.text(max_size=12))
def test_any_text_is_a_period_or_none(field: Field, text: str) -> None:
    period = decode(field, text)
    assert period is None or period.grain is grain_of(field)


GRAINS: list[tuple[Field, Grain | None]] = [
    (SCHOOL, Grain.SCHOOLYEAR),
    (time(format="%Y%m"), Grain.MONTH),
    (time(datatype="DateTime"), Grain.DAY),
    (time(datatype="Integer"), Grain.YEAR),
    (time(format="cbs_period"), None),
    (time(format="%B"), None),
]


@pytest.mark.parametrize(("field", "grain"), GRAINS)
def test_a_grain_that_is_not_written_is_what_it_can_only_be(field: Field, grain: Grain | None) -> None:
    assert grain_of(field) is grain


MOMENTS = [(CBS_YEAR, "2015JJ00", "2015"), (CBS_YEAR, "2015", "2015"), (CBS_YEAR, "2015-07-01", "2015-07-01")]


@pytest.mark.parametrize(("field", "text", "period"), MOMENTS)
def test_a_boundary_is_written_as_stored_or_as_a_date(field: Field, text: str, period: str) -> None:
    found = moment(field, text)
    assert found is not None
    assert found.text == period
