"""Finds the numbers of a question, in digits and in words, with their scale and unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from text_to_num import Token as WordToken
from text_to_num import find_numbers

from assistant.catalog.text import LANGUAGES, Language
from assistant.language.numerals import Numeral, numeral
from assistant.language.resources import load
from assistant.language.spans import NumberSpan, Token, TokenKind, Unit

_ORDINAL = re.compile(r"([0-9]{1,4})(?:e|ste|de|st|nd|rd|th)")
_SCALED = re.compile(r"([0-9]+)([a-z]{1,3})")
_UNIT_MARKS: dict[str, Unit] = {"%": "percent"}
_PLAIN_UNITS: frozenset[Unit] = frozenset({"percent", "points", "euro"})


@dataclass(frozen=True, slots=True)
class _Words:
    """The number words of both languages."""

    articles: frozenset[str]
    ones: frozenset[str]
    ordinals: dict[str, int] = field(default_factory=dict)
    fractions: dict[str, float] = field(default_factory=dict)
    parts: dict[str, float] = field(default_factory=dict)
    scales: dict[str, float] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()
    approx: frozenset[str] = frozenset()
    before_part: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()


class _Word(WordToken):  # type: ignore[misc]  # the library has no types
    """One token as text2num wants to see it."""

    def __init__(self, token: Token) -> None:
        self._text = token.norm if token.kind is TokenKind.WORD else "."

    def text(self) -> str:
        return self._text


def find(tokens: Sequence[Token], language: Language) -> tuple[tuple[NumberSpan, ...], tuple[NumberSpan, ...]]:
    """Return the numbers and, apart from them, the ordinals of a question, each in order."""
    words = _words()
    spelled = _spelled(tokens, language, words)
    numbers: list[NumberSpan] = []
    ordinals: list[NumberSpan] = []
    position = 0
    while position < len(tokens):
        if (rank := _ordinal(tokens[position], words)) is not None:
            ordinals.append(_span(tokens, position, position, Numeral(float(rank))))
        elif started := _start(tokens, position, language, spelled, words):
            number = _unit(tokens, _scale(tokens, started, words), words)
            numbers.append(_approximate(tokens, number, words))
            position = number.last
        position += 1
    return tuple(numbers), tuple(ordinals)


def _start(
    tokens: Sequence[Token], at: int, language: Language, spelled: dict[int, tuple[int, float]], words: _Words
) -> NumberSpan | None:
    """Read the number that begins at this token, before any scale or unit."""
    token = tokens[at]
    if token.kind is TokenKind.NUMBER:
        value = numeral(token.text, language)
        return _span(tokens, at, at, value) if value else None
    if token.kind is not TokenKind.WORD:
        return None
    if (part := _part(tokens, at, words)) is not None:
        return part
    if (scaled := _SCALED.fullmatch(token.norm)) and scaled[2] in words.scales and len(scaled[1]) < 10:
        return _span(tokens, at, at, Numeral(float(scaled[1]) * words.scales[scaled[2]]))
    if token.norm in words.fractions:
        return _fraction(tokens, at, words)
    if (joined := _joined(token.norm, words)) is not None:
        return _span(tokens, at, at, Numeral(joined))
    if at in spelled:
        last, value_ = spelled[at]
        return _span(tokens, at, last, Numeral(value_))
    return _span(tokens, at, at, Numeral(1.0)) if token.norm in words.ones else None


def _part(tokens: Sequence[Token], at: int, words: _Words) -> NumberSpan | None:
    """Read "een kwart van", "de helft van" as a percentage; the article belongs to it."""
    last = at if _norm(tokens, at) in words.parts else at + 1
    led = last == at or _norm(tokens, at) in words.before_part
    if not led or _norm(tokens, last) not in words.parts or _norm(tokens, last + 1) not in words.of:
        return None
    return replace(_span(tokens, at, last, Numeral(words.parts[_norm(tokens, last)])), unit="percent")


def _fraction(tokens: Sequence[Token], at: int, words: _Words) -> NumberSpan | None:
    """ "half" is a number only before a scale ("half miljoen", "half a million"); "anderhalf" always is."""
    value = words.fractions[tokens[at].norm]
    scale = at + 2 if _norm(tokens, at + 1) in words.articles else at + 1
    if _norm(tokens, scale) in words.scales:
        factor = words.scales[_norm(tokens, scale)]
        return _span(tokens, at, scale, Numeral(value * factor))
    return _span(tokens, at, at, Numeral(value, 1)) if value > 1 else None


def _joined(word: str, words: _Words) -> float | None:
    """Read a fraction and its scale written as one word: "anderhalfduizend"."""
    found = (
        value * words.scales[word.removeprefix(fraction)]
        for fraction, value in words.fractions.items()
        if word.startswith(fraction) and word.removeprefix(fraction) in words.scales
    )
    return next(found, None)


def _scale(tokens: Sequence[Token], number: NumberSpan, words: _Words) -> NumberSpan:
    """Multiply by the scale words that follow: "3 ton", "2,5 miljoen", "1,2 mln."."""
    word = _norm(tokens, number.last + 1)
    if word not in words.scales or (number.text.isalpha() and word in words.doubtful and len(word) == 1):
        return number
    scaled = number.value * words.scales[word]
    kept = number.value if word in words.doubtful else None
    longer = _span(tokens, number.first, number.last + 1, Numeral(scaled, 0, kept))
    return _scale(tokens, longer, words) if word not in words.doubtful else longer


def _unit(tokens: Sequence[Token], number: NumberSpan, words: _Words) -> NumberSpan:
    first, last, unit = number.first, number.last, number.unit
    after, pair = _norm(tokens, last + 1), f"{_norm(tokens, last + 1)} {_norm(tokens, last + 2)}"
    if pair in words.units:
        last, unit = last + 2, words.units[pair]
    elif after in words.units or after in _UNIT_MARKS:
        last, unit = last + 1, words.units.get(after) or _UNIT_MARKS[after]
    elif first > 0 and tokens[first - 1].norm in {"€", "eur"}:
        first, unit = first - 1, "euro"
    elif after == "€":
        last, unit = last + 1, "euro"
    if unit is None:
        return number
    start, end = tokens[first].start, tokens[last].end
    return replace(number, first=first, last=last, unit=unit, start=start, end=end)


def _approximate(tokens: Sequence[Token], number: NumberSpan, words: _Words) -> NumberSpan:
    before = tokens[number.first - 1].norm if number.first else ""
    return replace(number, approx=True) if before in words.approx or before == "~" else number


def _ordinal(token: Token, words: _Words) -> int | None:
    if token.kind is not TokenKind.WORD:
        return None
    if match := _ORDINAL.fullmatch(token.norm):
        return int(match[1])
    return words.ordinals.get(token.norm)


def _spelled(tokens: Sequence[Token], language: Language, words: _Words) -> dict[int, tuple[int, float]]:
    """Find numbers in words: first token → last token and value. Articles alone are none."""
    found: dict[int, tuple[int, float]] = {}
    if all(token.kind is not TokenKind.WORD for token in tokens):
        return found
    # Only in the language of the question: the Dutch "ten opzichte van" holds no ten.
    for one in find_numbers([_Word(token) for token in tokens], language, 0):
        first, last = one.start, one.end - 1
        alone = first == last and (tokens[first].norm in words.articles or tokens[first].norm in words.ones)
        if not one.is_ordinal and not alone:
            found[first] = (last, float(one.value))
    return found


def _norm(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].norm if 0 <= at < len(tokens) else ""


def _span(tokens: Sequence[Token], first: int, last: int, value: Numeral) -> NumberSpan:
    return NumberSpan(
        text=" ".join(token.text for token in tokens[first : last + 1]),
        start=tokens[first].start,
        end=tokens[last].end,
        first=first,
        last=last,
        value=value.value,
        decimals=value.decimals,
        alternative=value.alternative,
    )


@cache
def _words() -> _Words:
    lists = [load("numbers", language) for language in LANGUAGES]

    def texts(key: str) -> frozenset[str]:
        return frozenset(word for one in lists for word in one[key].split())

    def table(key: str) -> dict[str, float]:
        return {str(word): value for one in lists for word, value in one[key].items()}

    return _Words(
        articles=texts("article"),
        ones=texts("one"),
        ordinals={word: int(value) for word, value in table("ordinals").items()},
        fractions=table("fractions"),
        parts=table("parts"),
        before_part=texts("before_part"),
        of=texts("of"),
        scales=table("scales"),
        units={str(word): unit for one in lists for word, unit in one["units"].items() if unit in _PLAIN_UNITS},
        doubtful=texts("doubtful"),
        approx=texts("approx"),
    )
