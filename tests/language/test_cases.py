"""What the words of a question are read as, case by case (tests/language/cases)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.language import Analysis, CueSpan, PeriodSpan, analyse, compound_parts, edits, fold, lemmas, slip

AS_OF = dt.date(2026, 11, 25)
CASES = Path(__file__).parent / "cases"


def load(name: str) -> Any:
    return yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))


def ask(case: dict[str, Any]) -> Any:
    return pytest.param(case, id=str(case["ask"]))


WORDS = load("words")


def described(period: PeriodSpan) -> set[str]:
    flags = ("relative", "compare", "open_start", "open_end", "loose_end", "ambiguous")
    said = {flag for flag in flags if getattr(period, flag)}
    kind = {period.kind.value} - {"point"}
    moment = {period.moment} if period.moment else set()
    return {f"{period.start_period.text}..{period.end_period.text}"} | kind | moment | said


@pytest.mark.parametrize("case", [ask(case) for case in load("periods")])
def test_a_period_is_worked_out_against_the_given_date(case: dict[str, Any]) -> None:
    periods = analyse(str(case["ask"]), AS_OF).periods
    if case["period"] is None:
        assert periods == ()
        return
    assert len(periods) == 1, periods
    assert described(periods[0]) == set(case["period"].split())
    assert periods[0].text == case.get("words", periods[0].text)
    assert periods[0].count == case.get("count")


def test_two_periods_stay_two() -> None:
    periods = analyse("in 2019 en 2024", AS_OF).periods
    assert [period.start_period.text for period in periods] == ["2019", "2024"]


def test_before_or_for_a_year_tells_both_readings() -> None:
    (period,) = analyse("hoeveel woningen voor 2020", AS_OF).periods
    assert period.other is not None
    assert (period.other.open_start, period.other.end_period.text) == (True, "2019")


@pytest.mark.parametrize("case", [ask(case) for case in load("numbers")])
def test_a_number_is_read_with_its_scale_and_unit(case: dict[str, Any]) -> None:
    numbers = analyse(str(case["ask"]), AS_OF).numbers
    expected = [(float(value), *(unit or [None])) for value, *unit in case["numbers"]]
    assert [(number.value, number.unit) for number in numbers] == expected
    if "alternative" in case:
        assert [number.alternative for number in numbers] == [case["alternative"]]


def test_an_ordinal_is_no_number() -> None:
    analysis = analyse("de tweede plaats en de 3e", AS_OF)
    assert analysis.numbers == ()
    assert [ordinal.value for ordinal in analysis.ordinals] == [2, 3]


def test_about_makes_a_number_approximate() -> None:
    assert [number.approx for number in analyse("ongeveer 20 of 30", AS_OF).numbers] == [True, False]


def signs(analysis: Analysis, cue: CueSpan) -> set[str]:
    target = {f"target={analysis.tokens[cue.target].text}"} if cue.target is not None else set()
    doubt = {"ambiguous"} if cue.ambiguous else set()
    return {f"{name}={value}" for name, value in cue.args.items()} | target | doubt


def expected_cue(text: str) -> tuple[str, str, set[str]]:
    kind, *rest = text.split()
    details = {word for word in rest if "=" in word[1:] or word == "ambiguous"}
    return kind, " ".join(word for word in rest if word not in details), details


@pytest.mark.parametrize("case", [ask(case) for case in load("cues")])
def test_the_operators_of_a_question_are_found(case: dict[str, Any]) -> None:
    analysis = analyse(case["ask"], AS_OF)
    for expected in case["cues"]:
        kind, words, details = expected_cue(expected)
        found = [cue for cue in analysis.cues if cue.kind.value == kind and cue.text == words]
        assert found, f"{expected!r} is not among {[(cue.kind.value, cue.text) for cue in analysis.cues]}"
        assert details <= signs(analysis, found[0])
    assert not {cue.kind.value for cue in analysis.cues} & set(case.get("not", ()))


@pytest.mark.parametrize(("text", "tokens"), list(WORDS["tokens"].items()))
def test_a_text_is_cut_into_tokens(text: str, tokens: list[str]) -> None:
    assert [token.text for token in analyse(text, AS_OF).tokens] == tokens


@pytest.mark.parametrize(("form", "lemma"), list(WORDS["lemmas"].items()))
def test_a_form_leads_to_its_dictionary_form(form: str, lemma: str) -> None:
    assert lemma in lemmas(form)


@pytest.mark.parametrize(("word", "parts"), list(WORDS["parts"].items()))
def test_a_compound_falls_into_its_parts(word: str, parts: list[str]) -> None:
    assert analyse(word, AS_OF).tokens[0].parts == tuple(parts)


@pytest.mark.parametrize(("text", "folded"), list(WORDS["folds"].items()))
def test_spellings_fold_to_one_form(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, texts in WORDS["languages"].items() for text in texts]
)
def test_the_language_is_recognised(language: str, text: str) -> None:
    analysis = analyse(text, AS_OF)
    assert analysis.other is (language == "other")
    assert language == "other" or analysis.language == language


def test_a_forced_language_is_obeyed() -> None:
    assert analyse("population", AS_OF, "nl").language == "nl"


def test_compounds_split_on_the_words_that_are_known() -> None:
    known = {"jeugd", "hulp", "traject"}
    assert compound_parts("jeugdhulptraject", known.__contains__) == ("jeugd", "hulp", "traject")
    assert compound_parts("verkeershulp", known.__contains__) is None


def test_slips_of_the_pen_are_counted_and_numbers_are_never_alike() -> None:
    assert edits("inwoonrs", "inwoners") == 2
    assert edits("wjik", "wijk") == 1
    assert edits("inwoners", "woningen") is None
    assert edits("2023", "2024") is None
    assert edits("wijk12", "wijk13") is None


@pytest.mark.parametrize(("word", "other"), [("wjik", "wijk"), ("hebeen", "heben"), ("hoevel", "hoeveel")])
def test_swapped_and_doubled_letters_are_slips(word: str, other: str) -> None:
    assert slip(word, other)
    assert not slip(word, f"{other}r")
