"""Letting conversations go without breaking what others rely on.

An answer that others have stays whole, with its address: one that a note or agreement was written under, that somebody
asked to review or reviewed, or that was opened or taken along by its address (:meth:`assistant.records.Records.share`).
It no longer says in which conversation it was given, so nothing ties it to a person. Every other answer is deleted with
its conversation, also one that only the program put in the queue for review.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

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


def let_go(session: Session, which: ColumnElement[bool]) -> int:
    """Delete the conversations of which ``which`` is true, inside the caller's transaction; return how many."""
    these = select(Conversation.id).where(which)
    answers = Answer.conversation_id.in_(these)
    gone = select(Answer.id).where(answers, ~relied_upon())
    session.execute(delete(VerdictRow).where(VerdictRow.answer_id.in_(gone)))
    session.execute(delete(ModelCallRow).where(ModelCallRow.answer_id.in_(gone)))
    session.execute(
        update(ModelCallRow).where(ModelCallRow.answer_id.in_(select(Answer.id).where(answers))).values(user_name=None)
    )
    session.execute(delete(ReaderRow).where(ReaderRow.answer_id.in_(gone)))
    session.execute(delete(ReviewRow).where(ReviewRow.answer_id.in_(gone)))
    session.execute(delete(Answer).where(answers, ~relied_upon()))
    session.execute(update(Answer).where(answers).values(conversation_id=None, shown=None))
    session.execute(delete(ConversationPart).where(ConversationPart.conversation_id.in_(these)))
    return session.execute(delete(Conversation).where(which)).rowcount  # type: ignore[attr-defined,no-any-return]


def relied_upon() -> ColumnElement[bool]:
    """Return whether others have an answer, as a condition of a query."""
    under = select(EntryRow.id).where(EntryRow.answer_id == Answer.id)
    reviewed = select(ReviewRow.answer_id).where(ReviewRow.answer_id == Answer.id, ReviewRow.version > 0)
    return or_(Answer.shared_at.is_not(None), under.exists(), reviewed.exists())
