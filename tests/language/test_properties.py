"""What holds for every text: it is read without fail, spans stand where they say, the same again gives the same."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.catalog.text import LANGUAGES, Language
from assistant.language import CueKind, analyse, compound_parts, fold
from assistant.language.cues.pattern import patterns
from assistant.language.resources import load, names

AS_OF = dt.date(2026, 11, 25)
# Words whose combinations the rules must survive, between anything else.
PIECES = st.sampled_from(
    (
        *("van", "tot", "en", "met", "tot en met", "t/m", "sinds", "tussen", "voor", "na", "eind", "begin", "half"),
        *("2019", "2024", "9999", "0", "00", "13", "5", "31", "'23", "2022/23", "-", "/", ",", "?", "...", "€", "%"),
        *("29 februari", "31 juni", "week 53", "Q4", "vorig jaar", "jaar geleden", "schooljaar", "zomer", "dezelfde"),
        *("miljoen", "1.234,5", "1e", "65+", "top", "per", "naar", "meer dan", "niet", "zonder", "de hoogste"),
        *("wat is", "waar komt", "vandaan", "ten opzichte van", "last", "years", "over", "\x00", "🙂"),
    )
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=25).map(" ".join))
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2090, 12, 31))


@settings(max_examples=300, deadline=None)
@given(text=TEXTS, as_of=DAYS)
def test_any_text_is_read_and_its_spans_stand_where_they_say(text: str, as_of: dt.date) -> None:
    analysis = analyse(text, as_of)
    assert "".join(token.text for token in analysis.tokens) == analysis.text.replace(" ", "")
    for token in analysis.tokens:
        assert analysis.text[token.start : token.end] == token.text
    for span in (*analysis.numbers, *analysis.ordinals, *analysis.periods, *analysis.cues):
        assert analysis.text[span.start : span.end] == span.text
        assert analysis.tokens[span.first].start == span.start
        assert analysis.tokens[span.last].end == span.end
    assert analyse(text, as_of) == analysis


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, as_of=DAYS)
def test_periods_run_forward_and_never_overlap(text: str, as_of: dt.date) -> None:
    periods = analyse(text, as_of).periods
    assert all(period.start_period.start <= period.end_period.end for period in periods)
    assert all(one.last < other.first for one, other in pairwise(periods))


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(max_examples=100, deadline=None)
@given(word=st.text(max_size=60))
def test_any_word_may_be_split(word: str) -> None:
    compound_parts(word, lambda part: len(part) > 3)


@pytest.mark.parametrize(
    "piece", ["a", "1", "van 2019 ", "... ", "hoe ", "1.1.1.", "a-", "(", "é", "meer dan 5 of ", "top 3 "]
)
def test_the_longest_question_is_read(piece: str) -> None:
    assert analyse((piece * 10_000)[:10_000], AS_OF).tokens


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_cue_has_words(language: Language) -> None:
    table = patterns(language)
    listed = {pattern.kind for group in (*table.by_word.values(), *table.by_class.values()) for pattern in group}
    assert listed == set(CueKind)


def test_both_languages_have_the_same_lists_and_keys() -> None:
    dutch, english = (names(language) for language in LANGUAGES)
    assert dutch == english
    assert set(load("periods", "nl")) == set(load("periods", "en"))
    assert set(load("numbers", "nl")) == set(load("numbers", "en"))
