"""What somebody filled in, as what it means; :class:`Unsaid` says of which field it is not right."""

from __future__ import annotations

import datetime as dt
import re

from assistant.errors import InputError
from assistant.records import Agreement, Note, Way
from assistant.records.entry import MOST, MOST_NAME


class Unsaid(InputError):
    """Something that must be filled in is not, or cannot be read; ``field`` says what."""

    def __init__(self, field: str, message: str, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.field = field


def said(text: str, field: str, most: int = MOST) -> str:
    """Return what somebody filled in; raises :class:`Unsaid` when it is nothing, or too much to read."""
    if not text.strip():
        raise Unsaid(field, f"nothing is filled in for the {field}", "fill it in")
    if len(text.strip()) > most:
        raise Unsaid(field, f"the {field} has {len(text.strip())} characters and may have {most}", "say it shorter")
    return text.strip()


def note_of(text: str) -> Note:
    """Return a note from its field."""
    return Note(said(text, "text"))


def agreement_of(language: str, *, what: str, who: str, metric: str, way: str, due: str, target: str) -> Agreement:
    """Return an agreement from the fields of its form; ``language`` says how a target is written."""
    if way not in set(Way):
        raise Unsaid("way", "which way should the figure move?", "up or down")
    try:
        day = dt.date.fromisoformat(due)
    except ValueError:
        raise Unsaid("due", f"{due[:40]!r} is no date", "such as 2027-01-31") from None
    meant = number(target, language)
    return Agreement(said(what, "what"), said(who, "who", MOST_NAME), metric, Way(way), day, meant)


def name_of(author: str) -> str:
    """Return whose words they are."""
    return said(author, "author", MOST_NAME)


def number(text: str, language: str) -> float | None:
    """Read a target as people write it: 4.500, 4500 and 3,4 in Dutch, 4,500 and 3.4 in English."""
    thousands, decimal = (",", ".") if language == "en" else (".", ",")
    clean = re.sub(r"[\s%€]", "", text)
    if not clean:
        return None
    whole, _, rest = clean.partition(decimal)
    grouped = re.fullmatch(rf"-?\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+", whole)
    if grouped is None and decimal == "," and clean.count(".") == 1 and "," not in clean:
        # "3.4" is no number of thousands: it can only be meant as 3,4.
        whole, _, rest = clean.partition(".")
    figures = whole.replace(thousands, "") if grouped else whole
    if not re.fullmatch(r"-?\d{1,15}", figures) or not re.fullmatch(r"\d{0,10}", rest):
        raise Unsaid("target", f"the target {text[:40]!r} is no number", "such as 4500 or 3,4")
    return float(f"{figures}.{rest or 0}")
