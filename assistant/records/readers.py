"""Who read an answer, so that they can be told when it proves wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assistant.records.failures import operator_errors
from assistant.records.review import News
from assistant.records.tables import Answer, Conversation, NewsRow, ReaderRow


class Readers:
    """The readers of answers, and what waits to be told to them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._url = engine.url

    def read(self, answer_id: str, person: str) -> None:
        """Keep that somebody opened an answer by its address or took it along."""
        with operator_errors(self._url), Session(self._engine) as session:
            if session.get(ReaderRow, (answer_id, person)) is not None:
                return
        with operator_errors(self._url), Session(self._engine.execution_options(write=True)) as session:
            session.add(ReaderRow(answer_id=answer_id, person=person, at=datetime.now(UTC)))
            try:
                session.commit()
            except IntegrityError:
                # The same person opened it in another window a moment ago.
                session.rollback()

    def same(self, session: Session, answer_id: str) -> tuple[str, ...]:
        """Return the answers that gave the same figures to the same question, this one among them."""
        one = session.scalar(select(Answer).where(Answer.id == answer_id))
        if one is None or one.result_digest is None:
            return (answer_id,)
        alike = select(Answer.id).where(
            Answer.result_digest == one.result_digest, Answer.question == one.question, Answer.catalog == one.catalog
        )
        return tuple(session.scalars(alike))

    def relying(self, session: Session, answer_id: str) -> set[str]:
        """Return who asked for, opened or took along this answer, or the same one given at another time."""
        same = self.same(session, answer_id)
        asked = select(Conversation.owner).join(Answer, Answer.conversation_id == Conversation.id)
        owners = session.scalars(asked.where(Answer.id.in_(same)))
        opened = session.scalars(select(ReaderRow.person).where(ReaderRow.answer_id.in_(same)))
        return {one for one in (*owners, *opened) if one}

    def news(self, person: str) -> tuple[News, ...]:
        """Return what somebody was not told yet, the oldest first."""
        wanted = select(NewsRow, Answer.question).join(Answer, Answer.id == NewsRow.answer_id)
        wanted = wanted.where(NewsRow.person == person, NewsRow.told_at.is_(None)).order_by(NewsRow.number)
        with operator_errors(self._url), Session(self._engine) as session:
            return tuple(
                News(one.number, one.answer_id, question, one.kind, one.body)
                for one, question in session.execute(wanted)
            )

    def told(self, person: str, upto: int) -> None:
        """Keep that somebody was told everything up to and including the number ``upto``."""
        heard = update(NewsRow).where(NewsRow.person == person, NewsRow.number <= upto, NewsRow.told_at.is_(None))
        with operator_errors(self._url), Session(self._engine.execution_options(write=True)) as session:
            session.execute(heard.values(told_at=datetime.now(UTC)))
            session.commit()


def tell(session: Session, whom: Iterable[str], answer_id: str, kind: str, body: Mapping[str, Any]) -> None:
    """Put what happened to an answer ready for who must hear of it, inside the caller's transaction."""
    now = datetime.now(UTC)
    session.add_all(
        NewsRow(person=one, answer_id=answer_id, kind=kind, body=dict(body), made_at=now) for one in sorted(whom)
    )
