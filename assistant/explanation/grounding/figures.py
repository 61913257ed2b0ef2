"""Figures as they stand in a text: their size, sign, decimals and kind of unit, in the notation of the language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.catalog.text import Language

_BEFORE = r"(?P<margin>± ?)?(?P<sign>(?<![\w)])[+\-−])?(?P<euro>€ ?)?"
_DIGITS = {
    "nl": r"(?P<digits>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)",
    "en": r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)",
}
_AFTER = {"nl": r"(?P<after> ?%| procentpunt)?", "en": r"(?P<after> ?%| percentage points?)?"}
_FIGURE = {language: re.compile(_BEFORE + _DIGITS[language] + _AFTER[language]) for language in _DIGITS}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as written. ``sign`` is 1 or -1 when written, else 0; ``kind`` its kind of unit, or ``margin``."""

    text: str
    size: Decimal
    decimals: int
    kind: str
    sign: int = 0
    start: int = 0
    end: int = 0

    @property
    def value(self) -> Decimal:
        """The size with its sign; without one it is taken as positive."""
        return -self.size if self.sign < 0 else self.size


def figures(text: str, language: Language) -> Iterator[Figure]:
    """Yield the figures in a text, in order."""
    for match in _FIGURE[language].finditer(text):
        digits = match["digits"]
        plain = digits.replace(".", "").replace(",", ".") if language == "nl" else digits.replace(",", "")
        after = (match["after"] or "").strip()
        kind = "percent" if after == "%" else "points" if after else "euro" if match["euro"] else "other"
        if after and match["euro"]:
            kind = "mixed"
        yield Figure(
            match[0],
            Decimal(plain),
            len(plain.partition(".")[2]),
            "margin" if match["margin"] else kind,
            0 if not match["sign"] else 1 if match["sign"] == "+" else -1,
            match.start(),
            match.end(),
        )
