"""Every figure in every sentence comes from a cell or a declared calculation; one that does not is found."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.explanation.grounding import check
from assistant.explanation.sentence import say
from tests.explanation.building import shown_of
from tests.explanation.test_sentences import CASES

LANGUAGES = ("nl", "en")


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentences_of_the_cases_are_grounded(name: str, language: Any) -> None:
    shown = shown_of(CASES[name], language)
    said = say(shown)
    assert check(said.text, shown, said.declared) == ()


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("De gemeente Utrecht had 367.948 inwoners op 1 januari 2023.", "367.948"),
        ("De gemeente Utrecht had 367.947 inwoners op 1 januari 2022.", "1"),
        ("De gemeente Utrecht had 367.947 % inwoners op 1 januari 2023.", "367.947 %"),
        ("De gemeente Utrecht had € 367.947 inwoners op 1 januari 2023.", "€ 367.947"),
        ("De gemeente Utrecht had 368 duizend inwoners op 1 januari 2023.", "368"),
    ],
)
def test_a_figure_unit_or_period_that_is_not_there_is_found(text: str, wrong: str) -> None:
    found = check(text, shown_of(CASES["single-stock-of-persons"], "nl"))
    assert wrong in {one.text for one in found}


_counts = st.one_of(st.none(), st.integers(-(10**9), 10**9))
_shares = st.one_of(st.none(), st.floats(-1000, 1000, allow_nan=False).map(lambda value: round(value, 6)))
_labels = st.lists(
    st.text("ABC 0123456789.,()", min_size=1, max_size=12).map(str.strip).filter(bool),
    min_size=1,
    max_size=12,
    unique=True,
)
_SPLIT = {"splits": [["regio.regio_code", "wijk"]], "period": "2024"}


@settings(deadline=None, max_examples=60)
@given(
    labels=_labels,
    data=st.data(),
    metric=st.sampled_from(["bevolking.inwoners", "wonen.huur", "wonen.prijs"]),
    language=st.sampled_from(LANGUAGES),
    form=st.sampled_from(["split", "top", "threshold"]),
)
def test_members_beside_each_other(
    labels: list[str], data: st.DataObject, metric: str, language: Any, form: str
) -> None:
    cells = data.draw(
        st.lists(_counts if metric == "bevolking.inwoners" else _shares, min_size=len(labels), max_size=len(labels))
    )
    extra: dict[str, Any] = {"top": {"order": "desc", "limit": 3}, "threshold": {"conditions": [[">", [5]]]}}.get(
        form, {}
    )
    case = (
        _SPLIT
        | extra
        | {
            "metrics": [metric],
            "columns": ["dim:regio.regio_code@wijk", f"metric:{metric}"],
            "rows": [list(row) for row in zip(labels, cells, strict=True)],
        }
    )
    shown = shown_of(case, language)
    said = say(shown)
    assert check(said.text, shown, said.declared) == ()


@settings(deadline=None, max_examples=60)
@given(
    cells=st.lists(_counts, min_size=1, max_size=10),
    language=st.sampled_from(LANGUAGES),
    metric=st.sampled_from(["bevolking.inwoners", "wonen.huur", "wonen.prijs", "wonen.bouw"]),
    comparable=st.booleans(),
)
def test_a_line_over_time(cells: list[int | None], language: Any, metric: str, comparable: bool) -> None:
    rows = [[str(2010 + index), cell] for index, cell in enumerate(cells)]
    case = {
        "metrics": [metric],
        "period": f"2010..{2009 + len(cells)}",
        "per": "year",
        "rows": rows,
        "columns": ["time:jaar", f"metric:{metric}"],
    }
    shown = shown_of(case, language)
    said = say(shown, comparable=comparable)
    assert check(said.text, shown, said.declared) == ()


@settings(deadline=None, max_examples=60)
@given(
    before=_counts,
    after=_counts,
    move=_shares,
    language=st.sampled_from(LANGUAGES),
    kind=st.sampled_from(["change", "percent_change", "point_change", "yearly_growth"]),
)
def test_a_change(before: int | None, after: int | None, move: float | None, language: Any, kind: str) -> None:
    case = {
        "metrics": ["bevolking.inwoners"],
        "period": "2024",
        "compare_to": "2019",
        "calculation": {"change": kind},
        "columns": ["metric:bevolking.inwoners", "metric:bevolking.inwoners", "calc:change"],
        "rows": [[before, after, move]],
    }
    shown = shown_of(case, language)
    said = say(shown)
    assert check(said.text, shown, said.declared) == ()
