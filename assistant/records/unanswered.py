"""What people asked and did not get: every refusal since a day, with what was missing for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from assistant.records.failures import operator_errors
from assistant.records.tables import Answer

#: Rows that are read at a time, so that years of questions never stand in memory together.
_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Unanswered:
    """One refused question.

    ``reason`` is the contract's; ``lacking`` what the catalogue did not hold: words as they were written, members,
    periods or levels. ``metrics`` are the figures that were understood and ``nearest`` those that were offered.
    """

    answer_id: str
    asked_at: datetime
    question: str
    language: str
    role: str
    reason: str
    lacking: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()


def unanswered(engine: Engine, catalog: str, since: datetime) -> Iterator[Unanswered]:
    """Yield the refusals over one catalogue since a moment, oldest first."""
    columns = (Answer.id, Answer.asked_at, Answer.question, Answer.language, Answer.role, Answer.answer, Answer.plan)
    wanted = select(*columns)
    wanted = wanted.where(Answer.catalog == catalog, Answer.outcome == "refuse", Answer.asked_at >= since)
    with operator_errors(engine.url), Session(engine) as session:
        rows = session.execute(wanted.order_by(Answer.number), execution_options={"yield_per": _AT_A_TIME})
        for name, asked_at, question, language, role, answer, plan in rows:
            refusal = answer.get("refusal") or {}
            lacking, metrics = _of_plan(plan or {})
            yield Unanswered(
                name,
                asked_at,
                question,
                language,
                role,
                str(refusal.get("reason", "")),
                lacking,
                metrics,
                tuple(refusal.get("nearest", ())),
            )


def _of_plan(plan: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what was missing and which figures were understood; records of before these were kept hold neither."""
    if plan.get("type") != "Refusal":
        return (), ()
    so_far = plan.get("so_far") or {}
    return tuple(plan.get("lacking") or ()), tuple(so_far.get("metrics") or ())
