"""What a reader adds to an answer, changes or takes back: a note, an agreement, a verdict.

Each only under an answer that is open to them.
"""

from __future__ import annotations

from assistant.answering.agreements import agree
from assistant.answering.assistant import Assistant
from assistant.answering.filled import agreement_of, name_of, note_of
from assistant.answering.reopening import Reopened, reopen
from assistant.errors import InputError
from assistant.records import Agreement, AnswerRecord, Entry, Kind, Subject, UnknownEntry, Verdict, Why
from assistant.validation import DEFAULT_ROLE


def opened(assistant: Assistant, answer_id: str, *, role: str = DEFAULT_ROLE) -> Reopened:
    """Return a kept answer for who may read it; raises :class:`UnknownEntry` when it is not there or not for them."""
    found = reopen(assistant, answer_id, role=role)
    if found is None:
        raise UnknownEntry("there is no such answer")
    return found


def add_note(assistant: Assistant, answer_id: str, text: str, author: str, *, role: str = DEFAULT_ROLE) -> Entry:
    """Keep an interpretation under an answer with figures."""
    record = _with_figures(opened(assistant, answer_id, role=role).record)
    subject = Subject.of(assistant.catalog.name, record.answer["interpretation"])
    return assistant.records.entries.add(note_of(text), subject, name_of(author), answer_id)


def change_note(
    assistant: Assistant,
    answer_id: str,
    entry_id: str,
    text: str,
    author: str,
    seen: int,
    *,
    role: str = DEFAULT_ROLE,
) -> Entry:
    """Change a note that was read as version ``seen``; its earlier versions stay.

    Raises :class:`~assistant.records.EditConflict` when somebody else changed it meanwhile.
    """
    _under(assistant, answer_id, entry_id, Kind.NOTE, role)
    return assistant.records.entries.edit(entry_id, note_of(text), name_of(author), seen)


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
    record = opened(assistant, answer_id, role=role).record
    made = agreement_of(record.language, what=what, who=who, metric=metric, way=way, due=due, target=target)
    return agree(assistant, answer_id, made, name_of(author))


def change_agreement(
    assistant: Assistant,
    answer_id: str,
    entry_id: str,
    seen: int,
    *,
    what: str,
    who: str,
    way: str,
    due: str,
    target: str,
    author: str,
    role: str = DEFAULT_ROLE,
) -> Entry:
    """Change an agreement that was read as version ``seen``, all but the figure that it is about. Raises as
    :func:`add_agreement` and :func:`change_note` do."""
    record, entry = _under(assistant, answer_id, entry_id, Kind.AGREEMENT, role)
    assert isinstance(entry.body, Agreement)
    made = agreement_of(record.language, what=what, who=who, metric=entry.body.metric, way=way, due=due, target=target)
    return assistant.records.entries.edit(entry_id, made, name_of(author), seen)


def withdraw(
    assistant: Assistant, answer_id: str, entry_id: str, author: str, seen: int, *, role: str = DEFAULT_ROLE
) -> Entry:
    """Take back a note or an agreement; its history stays. Raises as :func:`change_note` does."""
    _under(assistant, answer_id, entry_id, None, role)
    return assistant.records.entries.withdraw(entry_id, name_of(author), seen)


def add_verdict(
    assistant: Assistant,
    answer_id: str,
    good: bool,
    why: str = "",
    *,
    user: str | None = None,
    role: str = DEFAULT_ROLE,
) -> Verdict:
    """Keep what a reader thinks of an answer, a question back or a refusal; figures that are not right are reviewed."""
    found = opened(assistant, answer_id, role=role)
    said = assistant.records.verdicts.say(answer_id, good, why, user)
    if not good and found.record.sql is not None:
        assistant.records.reviews.signal(answer_id, Why.THUMBS_DOWN)
    return said


def _with_figures(record: AnswerRecord) -> AnswerRecord:
    if record.outcome != "answer" or not (record.answer.get("interpretation") or {}).get("metrics"):
        raise InputError("this is no answer with figures", hint="ask for a figure first")
    return record


def _under(
    assistant: Assistant, answer_id: str, entry_id: str, kind: Kind | None, role: str
) -> tuple[AnswerRecord, Entry]:
    """Return an answer that is open to ``role`` with what stands under it; another answer's is not there."""
    record, found = opened(assistant, answer_id, role=role).record, assistant.records.entries.get(entry_id)
    if found is None or found.answer_id != answer_id or kind not in (None, found.kind):
        raise UnknownEntry("there is no such note or agreement under this answer")
    return record, found
