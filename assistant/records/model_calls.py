"""What was said to a language model for an answer, what it said, and how much was used today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from assistant.records.failures import operator_errors
from assistant.records.tables import ModelCallRow


@dataclass(frozen=True, slots=True)
class KeptCall:
    """One call: the whole text that left the house and the whole reply; ``outcome`` says what came of it.

    ``told`` and ``heard`` are tokens in and out as the model counted them.
    """

    model: str
    prompt: str
    version: int
    sent: str
    received: str
    outcome: str
    told: int
    heard: int
    milliseconds: float


class ModelCalls:
    """The calls in the records database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, answer_id: str, calls: Sequence[KeptCall], user: str | None = None) -> None:
        """Keep the calls that were made for an answer, in the order in which they were made."""
        if not calls:
            return
        now = datetime.now(UTC)
        rows = [
            ModelCallRow(
                answer_id=answer_id,
                user_name=user,
                called_at=now,
                model=one.model,
                prompt=one.prompt,
                version=one.version,
                sent=one.sent,
                received=one.received,
                outcome=one.outcome,
                tokens_told=one.told,
                tokens_heard=one.heard,
                milliseconds=one.milliseconds,
            )
            for one in calls
        ]
        with operator_errors(self._engine.url), Session(self._engine.execution_options(write=True)) as session:
            session.add_all(rows)
            session.commit()

    def of(self, answer_id: str) -> tuple[KeptCall, ...]:
        """Return the calls that were made for an answer."""
        wanted = select(ModelCallRow).where(ModelCallRow.answer_id == answer_id).order_by(ModelCallRow.number)
        with operator_errors(self._engine.url), Session(self._engine) as session:
            return tuple(_call(row) for row in session.scalars(wanted))

    def used_today(self, user: str | None) -> tuple[int, int]:
        """Return the tokens that ``user`` used since midnight (UTC), and those that everybody did."""
        midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        tokens = func.coalesce(func.sum(ModelCallRow.tokens_told + ModelCallRow.tokens_heard), 0)
        everybody = select(tokens).where(ModelCallRow.called_at >= midnight)
        own = everybody.where(ModelCallRow.user_name.is_(None) if user is None else ModelCallRow.user_name == user)
        with operator_errors(self._engine.url), Session(self._engine) as session:
            return int(session.scalar(own) or 0), int(session.scalar(everybody) or 0)


def _call(row: ModelCallRow) -> KeptCall:
    return KeptCall(
        row.model,
        row.prompt,
        row.version,
        row.sent,
        row.received,
        row.outcome,
        row.tokens_told,
        row.tokens_heard,
        row.milliseconds,
    )
