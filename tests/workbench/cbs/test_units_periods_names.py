"""The small readers: units in every spelling, period codes, names, region codes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.workbench.cbs.naming import Names, snake
from assistant.workbench.cbs.overlay import lay_over
from assistant.workbench.cbs.periods import read_period
from assistant.workbench.cbs.table import Code
from assistant.workbench.cbs.units import read_unit
from assistant.workbench.cbs.yaml_files import dump, parse


@pytest.mark.parametrize(
    ("text", "name", "scale"),
    [
        ("aantal", "", 1),
        ("x 1 000", "", 1000),
        ("x 1000", "", 1000),
        ("x 1.000", "", 1000),
        ("1 000 euro", "euro", 1000),
        ("mln euro", "euro", 1_000_000),
        ("x mln", "", 1_000_000),
        ("euro", "euro", 1),
        ("%", "%", 1),
        ("per 1 000 inwoners", "per 1 000 inwoners", 1),
        ("2020=100", "index", 1),
        ("", "", 1),
    ],
)
def test_a_unit_in_any_spelling(text, name, scale):
    assert (read_unit(text).name, read_unit(text).scale) == (name, scale)


@pytest.mark.parametrize(
    ("code", "title", "grain", "stored"),
    [
        ("2024JJ00", "2024", "year", "2024JJ00"),
        ("2024KW03", "2024 3e kwartaal", "quarter", "2024KW03"),
        ("2024MM11", "2024 november", "month", "2024MM11"),
        ("2022SJ00", "2022/'23", "schoolyear", "2022/2023"),
        ("2024X000", "2024", "year", "2024JJ00"),
        ("2024X000", "1 januari 2024", "year", "2024JJ00"),
        ("2024X000", "2020 tot 2024", None, "2024X000"),
        ("20240101", "1 januari 2024", "day", "20240101"),
    ],
)
def test_a_period_code(code, title, grain, stored):
    period = read_period(Code(code, title, "", "", None))
    assert (period.grain, period.stored) == (grain, stored)


@given(st.lists(st.text(max_size=80), max_size=8))
def test_names_are_identifiers_and_each_is_given_once(titles):
    names = Names()
    given_out = [names.take(title, f"M{number}") for number, title in enumerate(titles)]
    assert len(set(given_out)) == len(given_out)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in given_out)


def test_a_name_is_the_title_in_plain_small_letters():
    assert snake("Personen met één WW-uitkering (mln)") == "personen_met_een_ww_uitkering_mln"


def test_laying_over_matches_records_by_name_and_keeps_the_rest():
    under = {"fields": [{"name": "a", "unit": "euro", "label": {"nl": "x"}}, {"name": "b"}], "tags": ["old"]}
    over = {"fields": [{"name": "a", "label": {"en": "y"}}, {"name": "c"}], "tags": ["new"]}
    assert lay_over(under, over) == {
        "fields": [{"name": "a", "unit": "euro", "label": {"nl": "x", "en": "y"}}, {"name": "b"}, {"name": "c"}],
        "tags": ["new"],
    }


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,5}", fullmatch=True),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])),
        max_size=5,
    )
)
def test_what_is_written_reads_back_the_same(document):
    assert (parse(dump(document, "x"), "x") or {}) == document


def test_no_and_off_and_codes_stay_texts():
    assert parse("off: no\ncode: '0344'\nyes: true", "x") == {"off": "no", "code": "0344", "yes": True}
