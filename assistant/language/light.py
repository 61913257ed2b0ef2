"""Words that never limit what is counted: light verbs, words of manner, the occasion somebody asks for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from assistant.language.resources import words as listed
from assistant.language.spans import Token

#: Words that may stand between "for the" and the occasion: "for the board meeting".
_MOST_BETWEEN = 2


def light(tokens: Sequence[Token]) -> frozenset[int]:
    """Return the positions of the words that leave the question the same when they are passed over.

    They count as accounted for once a figure is named; before that they may well be what somebody asks about.
    """
    alone = {at for at, token in enumerate(tokens) if _is_light(token)} - _phrases(tokens, "heavy")
    return frozenset(alone | _occasions(tokens) | light_phrases(tokens))


def _is_light(token: Token) -> bool:
    if token.folded in _list("forms") or token.folded in _list("manner") or token.folded in _list("moments"):
        return True
    return any(lemma in _list("verbs") for lemma in token.lemmas)


def _occasions(tokens: Sequence[Token]) -> set[int]:
    """Return the words of "voor de raadsvergadering", "for my board meeting this afternoon"."""
    found: set[int] = set()
    for at, token in enumerate(tokens):
        if not is_occasion(token) and not (token.folded in _list("meeting_of") and _day_of(tokens, at)):
            continue
        first = at
        while first > 0 and at - first < _MOST_BETWEEN and tokens[first - 1].folded not in _list("before_occasion"):
            first -= 1
        if first > 0 and tokens[first - 1].folded in _list("before_occasion") and _is_phrase(tokens[first:at]):
            found |= set(range(first - 1, at + 1)) | _day_of(tokens, at)
    return found


def _day_of(tokens: Sequence[Token], at: int) -> set[int]:
    """Return the words right behind the occasion that say on which day it is: "van morgen", "of tomorrow"."""
    after = [token.folded for token in tokens[at + 1 : at + 3]]
    return {at + 1, at + 2} if len(after) == 2 and after[0] in _list("of") and after[1] in _list("days") else set()


def light_phrases(tokens: Sequence[Token]) -> set[int]:
    """Return the positions of the words that belong together and say nothing of what is counted: "ter plaatse"."""
    return _phrases(tokens, "phrases")


def heavy(tokens: Sequence[Token]) -> frozenset[int]:
    """Return the positions of light words that together do say what is counted: "komen wonen", "uit dienst"."""
    return frozenset(_phrases(tokens, "heavy"))


def _phrases(tokens: Sequence[Token], kind: str) -> set[int]:
    found: set[int] = set()
    said = [token.folded for token in tokens]
    for phrase in _list(kind):
        words = phrase.split("_")
        for at in range(len(said) - len(words) + 1):
            if said[at : at + len(words)] == words:
                found |= set(range(at, at + len(words)))
    return found


def _is_phrase(between: Sequence[Token]) -> bool:
    """Whether an article or the like opens what stands before the occasion, or nothing stands there."""
    return not between or between[0].folded in _list("possessives")


def is_occasion(token: Token) -> bool:
    """Whether a word is something that figures are asked for: "vergadering", "woonvisie"."""
    named = {token.folded, *token.lemmas, *token.parts[-1:]}
    return bool(named & _list("occasions"))


@cache
def _list(kind: str) -> frozenset[str]:
    return listed("light", kind)
