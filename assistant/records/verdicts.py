"""What readers thought of an answer: good or not, with a word of why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from assistant.errors import InputError
from assistant.records.failures import operator_errors
from assistant.records.tables import VerdictRow

#: Characters that a word of why may have.
MOST_WHY = 1_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """One reader's thought about one answer; ``user`` is None where nobody logs in."""

    answer_id: str
    good: bool
    why: str
    user: str | None
    said_at: datetime


class Verdicts:
    """The verdicts in the records database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def say(self, answer_id: str, good: bool, why: str = "", user: str | None = None) -> Verdict:
        """Keep what somebody thinks of an answer; raises :class:`InputError` when the word of why is too long."""
        if len(why) > MOST_WHY:
            raise InputError(f"a word of why has {len(why)} characters", hint=f"use at most {MOST_WHY}")
        said = datetime.now(UTC)
        with operator_errors(self._engine.url), Session(self._engine) as session:
            session.add(VerdictRow(answer_id=answer_id, good=good, why=why.strip(), user_name=user, said_at=said))
            session.commit()
        return Verdict(answer_id, good, why.strip(), user, said)

    def of(self, answer_id: str) -> tuple[Verdict, ...]:
        """Return what was said of an answer, oldest first."""
        wanted = select(VerdictRow).where(VerdictRow.answer_id == answer_id).order_by(VerdictRow.number)
        with operator_errors(self._engine.url), Session(self._engine) as session:
            return tuple(
                Verdict(row.answer_id, row.good, row.why, row.user_name, row.said_at) for row in session.scalars(wanted)
            )
