"""The question as one string of pieces, so that expressions can run over it and be traced back to tokens.

Words are folded, number words are digits ("vijf" is ``5``), ordinals end in ``e`` ("tweede" is ``2e``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.language.periods.vocabulary import rewritten_words, table
from assistant.language.spans import NumberSpan, Token, TokenKind

#: "'23" is 2023 and "'98" is 1998.
_CENTURY = "60"


@dataclass(frozen=True, slots=True)
class Pieces:
    """``text`` holds the pieces, joined by single spaces; ``starts`` where each begins; ``tokens`` what it covers."""

    text: str
    starts: tuple[int, ...]
    tokens: tuple[tuple[int, int], ...]

    def covered(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and last token of ``text[start:end]``."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, max(start, end - 1)) - 1
        return self.tokens[first][0], self.tokens[last][1]


def cut(tokens: Sequence[Token], numbers: Sequence[NumberSpan], ordinals: Sequence[NumberSpan]) -> Pieces:
    """Return the pieces of a question."""
    spelled = {number.first: number for number in numbers if _spelled(number, tokens)}
    ranks = {ordinal.first: f"{ordinal.value:.0f}e" for ordinal in ordinals}
    words: list[str] = []
    covered: list[tuple[int, int]] = []
    position = 0
    while position < len(tokens):
        last = position
        if number := spelled.get(position):
            words.append(f"{number.value:.0f}")
            last = number.last
        elif months := _months(tokens[position]):
            words += months
            covered += [(position, position)] * (len(months) - 1)
        else:
            words.append(ranks.get(position) or _word(tokens[position]))
        covered.append((position, last))
        position = last + 1
    return joined(words, covered)


def joined(words: Sequence[str], covered: Sequence[tuple[int, int]]) -> Pieces:
    """Join words to pieces."""
    starts: list[int] = []
    length = 0
    for word in words:
        starts.append(length)
        length += len(word) + 1
    return Pieces(" ".join(words), tuple(starts), tuple(covered))


def _spelled(number: NumberSpan, tokens: Sequence[Token]) -> bool:
    is_word = tokens[number.first].kind is TokenKind.WORD and not tokens[number.first].norm[0].isdigit()
    return is_word and number.value == int(number.value) and number.unit is None


def _word(token: Token) -> str:
    if token.kind is TokenKind.WORD and token.norm[0] == "'" and token.norm[1:].isdigit():
        return f"{'20' if token.norm[1:] < _CENTURY else '19'}{token.norm[1:]}"
    rewritten: str | None = rewritten_words().get(token.norm)
    return rewritten or token.folded.replace(" ", "-") or token.norm


def _months(token: Token) -> list[str]:
    """ "Jan-mrt" is written as one word and is two months."""
    parts = token.norm.split("-")
    named = table("months").keys() | table("short_months").keys()
    return [parts[0], "-", parts[1]] if len(parts) == 2 and named.issuperset(parts) else []
