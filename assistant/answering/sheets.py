"""Gathers what stands on a sheet: the answer, what people noted and agreed about the same, its address."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from assistant.answering.agreements import standing
from assistant.answering.assistant import Assistant
from assistant.answering.reopening import Reopened
from assistant.explanation.answer import Answer, AnswerColumn, CaveatShown
from assistant.explanation.sheet import AgreementLine, NoteLine, Sheet, sheet_of
from assistant.records import Agreement, AnswerRecord, Entry, Kind, Note, Subject
from assistant.validation import DEFAULT_ROLE


def sheet(
    assistant: Assistant,
    opened: Reopened,
    *,
    role: str = DEFAULT_ROLE,
    link: str = "",
    as_of: dt.date | None = None,
    drawn: bool = True,
) -> Sheet:
    """Return the sheet of a kept answer: as it was given then, with what was added to it since."""
    answer = as_answered(opened)
    today = as_of or dt.date.today()
    entries = about(assistant, opened.record)
    notes = tuple(
        NoteLine(entry.body.text, entry.author, entry.written_at.date())
        for entry in entries
        if isinstance(entry.body, Note)
    )
    lines = []
    for entry in entries:
        if isinstance(entry.body, Agreement):
            stands = standing(assistant, entry, answer.language, role=role, as_of=today)
            lines.append(AgreementLine(entry.body.what, entry.body.who, stands.aim, entry.body.due, stands.text))
    asked = opened.record.asked_at.astimezone().date()
    return sheet_of(answer, assistant.catalog, asked=asked, notes=notes, agreements=lines, link=link, drawn=drawn)


def about(assistant: Assistant, record: AnswerRecord, kind: Kind | None = None) -> tuple[Entry, ...]:
    """Return the notes and agreements about the same figure, places and period as a kept answer."""
    interpretation = record.answer.get("interpretation")
    if not interpretation or not interpretation["metrics"]:
        return ()
    return assistant.records.entries.about(Subject.of(assistant.catalog.name, interpretation), kind)


def as_answered(opened: Reopened) -> Answer:
    """Return the kept answer as the faces know one; with its chart when its plan can still be carried out.

    The figures are those of then, whatever today's are.
    """
    then = opened.then
    if then is None:
        if opened.now is None:
            raise ValueError("a reader to whom neither then nor now is open has no answer")
        return opened.now
    answer = _from_json(opened.record)
    now = opened.now.shown if opened.now is not None else None
    if (
        now is None
        or answer.rows is None
        or [one.name for one in answer.columns or ()] != [one.name for one in now.columns]
    ):
        return answer
    support = now.support if len(now.rows) == len(answer.rows) else {}
    withheld = frozenset(answer.suppressed)
    return replace(answer, shown=replace(now, rows=answer.rows, withheld=withheld, support=support))


def _from_json(record: AnswerRecord) -> Answer:
    told = dict(record.answer)
    columns, rows = told.get("columns"), told.get("rows")
    return Answer(
        question=record.question,
        language="en" if record.language == "en" else "nl",
        outcome=record.outcome,
        id=told.get("id"),
        translator=told.get("translator"),
        interpretation=told.get("interpretation"),
        sql=told.get("sql"),
        columns=None if columns is None else tuple(AnswerColumn(**one) for one in columns),
        rows=None if rows is None else tuple(tuple(row) for row in rows),
        truncated=bool(told.get("truncated")),
        suppressed=tuple((row, column) for row, column in told.get("suppressed", ())),
        text=_text(told),
        caveats=tuple(CaveatShown(**one) for one in told.get("caveats", ())),
        conversation_prompts=tuple(told.get("conversation_prompts", ())),
        sources=tuple(told.get("sources", ())),
        review=dict(told.get("review") or {"status": "unreviewed"}),
        error=told.get("error"),
        kept=record.id,
    )


def _text(told: dict[str, object]) -> str | None:
    for key in ("refusal", "clarification"):
        part = told.get(key)
        if isinstance(part, dict):
            return str(part["text"])
    text = told.get("answer")
    return None if text is None else str(text)
