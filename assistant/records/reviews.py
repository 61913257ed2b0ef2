"""Reviews as they are kept: every act stays, and two analysts never overwrite each other unseen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assistant.errors import InputError
from assistant.records.failures import operator_errors
from assistant.records.proposals import Proposals
from assistant.records.readers import Readers, tell
from assistant.records.review import (
    OPEN,
    WRONG,
    Author,
    Review,
    ReviewConflict,
    ReviewEvent,
    ReviewState,
    UnknownReview,
    Why,
    weight,
)
from assistant.records.tables import Answer, ReviewEventRow, ReviewRow

#: Characters that a word to the analyst, a reason or a question may have.
MOST_WORD = 2_000


@dataclass(frozen=True, slots=True)
class Queue:
    """Some of the reviews that wait, what matters most first, and how many there are in all."""

    reviews: tuple[Review, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Decided:
    """One answer that was decided about: how, between which moments, who had read the question, and its plan."""

    state: ReviewState
    opened_at: datetime
    decided_at: datetime
    translator: str
    plan: Mapping[str, Any]


class Reviews:
    """The reviews of a records database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._url = engine.url
        #: Who read which answer, and what they are to be told.
        self.readers = Readers(engine)
        #: What analysts propose to change in the catalogue.
        self.proposals = Proposals(engine)

    def ask(self, answer_id: str, author: Author, word: str = "") -> Review:
        """Ask that an answer be reviewed; the answer stays as long as its review does."""
        with self._writing() as session:
            row = _row(session, answer_id, Why.ASKED)
            row.asker, row.asker_name, row.word = author.id, author.name, _short(word)
            state = row.state if row.state in OPEN and row.state != ReviewState.QUESTION else ReviewState.WAITING
            return self._done(session, row, "ask", author, {"word": row.word}, ReviewState(state))

    def signal(self, answer_id: str, why: Why, times: int = 1) -> Review:
        """Put an answer in the queue for a reason that nobody had to ask for.

        One that is decided goes back there only when what it rests on changed.
        """
        with self._writing() as session:
            row = _row(session, answer_id, why, times)
            if why is Why.EXPIRED:
                return self._done(session, row, "expire", Author("", ""), {}, ReviewState.EXPIRED)
            session.commit()
            return _review(session, row)

    def doubt(self, answer_id: str, apart: int) -> bool:
        """Put an answer in the queue whose next reading lies ``apart`` (in hundredths of evidence) from its own.

        Once for a question: one that waits or was looked at before is not put there again. Returns whether it was.
        """
        with self._writing() as session:
            asked = select(Answer.question, Answer.catalog).where(Answer.id == answer_id).subquery()
            known = select(ReviewRow.answer_id).join(Answer, Answer.id == ReviewRow.answer_id)
            known = known.where(Answer.question == asked.c.question, ReviewRow.catalog == asked.c.catalog).limit(1)
            if session.scalar(known) is not None:
                return False
            _row(session, answer_id, Why.LOW_AGREEMENT, apart)
            session.commit()
            return True

    def decide(
        self,
        answer_id: str,
        author: Author,
        seen: int,
        state: ReviewState,
        said: Mapping[str, Any],
        verified: str | None = None,
    ) -> Review:
        """Decide about what was read as version ``seen``; who waits for it, and who relied on it, will be told.

        Raises :class:`ReviewConflict` when somebody else did something meanwhile.
        """
        with self._writing() as session:
            row = _seen(session, answer_id, seen)
            row.verified, row.decided_by, row.said = verified, author.name, dict(said)
            row.reasons = {}
            row.weight = 0
            whom = {row.asker} if row.asker else set()
            if state in WRONG:
                whom |= self.readers.relying(session, answer_id)
            body = dict(said) | {"by": author.name}
            tell(session, whom - {author.id} if author.id != row.asker else whom, answer_id, state.value, body)
            return self._done(session, row, state.value, author, said, state)

    def ask_back(self, answer_id: str, author: Author, seen: int, text: str) -> Review:
        """Ask the asker what they meant; it waits on for an answer."""
        with self._writing() as session:
            row = _seen(session, answer_id, seen)
            if not row.asker:
                raise InputError("nobody asked for this review, so there is nobody to ask")
            if not text.strip():
                raise InputError("the question is empty", hint="write what you want to know")
            body = {"word": _short(text), "by": author.name}
            tell(session, {row.asker}, answer_id, ReviewState.QUESTION.value, body)
            return self._done(session, row, "question", author, body, ReviewState.QUESTION)

    def note(self, answer_id: str, author: Author, seen: int, act: str, body: Mapping[str, Any]) -> Review:
        """Keep that something was done that decides nothing."""
        with self._writing() as session:
            row = _seen(session, answer_id, seen)
            return self._done(session, row, act, author, body, ReviewState(row.state))

    def decided(self, catalog: str) -> tuple[Decided, ...]:
        """Return every answer that was decided about, the latest first, for a report of how that went."""
        states = [one.value for one in (ReviewState.APPROVED, *WRONG)]
        wanted = select(ReviewRow, Answer.translator, Answer.plan).join(Answer, Answer.id == ReviewRow.answer_id)
        wanted = wanted.where(ReviewRow.catalog == catalog, ReviewRow.state.in_(states))
        with operator_errors(self._url), Session(self._engine) as session:
            found = session.execute(wanted.order_by(ReviewRow.changed_at.desc()))
            return tuple(
                Decided(ReviewState(row.state), row.opened_at, row.changed_at, translator, plan or {})
                for row, translator, plan in found
            )

    def get(self, answer_id: str) -> Review | None:
        """Return how the review of an answer stands, or None when there is none."""
        with operator_errors(self._url), Session(self._engine) as session:
            row = session.get(ReviewRow, answer_id)
            return None if row is None else _review(session, row)

    def wrong(self, answer_id: str) -> Review | None:
        """Return the review that found this answer wrong: its own, or that of the same one given at another time."""
        with operator_errors(self._url), Session(self._engine) as session:
            same = self.readers.same(session, answer_id)
            wanted = select(ReviewRow).where(ReviewRow.answer_id.in_(same), ReviewRow.state.in_(WRONG))
            row = session.scalars(wanted.order_by(ReviewRow.changed_at.desc()).limit(1)).first()
            return None if row is None else _review(session, row)

    def queue(self, catalog: str, *, first: int = 50, skip: int = 0, state: ReviewState | None = None) -> Queue:
        """Return reviews of one catalogue that wait (or are in ``state``), what matters most first."""
        states = [state.value] if state is not None else [one.value for one in OPEN]
        chosen = ReviewRow.catalog == catalog, ReviewRow.state.in_(states)
        order = (ReviewRow.weight.desc(), ReviewRow.opened_at, ReviewRow.answer_id)
        # Only names are put in order; what belongs to them is fetched for one page, of an answer its question alone.
        page = select(ReviewRow.answer_id).where(*chosen).order_by(*order).offset(skip).limit(first).subquery()
        wanted = select(ReviewRow, Answer.question).join(Answer, Answer.id == ReviewRow.answer_id)
        wanted = wanted.join(page, page.c.answer_id == ReviewRow.answer_id)
        with operator_errors(self._url), Session(self._engine) as session:
            found = session.execute(wanted.order_by(*order))
            reviews = tuple(_made(row, question) for row, question in found)
            total = session.scalar(select(func.count()).select_from(ReviewRow).where(*chosen)) or 0
        return Queue(reviews, total)

    def often(self, catalog: str, least: int = 5, days: int = 90, most: int = 200) -> int:
        """Put the questions that were asked most, lately, in the queue by their latest answer; returns how many.

        One that somebody looked at already, or that was approved before, needs no looking at again.
        """
        times, latest = func.count(), func.max(Answer.asked_at)
        since = datetime.now(UTC) - timedelta(days=days)
        asked = (Answer.catalog == catalog, Answer.outcome == "answer", Answer.sql.is_not(None))
        wanted = (
            select(Answer.question, times, latest)
            .where(*asked, Answer.asked_at >= since, Answer.translator != "verified")
            .group_by(Answer.question)
            .having(times >= least)
            .order_by(times.desc())
            .limit(most)
        )
        with operator_errors(self._url), Session(self._engine) as session:
            found = session.execute(wanted).all()
            questions = [question for question, _, _ in found]
            names = [
                (session.scalar(select(Answer.id).where(Answer.question == one, Answer.asked_at == at).limit(1)), n)
                for one, n, at in found
            ]
            known = select(Answer.question).join(ReviewRow, ReviewRow.answer_id == Answer.id)
            seen = set(session.scalars(known.where(Answer.question.in_(questions))))
        new = [(name, n) for (name, n), question in zip(names, questions, strict=True) if question not in seen and name]
        for name, n in new:
            self.signal(name, Why.OFTEN, n)
        return len(new)

    def events(self, answer_id: str) -> tuple[ReviewEvent, ...]:
        """Return what was done in a review, the latest first."""
        wanted = select(ReviewEventRow).where(ReviewEventRow.answer_id == answer_id)
        with operator_errors(self._url), Session(self._engine) as session:
            found = session.scalars(wanted.order_by(ReviewEventRow.version.desc()))
            return tuple(ReviewEvent(one.version, one.act, one.author, one.at, one.body) for one in found)

    def of_verified(self, name: str, catalog: str) -> Review | None:
        """Return the review that a verified question came of, or None."""
        wanted = select(ReviewRow).where(ReviewRow.verified == name, ReviewRow.catalog == catalog)
        with operator_errors(self._url), Session(self._engine) as session:
            row = session.scalars(wanted.order_by(ReviewRow.changed_at.desc()).limit(1)).first()
            return None if row is None else _review(session, row)

    def _done(
        self,
        session: Session,
        row: ReviewRow,
        act: str,
        author: Author,
        body: Mapping[str, Any],
        state: ReviewState,
    ) -> Review:
        row.state = state.value
        row.version += 1
        row.changed_at = datetime.now(UTC)
        session.flush()
        event = {"act": act, "author": author.name, "at": row.changed_at, "body": dict(body)}
        session.add(ReviewEventRow(answer_id=row.answer_id, version=row.version, **event))
        try:
            session.commit()
        except IntegrityError as error:
            # Another process did something a moment ago.
            session.rollback()
            raise ReviewConflict(_review(session, session.get_one(ReviewRow, row.answer_id))) from error
        return _review(session, row)

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        with (
            operator_errors(self._url),
            Session(self._engine.execution_options(write=True), expire_on_commit=False) as session,
        ):
            yield session


