"""Conversations of the chat: whose they are, what they are called, and what was shown in them besides answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Engine, Select, delete, func, or_, select, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assistant.errors import InputError
from assistant.records.failures import operator_errors
from assistant.records.letting_go import let_go
from assistant.records.tables import Answer, Conversation, ConversationPart

#: A conversation is called after its first question, up to here.
_NAME = 120
_Row = TypeVar("_Row", Conversation, ConversationPart)


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation. ``details`` are for the face that shows it; what stands in them is not looked at here."""

    id: str
    owner: str
    name: str
    started_at: datetime
    changed_at: datetime
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Talks:
    """Some of somebody's conversations, the latest first, and whether there are more behind them."""

    talks: tuple[Talk, ...]
    more: bool


class Conversations:
    """The conversations of a records database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._url = engine.url

    def begin(self, conversation: str, owner: str, name: str = "") -> None:
        """Make sure that a conversation is there and its owner's; what it is called already stays.

        Raises :class:`InputError` when it is somebody else's.
        """
        now = datetime.now(UTC)
        with self._writing() as session:
            row = session.get(Conversation, conversation)
            if row is None:
                new = Conversation(id=conversation, started_at=now, changed_at=now, owner=owner)
                row = _added(session, new, select(Conversation).filter_by(id=conversation))
            if row.owner not in (None, owner):
                raise InputError("this conversation is somebody else's")
            row.owner = owner
            row.name = row.name or _cut(name) or None
            row.changed_at = row.changed_at or now
            session.commit()

    def get(self, conversation: str) -> Talk | None:
        """Return one conversation of the chat, or None."""
        with operator_errors(self._url), Session(self._engine) as session:
            row = session.get(Conversation, conversation)
            return None if row is None or row.owner is None else _talk(row)

    def of(self, owner: str, *, search: str = "", first: int = 20, after: str | None = None) -> Talks:
        """Return conversations of somebody, the latest first, from behind the one with the id ``after``.

        ``search`` is looked for in what they are called and in what was asked, whatever the capitals.
        """
        wanted = select(Conversation).where(Conversation.owner == owner)
        for word in search.split():
            wanted = wanted.where(_mentions(word))
        place = tuple_(Conversation.changed_at, Conversation.id)
        with operator_errors(self._url), Session(self._engine) as session:
            last = session.get(Conversation, after) if after is not None else None
            if last is not None:
                wanted = wanted.where(place < tuple_(last.changed_at, last.id))
            ordered = wanted.order_by(Conversation.changed_at.desc(), Conversation.id.desc())
            found = [_talk(row) for row in session.scalars(ordered.limit(first + 1))]
        return Talks(tuple(found[:first]), len(found) > first)

    def change(self, conversation: str, *, name: str | None = None, details: Mapping[str, Any] | None = None) -> None:
        """Give a conversation another name, or details beside those it has; one that is gone stays gone."""
        with self._writing() as session:
            row = session.get(Conversation, conversation)
            if row is None:
                return
            row.name = _cut(name) or row.name if name is not None else row.name
            row.details = dict(row.details or {}) | dict(details or {})
            session.commit()

    def delete(self, conversation: str) -> None:
        """Delete a conversation with its answers; an answer that others rely on stays, and nobody's any more."""
        with self._writing() as session:
            let_go(session, Conversation.id == conversation)
            session.commit()

    def put(self, conversation: str, kind: str, part: str, body: Mapping[str, Any]) -> None:
        """Keep a part of a conversation that is there; one with the same id is replaced and keeps its place."""
        at_once = {"conversation_id": conversation, "kind": kind, "part_id": part}
        with self._writing() as session:
            same = select(ConversationPart).filter_by(**at_once)
            row = session.scalar(same) or _added(session, ConversationPart(**at_once, body=dict(body)), same)
            row.body = dict(body)
            touched = update(Conversation).where(Conversation.id == conversation)
            session.execute(touched.values(changed_at=datetime.now(UTC)))
            session.commit()

    def drop(self, conversation: str, kind: str, part: str) -> None:
        """Take a part away."""
        at_once = {"conversation_id": conversation, "kind": kind, "part_id": part}
        with self._writing() as session:
            session.execute(delete(ConversationPart).filter_by(**at_once))
            session.commit()

    def parts(self, conversation: str, kind: str) -> tuple[Mapping[str, Any], ...]:
        """Return the parts of one kind in the order in which they came."""
        wanted = select(ConversationPart.body).filter_by(conversation_id=conversation, kind=kind)
        with operator_errors(self._url), Session(self._engine) as session:
            return tuple(session.scalars(wanted.order_by(ConversationPart.number)))

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        with operator_errors(self._url), Session(self._engine.execution_options(write=True)) as session:
            yield session


def _added(session: Session, row: _Row, same: Select[_Row]) -> _Row:
    """Add a row; return the one that another process added a moment ago, where there is one."""
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        session.expire_all()
        return session.scalars(same).one()
    return row


def _mentions(word: str) -> ColumnElement[bool]:
    sought = word.lower()
    asked = select(Answer.number).where(
        Answer.conversation_id == Conversation.id, func.lower(Answer.question).contains(sought, autoescape=True)
    )
    return or_(func.lower(Conversation.name).contains(sought, autoescape=True), asked.exists())


def _cut(name: str) -> str:
    said = " ".join(name.split())
    return said if len(said) <= _NAME else f"{said[: _NAME - 1]}…"


def _talk(row: Conversation) -> Talk:
    return Talk(
        id=row.id,
        owner=row.owner or "",
        name=row.name or "",
        started_at=row.started_at,
        changed_at=row.changed_at or row.started_at,
        details=row.details or {},
    )
