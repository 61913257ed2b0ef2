"""One answer as it is kept: what was asked, how it was understood, what ran, and what was shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

#: What JSON can hold; the caller hands over plain values, so that a record outlives the types it was made from.
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """One question with its outcome, complete enough to show it again and to ask it again.

    ``id`` and ``conversation_id`` are made by us and at most 64 characters long; a question that stands alone has
    no conversation. ``asked_at`` carries a time zone and is kept in UTC; ``as_of`` is the day that "now" stood for.
    ``answer`` is the JSON as it was given, ``plan`` the reading behind it, ``sql`` the query that ran and
    ``result_digest`` (see :func:`assistant.records.result_digest`) the rows it gave. ``catalog`` names the
    catalogue and ``catalog_digest`` the exact state of its documentation and data; ``state`` says of each dataset
    used what its documentation was and when it was refreshed, so that a difference later can be explained. ``shown``
    are the counts that it showed, which weigh in what later answers of the conversation may show. ``asker`` is who
    logged in, until they are forgotten.
    """

    id: str
    asked_at: datetime
    as_of: date
    question: str
    language: str
    role: str
    outcome: str
    translator: str
    answer: Json
    catalog: str
    catalog_digest: str
    conversation_id: str | None = None
    plan: Json | None = None
    sql: str | None = None
    result_digest: str | None = None
    timings_ms: Json = field(default_factory=dict)
    state: Json | None = None
    shown: Any = None
    asker: str | None = None

    def __post_init__(self) -> None:
        if self.asked_at.tzinfo is None:
            raise ValueError("asked_at needs a time zone: a time without one cannot be kept in UTC")


@dataclass(frozen=True, slots=True)
class Turn:
    """Of one answer what later ones of its conversation lean on; as in :class:`AnswerRecord`."""

    plan: Json | None
    shown: Any
    catalog: str
    catalog_digest: str