def _row(session: Session, answer_id: str, why: Why, times: int = 1) -> ReviewRow:
    """Return the review of an answer with one more reason; made when it is not there."""
    answer = session.scalar(select(Answer).where(Answer.id == answer_id))
    if answer is None:
        raise UnknownReview(f"there is no answer {answer_id[:64]}")
    now = datetime.now(UTC)
    if why in (Why.ASKED, Why.EXPIRED):
        # Others rely on it from now on: it outlives its conversation.
        answer.shared_at = answer.shared_at or now
    row = session.get(ReviewRow, answer_id, with_for_update=True)
    if row is None:
        at = {"opened_at": now, "changed_at": now}
        begun = {"state": ReviewState.WAITING.value, "weight": 0, "version": 0, "reasons": {}, "word": ""}
        row = ReviewRow(answer_id=answer_id, catalog=answer.catalog, **at, **begun)
        session.add(row)
    if why in (Why.ASKED, Why.EXPIRED) or row.state in OPEN:
        row.reasons = dict(row.reasons) | {why.value: times}
        row.weight = weight(row.reasons)
    return row


def _seen(session: Session, answer_id: str, seen: int) -> ReviewRow:
    row = session.get(ReviewRow, answer_id, with_for_update=True)
    if row is None:
        raise UnknownReview(f"there is no review of {answer_id[:64]}", hint="ask for one first")
    if row.version != seen:
        raise ReviewConflict(_review(session, row))
    return row


def _short(text: str) -> str:
    if len(text) > MOST_WORD:
        raise InputError(f"this has {len(text)} characters and may have {MOST_WORD}", hint="say it shorter")
    return text.strip()


def _review(session: Session, row: ReviewRow) -> Review:
    return _made(row, session.scalar(select(Answer.question).where(Answer.id == row.answer_id)) or "")


def _made(row: ReviewRow, question: str) -> Review:
    return Review(
        answer_id=row.answer_id,
        catalog=row.catalog,
        question=question,
        state=ReviewState(row.state),
        version=row.version,
        opened_at=row.opened_at,
        changed_at=row.changed_at,
        reasons=row.reasons,
        asker=Author(row.asker, row.asker_name or "") if row.asker else None,
        word=row.word,
        by=row.decided_by,
        said=row.said or {},
        verified=row.verified,
    )
