"""The tables of the records database. A change here needs a migration beside it; a test compares the two."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, Float, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from assistant.records.columns import AnyText, JsonText, UtcTime


class Base(DeclarativeBase):
    """The tables that records knows."""


class Conversation(Base):
    """Questions that belong together: each may lean on the one before it. Only those of the chat have an owner."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    started_at: Mapped[datetime] = mapped_column(UtcTime)
    owner: Mapped[str | None] = mapped_column(String(255), index=True)
    name: Mapped[str | None] = mapped_column(AnyText)
    changed_at: Mapped[datetime | None] = mapped_column(UtcTime, index=True)
    details: Mapped[Any | None] = mapped_column(JsonText)


class ConversationPart(Base):
    """What a face showed in a conversation: a message, or something under one. ``number`` is the order."""

    __tablename__ = "conversation_parts"
    __table_args__ = (UniqueConstraint("conversation_id", "kind", "part_id"),)

    number: Mapped[int] = mapped_column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    kind: Mapped[str] = mapped_column(String(16))
    part_id: Mapped[str] = mapped_column(String(64))
    body: Mapped[Any] = mapped_column(JsonText)


class Answer(Base):
    """One question and all that came of it. ``number`` is the order in which answers were kept."""

    __tablename__ = "answers"

    number: Mapped[int] = mapped_column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)
    id: Mapped[str] = mapped_column(String(64), unique=True)
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversations.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    as_of: Mapped[date] = mapped_column(Date)
    question: Mapped[str] = mapped_column(AnyText)
    language: Mapped[str] = mapped_column(String(8))
    role: Mapped[str] = mapped_column(String(255))
    outcome: Mapped[str] = mapped_column(String(32))
    translator: Mapped[str] = mapped_column(String(255))
    plan: Mapped[Any | None] = mapped_column(JsonText)
    sql: Mapped[str | None] = mapped_column(AnyText)
    result_digest: Mapped[str | None] = mapped_column(String(80), index=True)
    answer: Mapped[Any] = mapped_column(JsonText)
    catalog: Mapped[str] = mapped_column(AnyText)
    catalog_digest: Mapped[str] = mapped_column(String(80))
    timings_ms: Mapped[Any] = mapped_column(JsonText)
    state: Mapped[Any | None] = mapped_column(JsonText)
    shown: Mapped[Any | None] = mapped_column(JsonText)
    shared_at: Mapped[datetime | None] = mapped_column(UtcTime)
    asker: Mapped[str | None] = mapped_column(String(255), index=True)


class EntryRow(Base):
    """A note or agreement: what it is about and which of its versions stands."""

    __tablename__ = "entries"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    catalog: Mapped[str] = mapped_column(String(255), index=True)
    subject: Mapped[Any] = mapped_column(JsonText)
    answer_id: Mapped[str | None] = mapped_column(ForeignKey("answers.id"), index=True)
    version: Mapped[int] = mapped_column(Integer)


class EntryMetric(Base):
    """A metric that a note or agreement is about."""

    __tablename__ = "entry_metrics"

    entry_id: Mapped[str] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    metric: Mapped[str] = mapped_column(String(255), primary_key=True, index=True)


class EntryVersion(Base):
    """One version of a note or agreement; versions are added and never changed."""

    __tablename__ = "entry_versions"
    __table_args__ = (UniqueConstraint("entry_id", "version"),)

    number: Mapped[int] = mapped_column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)
    entry_id: Mapped[str] = mapped_column(ForeignKey("entries.id"))
    version: Mapped[int] = mapped_column(Integer)
    body: Mapped[Any] = mapped_column(JsonText)
    author: Mapped[str] = mapped_column(AnyText)
    written_at: Mapped[datetime] = mapped_column(UtcTime)
    withdrawn: Mapped[bool] = mapped_column(Boolean)


class User(Base):
    """Somebody who logs in. ``roles`` are names; the first is the one they act in."""

    __tablename__ = "users"

    name: Mapped[str] = mapped_column(String(255), primary_key=True)
    roles: Mapped[Any] = mapped_column(JsonText)
    added_at: Mapped[datetime] = mapped_column(UtcTime)


class Token(Base):
    """What a program of somebody shows to be let in; only a digest of it is kept."""

    __tablename__ = "tokens"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_name: Mapped[str] = mapped_column(String(255), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcTime)


class Password(Base):
    """The password of a local user, as a hash that is slow to guess."""

    __tablename__ = "passwords"

    user_name: Mapped[str] = mapped_column(String(255), primary_key=True)
    hash: Mapped[str] = mapped_column(String(255))
    set_at: Mapped[datetime] = mapped_column(UtcTime)


