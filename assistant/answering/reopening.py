"""An answer opened again by its link: what was answered then, what the same plan gives today, and why that differs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from assistant.answering.refusals import datasets_of, not_permitted
from assistant.answering.state import state_of
from assistant.explanation.answer import Answer
from assistant.plan import CatalogQuestion, CatalogTopic, Decision, FreeQuery, Plan
from assistant.plan.documented import documented
from assistant.plan.thawing import Unreadable, thawed
from assistant.records import AnswerRecord, result_digest
from assistant.validation import DEFAULT_ROLE

if TYPE_CHECKING:
    from assistant.answering.assistant import Assistant


class Cause(StrEnum):
    """Why the same question gives other figures today, or cannot be asked again."""

    DATA_REFRESHED = "data_refreshed"
    DEFINITION_CHANGED = "definition_changed"
    DATASET_GONE = "dataset_gone"
    NOW_REFUSED = "now_refused"
    CANNOT_REPEAT = "cannot_repeat"


@dataclass(frozen=True, slots=True)
class Reopened:
    """A kept answer. ``now`` is the same plan asked today (None when it cannot be), ``same`` whether the figures are
    those of then, ``causes`` why they are not. ``open`` is false when the figures of then were of rows that this
    reader may not see: only ``now`` is theirs."""

    record: AnswerRecord
    now: Answer | None
    same: bool | None
    causes: tuple[Cause, ...] = ()
    open: bool = True

    @property
    def then(self) -> dict[str, Any] | None:
        """The answer as it was given, in the contract's shape; None when it is not for this reader."""
        return dict(self.record.answer) if self.open else None


def reopen(assistant: Assistant, answer_id: str, *, role: str = DEFAULT_ROLE) -> Reopened | None:
    """Open a kept answer with the rights of who reads it now; None when it is not there or not for this reader."""
    record = assistant.records.get(answer_id)
    if record is None or record.catalog != assistant.catalog.name:
        return None
    decision = _decision(record)
    if decision is None:
        return Reopened(record, None, None, (Cause.CANNOT_REPEAT,)) if record.role == role else None
    if not isinstance(decision, Plan):
        return Reopened(record, None, None) if _open_to(assistant, decision, role, record) else None
    gone = [name for name in record.state or () if name not in assistant.catalog.by_name]
    if gone or not documented(decision, assistant.catalog):
        # Its dataset is no longer documented, so nobody can say any more who may see it: only who could then.
        return Reopened(record, None, None, (Cause.DATASET_GONE,)) if record.role == role else None
    if not _open_to(assistant, decision, role, record):
        return None
    return _compared(assistant, record, decision, role)


def _compared(assistant: Assistant, record: AnswerRecord, plan: Plan, role: str) -> Reopened:
    now = assistant.again(plan, record.question, role=role, as_of=dt.date.today())
    filtered = any(assistant.catalog.by_name[name].row_filter for name in datasets_of(plan, assistant.catalog))
    if (filtered or plan.standing) and role != record.role:
        # What it was set beside stands in it too, and may be of rows that are not for this reader.
        return Reopened(record, now, None, open=False)
    if now.outcome != "answer" or now.rows is None:
        return Reopened(record, now, False, (Cause.NOW_REFUSED,))
    same = result_digest([column.name for column in now.columns or ()], now.rows) == record.result_digest
    return Reopened(record, now, same, () if same else _causes(assistant, record, plan))


def _causes(assistant: Assistant, record: AnswerRecord, plan: Plan) -> tuple[Cause, ...]:
    then, now = record.state or {}, state_of(plan, assistant.catalog) or {}
    documented = any(then[name]["documentation"] != now[name]["documentation"] for name in then.keys() & now.keys())
    refreshed = any(then[name]["updated"] != now[name]["updated"] for name in then.keys() & now.keys())
    causes = [Cause.DEFINITION_CHANGED] if documented and not refreshed else []
    return (*causes, Cause.DATA_REFRESHED) if refreshed or not documented else tuple(causes)


def _decision(record: AnswerRecord) -> Decision | None:
    try:
        return thawed(record.plan) if record.plan else None
    except Unreadable:
        return None


def _open_to(assistant: Assistant, decision: Decision, role: str, record: AnswerRecord) -> bool:
    if isinstance(decision, FreeQuery):
        # Rows that a filter keeps from others stand in it as they are: only who acts as its asker did sees it.
        return record.role == role and assistant.check(decision.sql, role=role).ok
    if isinstance(decision, Plan):
        named = datasets_of(decision, assistant.catalog)
    elif isinstance(decision, CatalogQuestion):
        if decision.topic is CatalogTopic.AGREEMENTS and record.role != role:
            # It tells figures of then and now, as who asked might see them.
            return False
        named = decision.datasets
    else:
        return True
    return not_permitted(decision, named, assistant.catalog, role) is None
