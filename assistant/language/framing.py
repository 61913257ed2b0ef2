"""What stands around a question and asks nothing: "voor de woonvisie wil ik weten …", "omdat de raad ernaar vroeg: …".

Only the shape of the sentence tells; whether the rest is a question by itself is for who knows the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from assistant.language.light import is_occasion
from assistant.language.resources import words as listed
from assistant.language.spans import Token, TokenKind

#: So far into the sentence somebody comes to his question; so many words its last clause has.
_MOST_BEFORE, _MOST_BEHIND = 24, 14
#: A question has at least so many words.
_LEAST = 3

Frame = tuple[int, int]


def framing(tokens: Sequence[Token]) -> tuple[Frame, ...]:
    """Return the stretches (first and last token) that only say why or for what is asked."""
    before = next((one for find in (_opening, _for_an_occasion, _asker, _reason) for one in find(tokens)), None)
    behind = next(iter(_purpose(tokens)), None)
    return tuple(one for one in (before, behind) if one is not None)


def _opening(tokens: Sequence[Token]) -> Iterator[Frame]:
    """ "We hoorden dat er veel wordt geklaagd; hoeveel …": a clause, and then a question."""
    for at, token in enumerate(tokens[: _MOST_BEFORE * 2]):
        closed = token.kind is TokenKind.PUNCT and token.text in ":;."
        if closed and at >= _LEAST and _asks(tokens, at + 1):
            yield 0, at


def _for_an_occasion(tokens: Sequence[Token]) -> Iterator[Frame]:
    """ "Voor de nota over vergrijzing zoek ik …", "for our annual report I would like to know …"."""
    lead = _begins(tokens, 0, "occasion")
    if not lead or not any(is_occasion(token) for token in tokens[lead : lead + 4]):
        return
    yield from _until_asked(tokens, lead)


def _asker(tokens: Sequence[Token]) -> Iterator[Frame]:
    """ "Ik ben bezig met een notitie over … en zou graag weten …"."""
    if tokens and tokens[0].folded in _list("askers"):
        yield from _until_asked(tokens, 0)


def _until_asked(tokens: Sequence[Token], start: int) -> Iterator[Frame]:
    """From the start of the sentence to where somebody says that he asks."""
    said = range(start, min(len(tokens), _MOST_BEFORE))
    if not any(tokens[at].folded in _list("askers") for at in said):
        return
    asked = [at for at in said if tokens[at].folded in _list("asks")]
    if not asked:
        return
    last = asked[0]
    while last + 1 < len(tokens) and tokens[last + 1].folded in _list("askers") | _list("after_ask"):
        last += 1
    if len(tokens) - last > _LEAST:
        yield 0, last


def _reason(tokens: Sequence[Token]) -> Iterator[Frame]:
    """ "Omdat de wethouder ernaar vroeg, hoeveel …"."""
    if not tokens or tokens[0].folded not in _list("reasons"):
        return
    for at, token in enumerate(tokens[:_MOST_BEFORE]):
        if token.text == "," and _asks(tokens, at + 1):
            yield 0, at


def _purpose(tokens: Sequence[Token]) -> Iterator[Frame]:
    """ "…, zodat ik het seizoen kan zien"."""
    for at in range(len(tokens) - 1, _LEAST, -1):
        if tokens[at - 1].text == "," and tokens[at].folded in _list("purposes"):
            last = len(tokens) - 1
            if last - at <= _MOST_BEHIND:
                yield at - 1, last


def _asks(tokens: Sequence[Token], at: int) -> bool:
    """Whether a question of its own begins here."""
    while at < len(tokens) and (tokens[at].kind is TokenKind.PUNCT or tokens[at].folded in ("en", "and", "dus", "so")):
        at += 1
    return len(tokens) - at > _LEAST - 1 and tokens[at].folded in _list("asking")


def _begins(tokens: Sequence[Token], at: int, kind: str) -> int:
    """Return how many tokens of the list ``kind`` stand at a position: 0 when none do."""
    said = [token.folded for token in tokens[at : at + 4]]
    found = (phrase.split("_") for phrase in _list(kind))
    return max((len(phrase) for phrase in found if said[: len(phrase)] == phrase), default=0)


@cache
def _list(kind: str) -> frozenset[str]:
    return listed("framing", kind)
