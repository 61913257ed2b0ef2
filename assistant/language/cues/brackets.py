"""Brackets written as one word: "65-plussers", "65+", "27-minners", "12-jarigen"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.catalog.text import LANGUAGES
from assistant.language.cues.pattern import Pattern
from assistant.language.kinds import CueKind
from assistant.language.resources import load
from assistant.language.spans import ArgValue, CueSpan, Token

#: What a bracket in one word counts as when cues over the same words are weighed.
WHOLE_WORD = Pattern(CueKind.BRACKET, (), keep=True)


def brackets(tokens: Sequence[Token]) -> Iterator[CueSpan]:
    """Yield a cue for each bracket word, with ``low``, ``high`` (both inside) or ``below`` (outside)."""
    for at, token in enumerate(tokens):
        if token.norm[:1].isdigit() and (match := _expression().fullmatch(token.norm)):
            number = float(match["number"])
            first = at
            args: dict[str, ArgValue] = {"below": number} if match["below"] else {"low": number}
            if match["exact"]:
                first, low = _opened(tokens, at)
                args = {"low": number if low is None else low, "high": number}
            yield CueSpan("", tokens[first].start, token.end, first, at, CueKind.BRACKET, args)


def _opened(tokens: Sequence[Token], at: int) -> tuple[int, float | None]:
    """Return where "18- tot 23-jarigen" begins and its lower number; the word itself when it stands alone."""
    first = at - 1
    while first > 0 and tokens[first].norm in _words("to"):
        first -= 1
    if 0 <= first < at - 1 and tokens[first].norm.isdecimal() and len(tokens[first].norm) <= 3:
        return first, float(tokens[first].norm)
    return at, None


@cache
def _expression() -> re.Pattern[str]:
    above, below, exact = ("|".join(map(re.escape, _words(key))) for key in ("above", "below", "exact"))
    return re.compile(rf"(?P<number>[0-9]{{1,3}})(?:-?(?P<above>{above})|-?(?P<below>{below})|-?(?P<exact>{exact}))")


@cache
def _words(key: str) -> tuple[str, ...]:
    return tuple(word for one in LANGUAGES for word in load("brackets", one)[key].split())
