"""A verified question: what was asked, what answers it, who approved that and when, and what it rests on."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any

from pydantic import AfterValidator, model_validator
from pydantic import Field as Key

from assistant.catalog.text import Day, Frozen, Language, Value
from assistant.plan import Plan
from assistant.plan.thawing import Unreadable, thawed


def _json(text: str) -> str:
    if not isinstance(json.loads(text), dict):
        raise ValueError("a plan is written as a JSON object")
    return text


class SlotFile(Frozen):
    """Words of the question that may be others: a place (``field``, ``value``) or a period."""

    text: str
    field: str | None = None
    value: Value | None = None

    @model_validator(mode="after")
    def _whole(self) -> SlotFile:
        if (self.field is None) != (self.value is None):
            raise ValueError("a place has both field and value; a period has neither")
        return self


class VerifiedFile(Frozen):
    """One file of ``verified/``, as it is written."""

    question: str
    paraphrases: tuple[str, ...] = ()
    language: Language = "nl"
    by: str
    on: Day
    answer: str | None = None
    remark: str | None = None
    slots: tuple[SlotFile, ...] = ()
    ground: dict[str, str] = Key(default_factory=dict)
    plan: Annotated[str, AfterValidator(_json)] | None = None
    sql: str | None = None

    @model_validator(mode="after")
    def _one(self) -> VerifiedFile:
        if (self.plan is None) == (self.sql is None):
            raise ValueError("a verified question has either a plan or an sql")
        return self


@dataclass(frozen=True, slots=True)
class Slot:
    """Words of a question that may be others: a place (by the value of a field) or, without ``field``, its period."""

    text: str
    field: str | None = None
    value: str | None = None


@dataclass(frozen=True)
class Verified:
    """A question with the query that an analyst approved for it.

    ``kept`` is the plan as it is written (None where ``sql`` answers), ``ground`` a digest of each part of the
    documentation that it rests on, ``answer`` the kept answer that was looked at.
    """

    question: str
    language: Language
    by: str
    on: dt.date
    ground: dict[str, str]
    kept: dict[str, Any] | None = None
    sql: str | None = None
    paraphrases: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()
    answer: str | None = None
    remark: str | None = None
    name: str = field(default="", compare=False)

    @cached_property
    def plan(self) -> Plan | None:
        """The plan; None where a query answers, and where this version cannot read what an earlier one wrote."""
        try:
            found = thawed(self.kept) if self.kept is not None else None
        except Unreadable:
            return None
        return found if isinstance(found, Plan) else None

    @property
    def wordings(self) -> tuple[str, ...]:
        """The question and its paraphrases."""
        return (self.question, *self.paraphrases)