class LoginSession(Base):
    """Somebody who is logged in with a browser; only a digest of what the browser shows is kept."""

    __tablename__ = "sessions"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_name: Mapped[str] = mapped_column(String(255), index=True)
    shown_as: Mapped[str] = mapped_column(AnyText)
    seen_at: Mapped[datetime] = mapped_column(UtcTime)
    ends_at: Mapped[datetime] = mapped_column(UtcTime, index=True)


class ShownFigures(Base):
    """Which figures somebody was shown on a day, kept for that day only: together they must not give a person away."""

    __tablename__ = "shown_figures"

    number: Mapped[int] = mapped_column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)
    user_name: Mapped[str] = mapped_column(String(255), index=True)
    day: Mapped[date] = mapped_column(Date, index=True)
    catalog_digest: Mapped[str] = mapped_column(String(80))
    figures: Mapped[Any] = mapped_column(JsonText)


class VerdictRow(Base):
    """What a reader thought of an answer. It goes when the answer goes."""

    __tablename__ = "verdicts"

    number: Mapped[int] = mapped_column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)
    answer_id: Mapped[str] = mapped_column(String(64), index=True)
    good: Mapped[bool] = mapped_column(Boolean)
    why: Mapped[str] = mapped_column(AnyText)
    user_name: Mapped[str | None] = mapped_column(String(255), index=True)
    said_at: Mapped[datetime] = mapped_column(UtcTime)


class ModelCallRow(Base):
    """What was said to a language model for an answer, and what it said. It goes when the answer goes."""

    __tablename__ = "model_calls"
    __table_args__ = (Index("ix_model_calls_day", "called_at", "user_name"),)

    number: Mapped[int] = mapped_column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)
    answer_id: Mapped[str] = mapped_column(String(64), index=True)
    user_name: Mapped[str | None] = mapped_column(String(255))
    called_at: Mapped[datetime] = mapped_column(UtcTime)
    model: Mapped[str] = mapped_column(String(255))
    prompt: Mapped[str] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(Integer)
    sent: Mapped[str] = mapped_column(AnyText)
    received: Mapped[str] = mapped_column(AnyText)
    outcome: Mapped[str] = mapped_column(String(32))
    tokens_told: Mapped[int] = mapped_column(Integer)
    tokens_heard: Mapped[int] = mapped_column(Integer)
    milliseconds: Mapped[float] = mapped_column(Float)


class ReviewRow(Base):
    """How the review of an answer stands; ``weight`` is what the queue is ordered by."""

    __tablename__ = "reviews"
    __table_args__ = (Index("ix_reviews_queue", "catalog", "state", "weight", "opened_at"),)

    answer_id: Mapped[str] = mapped_column(ForeignKey("answers.id"), primary_key=True)
    catalog: Mapped[str] = mapped_column(String(255))
    state: Mapped[str] = mapped_column(String(16))
    weight: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer)
    opened_at: Mapped[datetime] = mapped_column(UtcTime)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)
    reasons: Mapped[Any] = mapped_column(JsonText)
    asker: Mapped[str | None] = mapped_column(String(255))
    asker_name: Mapped[str | None] = mapped_column(AnyText)
    word: Mapped[str] = mapped_column(AnyText)
    decided_by: Mapped[str | None] = mapped_column(AnyText)
    said: Mapped[Any | None] = mapped_column(JsonText)
    verified: Mapped[str | None] = mapped_column(String(80), index=True)


class ReviewEventRow(Base):
    """One thing that was done in a review; added and never changed."""

    __tablename__ = "review_events"
    __table_args__ = (UniqueConstraint("answer_id", "version"),)

    number: Mapped[int] = mapped_column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)
    answer_id: Mapped[str] = mapped_column(ForeignKey("reviews.answer_id"))
    version: Mapped[int] = mapped_column(Integer)
    act: Mapped[str] = mapped_column(String(16))
    author: Mapped[str] = mapped_column(AnyText)
    at: Mapped[datetime] = mapped_column(UtcTime)
    body: Mapped[Any] = mapped_column(JsonText)


class ReaderRow(Base):
    """Who opened an answer by its address or took it along: they are told when it proves wrong."""

    __tablename__ = "answer_readers"

    answer_id: Mapped[str] = mapped_column(ForeignKey("answers.id"), primary_key=True)
    person: Mapped[str] = mapped_column(String(255), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcTime)


class NewsRow(Base):
    """What somebody is to be told the next time they are there."""

    __tablename__ = "review_news"

    number: Mapped[int] = mapped_column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)
    person: Mapped[str] = mapped_column(String(255), index=True)
    answer_id: Mapped[str] = mapped_column(ForeignKey("answers.id"))
    kind: Mapped[str] = mapped_column(String(16))
    body: Mapped[Any] = mapped_column(JsonText)
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    told_at: Mapped[datetime | None] = mapped_column(UtcTime)
