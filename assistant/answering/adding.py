"""What a reader adds to an answer: a note, an agreement, a verdict; each only to an answer that is open to them."""

from __future__ import annotations

import datetime as dt
import re

from assistant.answering.agreements import agree
from assistant.answering.assistant import Assistant
from assistant.answering.reopening import Reopened, reopen
from assistant.errors import InputError
from assistant.records import Agreement, Entry, Note, Subject, UnknownEntry, Verdict, Way
from assistant.validation import DEFAULT_ROLE


class Unsaid(InputError):
    """Something that must be filled in is not, or cannot be read; ``field`` says what."""

    def __init__(self, field: str, message: str, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.field = field


def opened(assistant: Assistant, answer_id: str, *, role: str = DEFAULT_ROLE) -> Reopened:
    """Return a kept answer for who may read it; raises :class:`UnknownEntry` when it is not there or not for them."""
    found = reopen(assistant, answer_id, role=role)
    if found is None:
        raise UnknownEntry("there is no such answer")
    return found


def add_note(assistant: Assistant, answer_id: str, text: str, author: str, *, role: str = DEFAULT_ROLE) -> Entry:
    """Keep an interpretation under an answer with figures."""
    record = opened(assistant, answer_id, role=role).record
    if record.outcome != "answer":
        raise UnknownEntry("there is no such answer")
    subject = Subject.of(assistant.catalog.name, record.answer["interpretation"])
    return assistant.records.entries.add(Note(said(text, "text")), subject, said(author, "author"), answer_id)


def add_agreement(
    assistant: Assistant,
    answer_id: str,
    *,
    what: str,
    who: str,
    metric: str,
    way: str,
    due: str,
    target: str,
    author: str,
    role: str = DEFAULT_ROLE,
) -> Entry:
    """Keep an agreement under an answer, from what somebody filled in; :class:`Unsaid` names what is not right."""
    language = "en" if opened(assistant, answer_id, role=role).record.language == "en" else "nl"
    if way not in set(Way):
        raise Unsaid("way", "which way should the figure move?", "up or down")
    try:
        day = dt.date.fromisoformat(due)
    except ValueError:
        raise Unsaid("due", f"{due[:40]!r} is no date", "such as 2027-01-31") from None
    made = Agreement(said(what, "what"), said(who, "who"), metric, Way(way), day, number(target, language))
    return agree(assistant, answer_id, made, said(author, "author"))


def add_verdict(
    assistant: Assistant,
    answer_id: str,
    good: bool,
    why: str = "",
    *,
    user: str | None = None,
    role: str = DEFAULT_ROLE,
) -> Verdict:
    """Keep what a reader thinks of an answer, a question back or a refusal."""
    opened(assistant, answer_id, role=role)
    return assistant.records.verdicts.say(answer_id, good, why, user)


def said(text: str, field: str) -> str:
    """Return what somebody filled in; raises :class:`Unsaid` when it is nothing."""
    if not text.strip():
        raise Unsaid(field, f"nothing is filled in for the {field}", "fill it in")
    return text.strip()


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
