"""Keeping an answer before it is shown."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import uuid
from typing import Any

from assistant.explanation.answer import Answer
from assistant.plan.plain import plain
from assistant.records import AnswerRecord, result_digest

_asked = logging.getLogger("duiding.asked")


def record(
    answer: Answer,
    *,
    as_of: dt.date,
    role: str,
    catalog: str,
    digest: str,
    decision: object | None,
    conversation: str | None,
    state: dict[str, Any] | None = None,
    shown: list[Any] | None = None,
    asker: str | None = None,
) -> AnswerRecord:
    """Return the answer as it is kept: with the reading behind it and the digest of its rows."""
    columns = [column.name for column in answer.columns or ()]
    return AnswerRecord(
        id=uuid.uuid4().hex,
        asked_at=dt.datetime.now(dt.UTC),
        as_of=as_of,
        question=answer.question,
        language=answer.language,
        role=role,
        outcome=answer.outcome,
        translator=answer.translator or "",
        answer=answer.to_json(),
        catalog=catalog,
        catalog_digest=digest,
        conversation_id=conversation,
        plan=plain(decision) if decision is not None else None,
        sql=answer.sql,
        result_digest=result_digest(columns, answer.rows) if answer.rows is not None else None,
        timings_ms=answer.timings_ms,
        state=state,
        shown=shown,
        asker=asker,
    )


def logged(answer: Answer, kept: str, role: str) -> None:
    """Leave a line in the log, where one for each question is wanted: what came of it, and nothing of what it says."""
    about = {"answer": kept, "outcome": answer.outcome, "language": answer.language, "translator": answer.translator}
    _asked.info("a question was answered", extra=about | {"role": role, "milliseconds": answer.timings_ms["total"]})


def derived_id(*parts: object) -> str:
    """Return an identifier that the same question on the same data gets again."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:12]
