"""What is older than records are kept for goes, some at a time, so that nobody who asks waits long."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from assistant.records.letting_go import Gone, let_answers_go, let_go, relied_upon
from assistant.records.review import OPEN
from assistant.records.tables import (
    Answer,
    Conversation,
    LoginSession,
    NewsRow,
    ReaderRow,
    ReviewRow,
    ShownFigures,
    VerdictRow,
)

#: Conversations or answers that go in one transaction.
_AT_A_TIME = 200


def aged_conversations(before: datetime) -> ColumnElement[bool]:
    """Return whether nothing was asked in a conversation since ``before``, as a condition of a query."""
    lately = select(Answer.number).where(Answer.conversation_id == Conversation.id, Answer.asked_at >= before)
    return and_(func.coalesce(Conversation.changed_at, Conversation.started_at) < before, ~lately.exists())


def aged_answers(before: datetime) -> ColumnElement[bool]:
    """Return whether an answer that stands alone was given before ``before`` and may go, or may become nobody's."""
    alone = and_(Answer.conversation_id.is_(None), Answer.asked_at < before)
    return and_(alone, or_(Answer.asker.is_not(None), ~relied_upon()))


def count(session: Session, before: datetime) -> Gone:
    """Return what :func:`prune_some` would let go in all; nothing is changed."""
    old = select(Conversation.id).where(aged_conversations(before))
    which = or_(Answer.conversation_id.in_(old), aged_answers(before))
    conversations, answers, nobodys = (
        session.scalar(select(func.count()).select_from(table).where(*conditions)) or 0
        for table, conditions in (
            (Conversation, (aged_conversations(before),)),
            (Answer, (which, ~relied_upon())),
            (Answer, (which, relied_upon())),
        )
    )
    return Gone(conversations, answers, nobodys)


def prune_some(session: Session, before: datetime) -> Gone:
    """Let some of what is older than ``before`` go, in the caller's transaction; nothing when there is none left."""
    old = session.scalars(select(Conversation.id).where(aged_conversations(before)).limit(_AT_A_TIME)).all()
    if old:
        return let_go(session, Conversation.id.in_(old))
    answers = session.scalars(select(Answer.number).where(aged_answers(before)).limit(_AT_A_TIME)).all()
    return let_answers_go(session, Answer.number.in_(answers)) if answers else Gone()


def take_names_away(session: Session, before: datetime) -> None:
    """Take the names from what stays: thumbs, decided reviews, who read what; and clear what has ended."""
    now = datetime.now(UTC)
    session.execute(update(VerdictRow).where(VerdictRow.said_at < before).values(user_name=None))
    decided = ReviewRow.state.not_in([one.value for one in OPEN])
    aged = update(ReviewRow).where(decided, ReviewRow.changed_at < before, ReviewRow.asker.is_not(None))
    session.execute(aged.values(asker=None, asker_name=None))
    session.execute(delete(ReaderRow).where(ReaderRow.at < before))
    session.execute(delete(NewsRow).where(NewsRow.made_at < before))
    session.execute(delete(LoginSession).where(LoginSession.ends_at <= now))
    session.execute(delete(ShownFigures).where(ShownFigures.day < now.date()))
