"""Answers made from the few values that a test cares about."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from assistant.records import AnswerRecord


def make_answer(answer_id: str = "a1", **values: Any) -> AnswerRecord:
    """Return an answer with ``values`` and, for the rest, what any answer might hold."""
    given: dict[str, Any] = {
        "asked_at": datetime(2026, 1, 31, 9, 30, tzinfo=UTC),
        "as_of": date(2026, 1, 31),
        "question": "Hoeveel vijvers zijn er?",
        "language": "nl",
        "role": "manager",
        "outcome": "answer",
        "translator": "grammar",
        "answer": {"outcome": "answer", "rows": [[12]]},
        "catalog": "vijvers",
        "catalog_digest": "sha256:00",
    }
    return AnswerRecord(id=answer_id, **(given | values))
