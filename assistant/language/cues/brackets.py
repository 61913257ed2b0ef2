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
            args: dict[str, ArgValue] = {"below": number} if match["below"] else {"low": number}
            if match["exact"]:
                args["high"] = number
            yield CueSpan("", token.start, token.end, at, at, CueKind.BRACKET, args)


@cache
def _expression() -> re.Pattern[str]:
    def words(key: str) -> str:
        return "|".join(re.escape(word) for one in LANGUAGES for word in load("brackets", one)[key].split())

    above, below, exact = words("above"), words("below"), words("exact")
    return re.compile(rf"(?P<number>[0-9]{{1,3}})(?:-?(?P<above>{above})|-?(?P<below>{below})|-?(?P<exact>{exact}))")
