"""Numbers as people write them: 1.234,5 and 1,234.5, and what to do with 1.234 when nothing says which it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from assistant.workbench.adding.grid import Decimal


class Style(StrEnum):
    """What one written number says about its decimal sign."""

    PLAIN = "plain"
    COMMA = "comma"
    POINT = "point"
    OPEN_DOT = "open_dot"  # 1.234
    OPEN_COMMA = "open_comma"  # 1,234


_STYLES = (
    (Style.PLAIN, re.compile(r"[-+]?(0|[1-9]\d*)")),
    (Style.OPEN_DOT, re.compile(r"[-+]?[1-9]\d{0,2}\.\d{3}")),
    (Style.OPEN_COMMA, re.compile(r"[-+]?[1-9]\d{0,2},\d{3}")),
    (Style.COMMA, re.compile(r"[-+]?([1-9]\d{0,2}(\.\d{3})+(,\d+)?|(0|[1-9]\d*)?,\d+)")),
    (
        Style.POINT,
        re.compile(r"[-+]?([1-9]\d{0,2}(,\d{3})+(\.\d+)?|(0|[1-9]\d*)?\.\d+)([eE][-+]?\d+)?|[-+]?\d+[eE][-+]?\d+"),
    ),
)
#: More digits than a whole number is kept in, or a power that no figure has: a code, and never added up.
_BEYOND = re.compile(r"[-+]?\d{19,}|.*[eE][-+]?\d{3,}")
_SPACED = re.compile(r"[-+]?\d{1,3}( \d{3})+([.,]\d+)?")
_DECORATION = re.compile(r"^€ ?|^EUR ?| ?%$")


def bare(text: str) -> str:
    """Return a number without its euro or percent sign and without spaces between thousands."""
    text = _DECORATION.sub("", text)
    return text.replace(" ", "") if _SPACED.fullmatch(text) else text


def style_of(text: str) -> Style | None:
    """Return how a number is written, or None when it is none: ``0344`` and nineteen digits are codes."""
    found = bare(text)
    if _BEYOND.fullmatch(found):
        return None
    return next((style for style, written in _STYLES if written.fullmatch(found)), None)


def looks_numeric(text: str) -> bool:
    """Whether a cell holds digits as figures and periods do, and no words."""
    return style_of(text.rstrip("*")) is not None or re.fullmatch(r"[\d\s./:*-]*\d[\d\s./:*-]*", text) is not None


@dataclass(frozen=True, slots=True)
class Reading:
    """How a column of numbers is read; ``doubt`` is a value that could be read in two ways."""

    decimal: Decimal
    whole: bool
    doubt: str = ""

    def point(self, text: str) -> str:
        """Return a number with a decimal point and nothing else."""
        text = bare(text)
        text = text.replace(".", "").replace(",", ".") if self.decimal == "comma" else text.replace(",", "")
        return text.removeprefix("+")


def reading_of(values: Iterable[str], hint: Decimal | None, leaning: Decimal) -> Reading | None:
    """Return how a column is read, or None when it is no column of numbers.

    What the column itself says comes first, then ``hint`` (the other columns of the file), then ``leaning``.
    """
    styles: dict[Style, str] = {}
    large = False
    for value in values:
        style = style_of(value)
        if style is None:
            return None
        styles.setdefault(style, value)
        large = large or (style is Style.PLAIN and len(value.lstrip("-+")) > 3)
    if not styles or (Style.COMMA in styles and Style.POINT in styles):
        return None
    if Style.OPEN_DOT in styles and Style.OPEN_COMMA in styles:
        return None
    doubt = ""
    if Style.COMMA in styles or Style.POINT in styles:
        decimal: Decimal = "comma" if Style.COMMA in styles else "point"
    elif Style.OPEN_DOT in styles or Style.OPEN_COMMA in styles:
        doubt = styles.get(Style.OPEN_DOT, styles.get(Style.OPEN_COMMA, ""))
        # 1234 and 1.234 in one column: whoever writes thousands without a sign wrote decimals with one.
        own: Decimal = "point" if Style.OPEN_DOT in styles else "comma"
        decimal = own if large else hint or leaning
    else:
        decimal = hint or leaning
    fraction = "," if decimal == "comma" else "."
    return Reading(decimal, not any(set(f"{fraction}eE") & set(bare(found)) for found in styles.values()), doubt)


def clear_sign(values: Iterable[str]) -> Decimal | None:
    """Return the decimal sign that a column leaves no doubt about, if any."""
    styles = {style_of(value) for value in values}
    if None in styles or {Style.COMMA, Style.POINT} <= styles:
        return None
    return "comma" if Style.COMMA in styles else "point" if Style.POINT in styles else None
