"""What stands around a question and asks nothing: "voor de woonvisie wil ik weten …", "omdat de raad ernaar vroeg: …".

Only the shape of the sentence tells; whether the rest is a question by itself is for who knows the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from assistant.language.light import is_occasion
from assistant.language.resources import words as listed
from assistant.language.spans import Token, TokenKind

#: So far into the sentence somebody comes to his question; so many words its last clause has.
_MOST_BEFORE, _MOST_BEHIND = 24, 14
#: A question has at least so many words.
_LEAST = 3
#: So far behind "zou ik" stands "weten"; so far behind "voor" the occasion is named.
_NEAR, _OCCASION = 5, 8

Frame = tuple[int, int]


def framing(tokens: Sequence[Token]) -> tuple[Frame, ...]:
    """Return the stretches (first and last token) that only say why or for what is asked."""
    before = next((one for find in (_for_an_occasion, _asker, _reason, _opening) for one in find(tokens)), None)
    behind = next(iter(_purpose(tokens)), None)
    aside = next(iter(_aside(tokens)), None) if before is None else None
    return tuple(one for one in (before, aside, behind) if one is not None)


def _opening(tokens: Sequence[Token]) -> Iterator[Frame]:
    """ "We hoorden dat er veel wordt geklaagd; hoeveel …", "u zegt dat het goed gaat, maar hoeveel …"."""
    for at, token in enumerate(tokens[: _MOST_BEFORE * 2]):
        turned = token.text == "," and _is(tokens, at + 1, "but")
        closed = token.kind is TokenKind.PUNCT and token.text in ":;."
        if (closed or turned) and at >= _LEAST and _asks(tokens, at + 1 + turned):
            yield 0, at + turned


def _for_an_occasion(tokens: Sequence[Token]) -> Iterator[Frame]:
    """ "Voor de nota over vergrijzing zoek ik …", "for our annual report I would like to know …"."""
    lead = _begins(tokens, 0, "occasion")
    if lead and any(is_occasion(token) for token in tokens[lead : lead + _OCCASION]):
        yield from _until_asked(tokens, lead)


def _asker(tokens: Sequence[Token]) -> Iterator[Frame]:
    """ "Ik ben bezig met een notitie over … en zou graag weten …"."""
    if _is(tokens, 0, "askers"):
        yield from _until_asked(tokens, 0)


def _reason(tokens: Sequence[Token]) -> Iterator[Frame]:
    """ "Omdat de wethouder ernaar vroeg, hoeveel …", "met het oog op de inzet zou ik willen weten …"."""
    if not _begins(tokens, 0, "reasons"):
        return
    for at, token in enumerate(tokens[:_MOST_BEFORE]):
        if at >= _LEAST - 1 and token.kind is TokenKind.PUNCT and token.text in ",:" and _asks(tokens, at + 1):
            yield 0, at
    yield from _until_asked(tokens, 1)


def _until_asked(tokens: Sequence[Token], start: int) -> Iterator[Frame]:
    """From the start of the sentence to where somebody says that he asks: "zoek ik", "heb ik", "wil ik weten"."""
    said = range(start, min(len(tokens), _MOST_BEFORE))
    turned = [at for at in said if at > start and _is(tokens, at, "askers") and _is(tokens, at - 1, "comes")]
    asked = [at for at in said if _is(tokens, at, "asks")]
    if turned:
        # "Zoek ik" comes to it at once, "zou ik graag weten" a few words on.
        last = next((at for at in asked if turned[0] < at <= turned[0] + _NEAR), turned[0])
    elif asked and any(_is(tokens, at, "askers") for at in range(asked[0])):
        last = asked[0]
    else:
        return
    while _is(tokens, last + 1, "askers") or _is(tokens, last + 1, "after_ask"):
        last += 1
    if len(tokens) - last > _LEAST and last >= _LEAST - 1:
        yield 0, last


def _purpose(tokens: Sequence[Token]) -> Iterator[Frame]:
    """ "…, zodat ik het seizoen kan zien"."""
    for at in range(len(tokens) - 1, _LEAST, -1):
        if tokens[at - 1].text == "," and _is(tokens, at, "purposes"):
            last = len(tokens) - 1
            if last - at <= _MOST_BEHIND:
                yield at - 1, last


def _aside(tokens: Sequence[Token]) -> Iterator[Frame]:
    """ "Kun je, vooruitlopend op het gesprek, aangeven …"."""
    commas = [at for at, token in enumerate(tokens) if token.text == ","]
    for first, last in pairwise(commas):
        if _begins(tokens, first + 1, "reasons") and last - first <= _MOST_BEHIND:
            yield first, last


def _asks(tokens: Sequence[Token], at: int) -> bool:
    """Whether a question of its own begins here."""
    while at < len(tokens) and (tokens[at].kind is TokenKind.PUNCT or tokens[at].folded in ("en", "and", "dus", "so")):
        at += 1
    return len(tokens) - at > _LEAST - 1 and _is(tokens, at, "asking")


def _is(tokens: Sequence[Token], at: int, kind: str) -> bool:
    return 0 <= at < len(tokens) and tokens[at].folded in _list(kind)


def _begins(tokens: Sequence[Token], at: int, kind: str) -> int:
    """Return how many tokens of the list ``kind`` stand at a position: 0 when none do."""
    said = [token.folded for token in tokens[at : at + 4]]
    found = (phrase.split("_") for phrase in _list(kind))
    return max((len(phrase) for phrase in found if said[: len(phrase)] == phrase), default=0)


@cache
def _list(kind: str) -> frozenset[str]:
    return listed("framing", kind)
