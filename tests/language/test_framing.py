"""What stands around a question and asks nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from assistant.language import analyse, framing

DAY = dt.date(2026, 1, 31)


@pytest.mark.parametrize(
    ("text", "around"),
    [
        ("Voor de woonvisie wil ik graag weten hoeveel woningen er zijn", ["Voor de woonvisie wil ik graag weten"]),
        ("Voor de nota over vergrijzing zoek ik het aantal ouderen", ["Voor de nota over vergrijzing zoek ik"]),
        ("Omdat de raad ernaar vroeg, hoeveel woningen staan er?", ["Omdat de raad ernaar vroeg,"]),
        ("Het gaat slecht met de buurt; hoeveel meldingen waren er?", ["Het gaat slecht met de buurt;"]),
        ("Hoeveel meldingen waren er per maand, zodat ik het kan plannen", [", zodat ik het kan plannen"]),
        ("For our report I would like to know how many homes there are", ["For our report I would like to know"]),
        ("Hoeveel woningen zijn er voor ouderen in Noord?", []),
        ("Voor kinderen wil ik weten hoeveel plekken er zijn", []),
        ("Hoeveel inwoners had Noord in 2024?", []),
    ],
)  # fmt: skip
def test_the_occasion_is_found_by_the_shape_of_the_sentence(text: str, around: list[str]) -> None:
    tokens = analyse(text, DAY).tokens
    assert [text[tokens[first].start : tokens[last].end] for first, last in framing(tokens)] == around
