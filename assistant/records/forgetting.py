"""Erasing a person (AVG art. 17) without taking away what others work with.

What somebody did for themselves goes: conversations with their answers, what they were shown, their logins, what they
opened and what waits to be told to them. What they said for others stays, without their name: thumbs, notes,
agreements, and what was done in reviews. A shared answer keeps its address and its figures, and is nobody's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from assistant.records.letting_go import Gone, changed, let_answers_go, let_go
from assistant.records.tables import (
    Answer,
    Conversation,
    EntryRow,
    EntryVersion,
    LoginSession,
    ModelCallRow,
    NewsRow,
    ReaderRow,
    ReviewEventRow,
    ReviewRow,
    ShownFigures,
    VerdictRow,
)

#: What stands where words were that somebody had erased as well.
_ERASED = "…"
#: Conversations that one statement names.
_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was erased (``gone``), and in how many thumbs, notes and agreements, and reviews a name was taken away.

    ``shared_names`` are names that others have too; what stands under them was left as it is.
    """

    gone: Gone
    thumbs: int
    entries: int
    reviews: int
    logins: int
    shared_names: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether nothing of this person was found."""
        gone = self.gone.conversations + self.gone.answers + self.gone.nobodys
        return not (gone + self.thumbs + self.entries + self.reviews + self.logins)


def forget(
    session: Session, person: str, names: Collection[str], stand_in: str, *, texts: bool, close: Callable[[], int]
) -> Forgotten:
    """Erase somebody, inside the caller's transaction.

    ``person`` is what they are kept under, ``names`` under which others know them besides, ``stand_in`` what is read in
    the place of a name. With ``texts`` the words they wrote for others go too. ``close`` ends their account.
    """
    own, shared = _names(session, person, names)
    gone = _conversations(session, person)
    gone += let_answers_go(session, Answer.asker == person)
    session.execute(update(ModelCallRow).where(ModelCallRow.user_name == person).values(user_name=None))
    for rows in (delete(ReaderRow).where(ReaderRow.person == person), delete(NewsRow).where(NewsRow.person == person)):
        session.execute(rows)
    session.execute(delete(ShownFigures).where(ShownFigures.user_name == person))
    wordless = {"why": ""} if texts else {}
    thumbs = update(VerdictRow).where(VerdictRow.user_name == person).values(user_name=None, **wordless)
    return Forgotten(
        gone,
        changed(session, thumbs),
        _entries(session, own, stand_in, texts),
        _reviews(session, person, own, stand_in, texts),
        close(),
        shared,
    )


def _conversations(session: Session, person: str) -> Gone:
    """Let go what they talked about in the chat, and what their programs asked in turns, which nobody owns."""
    asked = select(Answer.conversation_id).where(Answer.asker == person, Answer.conversation_id.is_not(None))
    owned = select(Conversation.id).where(Conversation.owner == person)
    # Looked up first: which they are is told by answers that go.
    these = sorted({*session.scalars(asked), *session.scalars(owned)})
    gone = Gone()
    for start in range(0, len(these), _AT_A_TIME):
        gone += let_go(session, Conversation.id.in_(these[start : start + _AT_A_TIME]))
    return gone


def _names(session: Session, person: str, names: Collection[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the names that are this person's only, and those that somebody else has too.

    Notes hold the name that others read. Where two people have it, nobody here can tell whose notes are
    whose: it is only taken when it was given by whoever forgets them.
    """
    known = select(LoginSession.user_name, LoginSession.shown_as).union(
        select(ReviewRow.asker, ReviewRow.asker_name).where(ReviewRow.asker.is_not(None))
    )
    mine: set[str] = set()
    others: set[str] = set()
    for whose, name in session.execute(known):
        (mine if whose == person else others).add(name)
    found = {name for name in mine if name}
    return frozenset({person, *names} | (found - others)), tuple(sorted(found & others - set(names) - {person}))


def _entries(session: Session, names: Collection[str], stand_in: str, texts: bool) -> int:
    """Take the names away from notes and agreements, also as who was to do what was agreed."""
    touched = set()
    for row in session.scalars(select(EntryVersion), execution_options={"yield_per": 500}):
        body: Mapping[str, Any] = row.body
        written = row.author in names
        if written:
            row.author = stand_in
            if texts and "text" in body:
                body = dict(body) | {"text": _ERASED}
        if body.get("who") in names:
            body = dict(body) | {"who": stand_in}
        if written or body is not row.body:
            row.body = body
            touched.add(row.entry_id)
    session.flush()
    if texts:
        # A note of which nothing but dots is left says nothing to anybody.
        for entry in touched:
            standing = session.get_one(EntryRow, entry)
            last = select(EntryVersion).filter_by(entry_id=entry, version=standing.version)
            row = session.scalars(last).one()
            row.withdrawn = row.withdrawn or row.body.get("text") == _ERASED
    return len(touched)


def _reviews(session: Session, person: str, names: Collection[str], stand_in: str, texts: bool) -> int:
    touched: set[str] = set()
    asked: ColumnElement[bool] = ReviewRow.asker == person
    for review in session.scalars(select(ReviewRow).where(or_(asked, ReviewRow.decided_by.in_(names)))):
        touched.add(review.answer_id)
        if review.asker == person:
            review.asker, review.asker_name = None, None
            review.word = "" if texts else review.word
        if review.decided_by in names:
            review.decided_by = stand_in
            review.said = _wordless(review.said) if texts else review.said
    for event in session.scalars(select(ReviewEventRow).where(ReviewEventRow.author.in_(names))):
        touched.add(event.answer_id)
        event.author = stand_in
        event.body = _wordless(event.body) if texts else event.body
    for news in session.scalars(select(NewsRow), execution_options={"yield_per": 500}):
        if news.body.get("by") in names:
            news.body = dict(news.body) | {"by": stand_in}
    session.flush()
    return len(touched)


def _wordless(body: Any) -> Any:
    return dict(body) | {"word": ""} if body and body.get("word") else body
