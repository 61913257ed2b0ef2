"""Letting conversations go without breaking what others rely on.

An answer that others have stays whole, with its address: one that a note or agreement was written under, that somebody
asked to review or reviewed, or that was opened or taken along by its address (:meth:`assistant.records.Records.share`).
It no longer says who asked or in which conversation, so nothing ties it to a person. Every other answer is deleted with
its conversation, also one that only the program put in the queue for review.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.expression import Executable

from assistant.records.tables import (
    Answer,
    Conversation,
    ConversationPart,
    EntryRow,
    ModelCallRow,
    ReaderRow,
    ReviewRow,
    VerdictRow,
)


@dataclass(frozen=True, slots=True)
class Gone:
    """How many conversations and answers were deleted, and how many answers stayed as nobody's."""

    conversations: int = 0
    answers: int = 0
    nobodys: int = 0

    def __add__(self, other: Gone) -> Gone:
        return Gone(
            self.conversations + other.conversations, self.answers + other.answers, self.nobodys + other.nobodys
        )


def let_go(session: Session, which: ColumnElement[bool]) -> Gone:
    """Delete the conversations of which ``which`` is true, inside the caller's transaction."""
    these = select(Conversation.id).where(which)
    gone = let_answers_go(session, Answer.conversation_id.in_(these))
    session.execute(delete(ConversationPart).where(ConversationPart.conversation_id.in_(these)))
    return gone + Gone(conversations=changed(session, delete(Conversation).where(which)))


def let_answers_go(session: Session, which: ColumnElement[bool]) -> Gone:
    """Delete the answers of which ``which`` is true, but for those that others have; these become nobody's."""
    gone = select(Answer.id).where(which, ~relied_upon())
    for table in (VerdictRow, ModelCallRow, ReaderRow, ReviewRow):
        session.execute(delete(table).where(table.answer_id.in_(gone)))
    session.execute(
        update(ModelCallRow).where(ModelCallRow.answer_id.in_(select(Answer.id).where(which))).values(user_name=None)
    )
    deleted = changed(session, delete(Answer).where(which, ~relied_upon()))
    stayed = changed(session, update(Answer).where(which).values(conversation_id=None, shown=None, asker=None))
    return Gone(answers=deleted, nobodys=stayed)


def relied_upon() -> ColumnElement[bool]:
    """Return whether others have an answer, as a condition of a query."""
    under = select(EntryRow.id).where(EntryRow.answer_id == Answer.id)
    reviewed = select(ReviewRow.answer_id).where(ReviewRow.answer_id == Answer.id, ReviewRow.version > 0)
    return or_(Answer.shared_at.is_not(None), under.exists(), reviewed.exists())


def changed(session: Session, statement: Executable) -> int:
    """Run a statement that changes rows; return how many."""
    options = {"synchronize_session": False}
    return session.execute(statement, execution_options=options).rowcount  # type: ignore[attr-defined,no-any-return]
