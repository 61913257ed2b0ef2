"""Gathers what stands on a sheet: the answer, what people noted and agreed about the same, its address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from assistant.answering.agreements import standing
from assistant.answering.assistant import Assistant
from assistant.answering.reopening import Reopened, reopen
from assistant.answering.verifying import review_now
from assistant.catalog.text import Language
from assistant.explanation.answer import Answer, AnswerColumn, CaveatShown
from assistant.explanation.sheet import AgreementLine, BesideLine, NoteLine, Sheet, sheet_of
from assistant.explanation.standing import Kind as Comparing
from assistant.explanation.standing import Standing
from assistant.explanation.words import sentence_case
from assistant.plan import Clarification, Option, Reason, Refusal
from assistant.records import Agreement, AnswerRecord, Entry, Kind, Note, Subject
from assistant.validation import DEFAULT_ROLE

#: Answers on the sheet of one conversation: what can still be read at a meeting.
MOST_ANSWERS = 30


def sheet(
    assistant: Assistant,
    opened: Reopened,
    *,
    role: str = DEFAULT_ROLE,
    link: str = "",
    as_of: dt.date | None = None,
    drawn: bool = True,
    stands: Standing | None = None,
) -> Sheet:
    """Return the sheet of a kept answer: as it was given then, with what was added to it since.

    ``stands`` is where its figure stands, for who wants that on the sheet too; its caveats come with it.
    """
    answer = as_answered(opened)
    answer = replace(answer, review=_reviewed(assistant, opened.record.id, answer.review))
    today = as_of or dt.date.today()
    entries = about(assistant, opened.record)
    notes = tuple(
        NoteLine(entry.body.text, entry.author, entry.written_at.date(), entry.version > 1)
        for entry in entries
        if isinstance(entry.body, Note)
    )
    lines = []
    for entry in entries:
        if isinstance(entry.body, Agreement):
            now = standing(assistant, entry, answer.language, role=role, as_of=today)
            lines.append(AgreementLine(entry.body.what, entry.body.who, now.aim, entry.body.due, now.text))
    asked = opened.record.asked_at.astimezone().date()
    if stands is not None:
        answer = replace(answer, caveats=_with(answer.caveats, stands))
    made = sheet_of(answer, assistant.catalog, asked=asked, notes=notes, agreements=lines, link=link, drawn=drawn)
    return made if stands is None else _beside(made, stands)


def sheets(
    assistant: Assistant, conversation: str, *, role: str = DEFAULT_ROLE, link: Callable[[str], str] = lambda answer: ""
) -> tuple[Sheet, ...]:
    """Return a sheet of each answer with figures of a conversation, in the order in which they were given.

    Of a long conversation the last ones. ``link`` gives the address of an answer; what is not open to ``role`` any more
    is left out.
    """
    given = [one for one in assistant.records.conversation(conversation) if one.outcome == "answer" and one.sql]
    opened = (reopen(assistant, one.id, role=role) for one in given[-MOST_ANSWERS:])
    return tuple(sheet(assistant, one, role=role, link=link(one.record.id)) for one in opened if one is not None)


def _reviewed(assistant: Assistant, answer_id: str, told: dict[str, Any]) -> dict[str, Any]:
    """Return who looked at the query and what they found, as that stands today."""
    now, review = review_now(assistant, answer_id, told)
    if review is None or review.waits:
        return now
    return {"status": review.state.value, "by": review.by or "", "on": review.changed_at.date().isoformat()}


def _beside(made: Sheet, stands: Standing) -> Sheet:
    """Return the sheet with its figure beside others; the figure itself stands on it already."""
    others = [one for one in stands.comparisons if one.kind is not Comparing.OWN]
    lines = [BesideLine(one.heading, one.answer.text or "") for one in others]
    lines += [BesideLine(sentence_case(part.by), part.text) for part in stands.parts]
    return replace(made, beside=tuple(lines), beside_note=stands.no_cause)


def _with(caveats: tuple[CaveatShown, ...], stands: Standing) -> tuple[CaveatShown, ...]:
    """Return the caveats of an answer and of what it is set beside, each once."""
    more = [caveat for one in stands.comparisons for caveat in one.answer.caveats]
    more += [caveat for part in stands.parts for caveat in part.caveats]
    return tuple({caveat.id: caveat for caveat in (*more, *caveats)}.values())


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
    language: Language = "en" if record.language == "en" else "nl"
    return Answer(
        question=record.question,
        language=language,
        outcome=record.outcome,
        id=told.get("id"),
        translator=told.get("translator"),
        interpretation=told.get("interpretation"),
        sql=told.get("sql"),
        columns=None if columns is None else tuple(AnswerColumn(**one) for one in columns),
        rows=None if rows is None else tuple(tuple(row) for row in rows),
        truncated=bool(told.get("truncated")),
        suppressed=tuple((row, column) for row, column in told.get("suppressed", ())),
        margins=tuple((row, column, half) for row, column, half in told.get("margins", ())),
        text=_text(told),
        caveats=tuple(CaveatShown(**one) for one in told.get("caveats", ())),
        conversation_prompts=tuple(told.get("conversation_prompts", ())),
        sources=tuple(told.get("sources", ())),
        review=dict(told.get("review") or {"status": "unreviewed"}),
        clarification=_clarification(told.get("clarification"), language),
        refusal=_refusal(told.get("refusal"), language),
        error=told.get("error"),
        kept=record.id,
    )


def _clarification(told: dict[str, Any] | None, language: Language) -> Clarification | None:
    if told is None:
        return None
    options = tuple(
        Option(one["label"], one["question"], answer=one.get("answer"), caveats=tuple(one.get("caveats", ())))
        for one in told["options"]
    )
    return Clarification(told["text"], options, language)


def _refusal(told: dict[str, Any] | None, language: Language) -> Refusal | None:
    return None if told is None else Refusal(Reason(told["reason"]), told["text"], language, tuple(told["nearest"]))


def _text(told: dict[str, object]) -> str | None:
    for key in ("refusal", "clarification"):
        part = told.get(key)
        if isinstance(part, dict):
            return str(part["text"])
    text = told.get("answer")
    return None if text is None else str(text)
