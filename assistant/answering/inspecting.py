"""All that an analyst needs to judge an answer: what came before it, what its figures rest on, a year earlier."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from assistant.answering.adding import opened
from assistant.answering.approving import alone, decision_of
from assistant.answering.assistant import Assistant
from assistant.answering.reopening import Reopened
from assistant.catalog.catalog import FieldRef
from assistant.catalog.text import Language
from assistant.explanation.answer import Answer
from assistant.plan import FreeQuery, Plan
from assistant.planning.steps.periods.spoken import year_earlier
from assistant.records import Review, ReviewEvent
from assistant.review import Verified
from assistant.sql.compile import compile_plan
from assistant.sql.parts import Part, parts
from assistant.sql.query import CompiledQuery
from assistant.validation import ValidatedQuery, validate_plan

#: Turns of the conversation before it that are shown.
_BEFORE = 6


@dataclass(frozen=True, slots=True)
class Ground:
    """A figure by its label, and the documented fields that it is worked out from, as people call them."""

    figure: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inspection:
    """An answer as it is reviewed. ``before`` are the turns before it, each with what was answered.

    ``earlier`` is the same question a year earlier (None where that means nothing), ``alone`` whether the question
    can be asked by itself, ``remarks`` what the checks said that did not stop it.
    """

    review: Review
    found: Reopened
    events: tuple[ReviewEvent, ...]
    before: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    grounds: tuple[Ground, ...]
    checked: bool
    remarks: tuple[str, ...]
    earlier: Answer | None
    alone: bool
    plan: Plan | None
    verified: Verified | None
    stands: bool


def inspect(assistant: Assistant, review: Review, *, role: str) -> Inspection:
    """Return an answer with all that it can be judged by; raises ``UnknownEntry`` where it is not for this reader."""
    found = opened(assistant, review.answer_id, role=role)
    record = found.record
    decision = decision_of(record)
    plan = decision if isinstance(decision, Plan) else None
    verified = assistant.book.get(review.verified) if review.verified else None
    language: Language = "en" if record.language == "en" else "nl"
    query, remarks = _validated(assistant, decision, role, language)
    return Inspection(
        review=review,
        found=found,
        events=assistant.records.reviews.events(record.id),
        before=_before(assistant, found, role),
        parts=parts(record.sql) if record.sql and found.open else (),
        grounds=_grounds(assistant, query, _labels(found), language) if query is not None else (),
        checked=query is not None,
        remarks=remarks,
        earlier=_earlier(assistant, plan, role, record.as_of) if plan is not None else None,
        alone=alone(assistant, record, decision),
        plan=plan,
        verified=verified,
        stands=verified is not None and assistant.book.stands(verified),
    )


def _before(assistant: Assistant, found: Reopened, role: str) -> tuple[tuple[str, str], ...]:
    """Return the turns before it, as far as they are for this reader."""
    record = found.record
    if record.conversation_id is None:
        return ()
    turns = []
    for one in assistant.records.conversation(record.conversation_id):
        if one.id == record.id:
            break
        turns.append(one)
    said = ((one, str(one.answer.get("answer") or "") if one.role == role else "") for one in turns[-_BEFORE:])
    return tuple((one.question, text) for one, text in said)


def _validated(
    assistant: Assistant, decision: object, role: str, language: Language
) -> tuple[ValidatedQuery | None, tuple[str, ...]]:
    """Check its query again, as it would be checked today."""
    if isinstance(decision, FreeQuery):
        report = assistant.check(decision.sql, role=role, language=language)
        return report.query, tuple(issue.message for issue in report.issues)
    if not isinstance(decision, Plan):
        return None, ()
    compiled = compile_plan(decision, assistant.catalog, assistant.engine.profile)
    if not isinstance(compiled, CompiledQuery):
        return None, ()
    query = validate_plan(compiled, assistant.catalog, binder=assistant.engine, role=role, language=language)
    if isinstance(query, ValidatedQuery):
        return query, tuple(issue.message for issue in query.warnings)
    return None, tuple(issue.message for issue in query.issues)


def _labels(found: Reopened) -> dict[str, str]:
    """Return the columns that a reader sees, by name; a query has others that only serve to sort or join."""
    told = (found.then or {}).get("columns") or ()
    return {str(one["name"]): str(one["label"]) for one in told}


def _grounds(
    assistant: Assistant, query: ValidatedQuery, labels: dict[str, str], language: Language
) -> tuple[Ground, ...]:
    return tuple(
        Ground(labels[heading], tuple(_called(assistant, ref, language) for ref in fields))
        for heading, fields in zip(query.headings, query.lineage, strict=False)
        if fields and heading in labels
    )


def _called(assistant: Assistant, ref: FieldRef, language: Language) -> str:
    dataset = assistant.catalog.by_name[ref.dataset]
    field = dataset.fields_by_name.get(ref.field)
    label = field.label.say(language) if field is not None and field.label is not None else ref.field
    title = dataset.title.say(language) if dataset.title else dataset.name
    return f"{label} ({title})"


def _earlier(assistant: Assistant, plan: Plan, role: str, as_of: dt.date) -> Answer | None:
    """Return the same question a year earlier; a comparison of two periods has no such thing."""
    period = plan.period
    if period is None or period.compare_to is not None or period.among:
        return None
    shifted = replace(period, start=year_earlier(period.start), end=year_earlier(period.end))
    answer = assistant.tried(replace(plan, period=shifted, assumptions=(), standing=False), role=role, as_of=as_of)
    return answer if answer.outcome == "answer" else None
