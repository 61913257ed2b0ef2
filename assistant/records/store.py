"""The one door to the records: open, save, find again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import fields
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assistant.errors import InternalError
from assistant.records.conversations import Conversations
from assistant.records.database import make_engine, parse_url
from assistant.records.entries import Entries
from assistant.records.failures import operator_errors
from assistant.records.logins import Logins
from assistant.records.migrating import migrate
from assistant.records.model_calls import ModelCalls
from assistant.records.record import AnswerRecord, Turn
from assistant.records.retention import Retention
from assistant.records.reviews import Reviews
from assistant.records.tables import Answer, Conversation
from assistant.records.unanswered import Unanswered, unanswered
from assistant.records.users import Users
from assistant.records.verdicts import Verdicts

_COLUMNS = tuple(column.name for column in fields(AnswerRecord))


class Records:
    """The records database, open. Threads and processes may share one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._url = engine.url
        #: What people added to answers.
        self.entries = Entries(engine)
        #: What readers thought of answers.
        self.verdicts = Verdicts(engine)
        #: What people talked about in the chat.
        self.conversations = Conversations(engine)
        #: Who logs in, and what they were shown today.
        self.users = Users(engine)
        #: Which answers analysts looked at, and who must hear of it.
        self.reviews = Reviews(engine)
        #: What was said to a language model.
        self.model_calls = ModelCalls(engine)
        #: Their passwords, and where each is logged in.
        self.logins = Logins(engine)
        #: How long all this is kept, and how somebody is erased from it.
        self.retention = Retention(engine)

    @classmethod
    def open(cls, url: str) -> Self:
        """Open the database at ``url``, with its tables made or brought up to date.

        Raises :class:`assistant.errors.OperatorError` when it cannot be reached or written.
        """
        parsed = parse_url(url)
        engine = make_engine(parsed)
        with ExitStack() as on_failure, operator_errors(parsed):
            on_failure.callback(engine.dispose)
            migrate(engine)
            on_failure.pop_all()
        return cls(engine)

    def save(self, record: AnswerRecord) -> None:
        """Keep ``record``. When this returns it is on disk, and only then may the answer be shown."""
        with operator_errors(self._url), self._writing() as session:
            if session.scalar(select(Answer.number).where(Answer.id == record.id)) is not None:
                raise InternalError(f"two answers have the id {record.id}")
            if record.conversation_id is not None:
                _ensure_conversation(session, record.conversation_id, record)
            session.add(Answer(**_as_columns(record)))
            session.commit()

    def get(self, answer_id: str) -> AnswerRecord | None:
        """Return one answer as it was kept, or None."""
        with operator_errors(self._url), Session(self._engine) as session:
            row = session.scalar(select(Answer).where(Answer.id == answer_id))
            return None if row is None else _as_record(row)

    def conversation(self, conversation_id: str) -> list[AnswerRecord]:
        """Return the answers of one conversation in the order they were given; empty when it is not known."""
        wanted = select(Answer).where(Answer.conversation_id == conversation_id).order_by(Answer.number)
        with operator_errors(self._url), Session(self._engine) as session:
            return [_as_record(row) for row in session.scalars(wanted)]

    def turns(self, conversation_id: str) -> list[Turn]:
        """Return of each answer of a conversation what the next one leans on, in the order they were given."""
        wanted = select(Answer.plan, Answer.shown, Answer.catalog, Answer.catalog_digest)
        wanted = wanted.where(Answer.conversation_id == conversation_id).order_by(Answer.number)
        with operator_errors(self._url), Session(self._engine) as session:
            return [Turn(*row) for row in session.execute(wanted)]

    def unanswered(self, catalog: str, since: datetime) -> Iterator[Unanswered]:
        """Yield what was refused over one catalogue since a moment, oldest first."""
        return unanswered(self._engine, catalog, since)

    def share(self, answer_id: str) -> None:
        """Say that an answer was opened or taken along by its address: it stays when its conversation goes."""
        mark = update(Answer).where(Answer.id == answer_id, Answer.shared_at.is_(None))
        with operator_errors(self._url), self._writing() as session:
            session.execute(mark.values(shared_at=datetime.now(UTC)))
            session.commit()

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _writing(self) -> Session:
        return Session(self._engine.execution_options(write=True))


def _ensure_conversation(session: Session, conversation_id: str, record: AnswerRecord) -> None:
    if session.get(Conversation, conversation_id) is not None:
        return
    try:
        with session.begin_nested():
            session.add(Conversation(id=conversation_id, started_at=record.asked_at))
    except IntegrityError:
        # Another process kept the first answer of the same conversation a moment ago: it is there now.
        session.expire_all()


def _as_columns(record: AnswerRecord) -> dict[str, object]:
    return {name: getattr(record, name) for name in _COLUMNS}


def _as_record(row: Answer) -> AnswerRecord:
    return AnswerRecord(**{name: getattr(row, name) for name in _COLUMNS})
