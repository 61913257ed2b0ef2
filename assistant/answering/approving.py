"""From an approved answer to a verified question: written, or said which verified questions it would change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any

from assistant.answering.assistant import Assistant
from assistant.answering.evaluating.drifting import Drifted, drifted_by_verified
from assistant.answering.permitting import datasets_read
from assistant.answering.reopening import Reopened
from assistant.answering.verified_cases import drop_case, keep_case
from assistant.catalog.text import Language
from assistant.errors import InputError
from assistant.plan import FreeQuery, Plan
from assistant.plan.plain import plain
from assistant.plan.thawing import Unreadable, thawed
from assistant.records import AnswerRecord, Author, Review, ReviewState, result_digest
from assistant.review import Verified, ground_of, slots_of
from assistant.review.files import name_of, remove, write
from assistant.validation import DEFAULT_ROLE

#: Characters of a question that is verified, and how many paraphrases it may have.
_LONGEST, _MOST = 500, 20


class Disturbs(InputError):
    """It would change what verified questions answer or how evaluation cases come out, for who decides to see."""

    def __init__(self, found: Sequence[Verified], cases: Sequence[Drifted] = ()) -> None:
        said = [f"{one.question} ({one.by}, {one.on})" for one in found]
        said += [f"{one.question} ({one.name})" for one in cases]
        super().__init__(
            f"this would change questions that were verified before, or evaluation cases: {'; '.join(said)}",
            hint="look at them, then say that this one comes in their place",
        )
        self.found = tuple(found)
        self.cases = tuple(cases)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the verified questions and of the cases."""
        return (*(one.name for one in self.found), *(one.name for one in self.cases))


@dataclass(frozen=True, slots=True)
class Approved:
    """A verified question to be, and the answer that it came of."""

    verified: Verified
    found: Reopened


def approved(
    assistant: Assistant,
    found: Reopened,
    author: Author,
    question: str,
    paraphrases: Sequence[str],
    remark: str,
    *,
    role: str = DEFAULT_ROLE,
) -> Approved | None:
    """Return the verified question of an answer; None when the question leans on a turn before.

    Raises :class:`InputError` when the same query gives other figures today.
    """
    record, decision = found.record, decision_of(found.record)
    if not _same(assistant, found, decision, role):
        raise InputError(
            "the same question gives other figures today, so these cannot be approved",
            hint="ask the question again, and review the answer of today",
        )
    text = question.strip() or record.question
    if not question.strip() and not alone(assistant, record, decision):
        return None
    if isinstance(decision, FreeQuery):
        return Approved(verified_sql(assistant, record, author, text, decision.sql, remark, paraphrases, role), found)
    if not isinstance(decision, Plan):
        return None
    return Approved(verified_plan(assistant, record, author, text, decision, remark, paraphrases), found)


def verified_plan(
    assistant: Assistant,
    record: AnswerRecord,
    author: Author,
    question: str,
    plan: Plan,
    remark: str = "",
    paraphrases: Sequence[str] = (),
) -> Verified:
    """Return a plan as a verified question."""
    datasets = datasets_read(plan, assistant.catalog)
    ground = ground_of(plan, datasets, assistant.catalog, assistant.engine.profile)
    if ground is None:
        raise InputError("it names what is no longer documented", hint="ask the question again")
    # Places and periods are those that the question named on the day that it was asked.
    named = replace(
        _blank(record, author, question, remark, paraphrases),
        ground=ground,
        kept=plain(plan, lean=True),
        slots=slots_of(question, plan, record.as_of),
    )
    return replace(named, name=name_of(question, named.language))


def verified_sql(
    assistant: Assistant,
    record: AnswerRecord,
    author: Author,
    question: str,
    sql: str,
    remark: str = "",
    paraphrases: Sequence[str] = (),
    role: str = DEFAULT_ROLE,
) -> Verified:
    """Return a query as a verified question."""
    report = assistant.check(sql, role=role)
    ground = ground_of(None, report.datasets, assistant.catalog, assistant.engine.profile)
    if not report.ok or ground is None:
        raise InputError("the query cannot run any more", hint="correct it")
    made = replace(_blank(record, author, question, remark, paraphrases), ground=ground, sql=sql)
    return replace(made, name=name_of(question, made.language))


def settle(
    assistant: Assistant,
    answer_id: str,
    author: Author,
    seen: int,
    state: ReviewState,
    body: Mapping[str, Any],
    made: Approved | None,
    instead_of: Collection[str],
) -> Review:
    """Decide, with the verified question that comes of it: both are kept, or neither."""
    reviews = assistant.records.reviews
    if made is None:
        return reviews.decide(answer_id, author, seen, state, body)
    one = made.verified
    touched = assistant.book.touched(one)
    strange = [other for other in touched if other.name not in instead_of]
    replaced = {one.name, *(other.name for other in touched)}
    spoilt = [case for case in drifted_by_verified(assistant, one, replaced) if case.name not in instead_of]
    if strange or spoilt:
        raise Disturbs(strange, spoilt)
    with ExitStack() as undo:
        undo.callback(write(assistant.loaded.root, one))
        undo.callback(keep_case(assistant, one, made.found.record))
        review = reviews.decide(answer_id, author, seen, state, body, verified=one.name)
        # Decided: the file stays.
        undo.pop_all()
    for other in touched:
        if other.name != one.name:
            remove(assistant.loaded.root, other.name)
            drop_case(assistant, other.name)
    assistant.book.refresh()
    return review


def without_old(assistant: Assistant, answer_id: str) -> None:
    """Take away the verified questions that came of an answer."""
    for one in assistant.book.all():
        if one.answer == answer_id:
            remove(assistant.loaded.root, one.name)
            drop_case(assistant, one.name)
    assistant.book.refresh()


def decision_of(record: AnswerRecord) -> object | None:
    """Return the decision behind a kept answer, when this version can read it."""
    try:
        return thawed(record.plan) if record.plan else None
    except Unreadable:
        return None


def language_of(record: AnswerRecord) -> Language:
    """Return the language that an answer was given in."""
    return "en" if record.language == "en" else "nl"


def alone(assistant: Assistant, record: AnswerRecord, decision: object | None) -> bool:
    """Whether a question means the same without the turns before it."""
    if record.conversation_id is None or not isinstance(decision, Plan):
        return True
    reading = assistant.read(record.question, language=decision.language, role=record.role, as_of=record.as_of)
    if not isinstance(reading, Plan):
        return decision.translator == "verified"
    return _meaning(reading) == _meaning(decision)


def _meaning(plan: Plan) -> Plan:
    return replace(plan, words=(), assumptions=(), translator="", chart=False, language="nl")


def _same(assistant: Assistant, found: Reopened, decision: object | None, role: str) -> bool:
    if not isinstance(decision, FreeQuery):
        return found.same is True
    report = assistant.query(decision.sql, role=role)
    names = [str(one["name"]) for one in report.columns or ()]
    return report.ok and result_digest(names, report.rows or ()) == found.record.result_digest


def _blank(record: AnswerRecord, author: Author, question: str, remark: str, paraphrases: Sequence[str]) -> Verified:
    if len(question) > _LONGEST:
        raise InputError(f"the question has {len(question)} characters and may have {_LONGEST}", hint="say it shorter")
    said = tuple(dict.fromkeys(one.strip() for one in paraphrases if one.strip()))
    return Verified(
        question=question,
        language=language_of(record),
        by=author.name,
        on=dt.date.today(),
        ground={},
        paraphrases=said[:_MOST],
        answer=record.id,
        remark=remark.strip() or None,
    )
