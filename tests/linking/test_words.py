"""Words as linking compares them."""

from __future__ import annotations

import pytest

from assistant.linking.words import says_otherwise, split, stem


@pytest.mark.parametrize(
    ("said", "phrase", "otherwise"),
    [
        ("mensen uit dienst", "mensen in dienst", True),
        ("mensen in dienst", "mensen in dienst", False),
        ("mensen dienst", "mensen in dienst", False),
        ("huishoudens zonder auto", "huishoudens met auto", True),
        ("households without a car", "households with a car", True),
    ],
)
def test_a_small_word_can_turn_a_phrase_into_its_opposite(said: str, phrase: str, otherwise: bool) -> None:
    assert says_otherwise(frozenset(split(said)), frozenset(split(phrase))) is otherwise


@pytest.mark.parametrize(
    ("plural", "single"),
    [("taakvelden", "taakveld"), ("sportvelden", "sportveld"), ("raadsleden", "raadslid"), ("verslagen", "verslag")],
)
def test_a_plural_has_the_stem_of_its_own_noun_and_not_of_a_verb(plural: str, single: str) -> None:
    assert stem(plural) == stem(single)
