"""A correction to be: what an answer would have been, with the difference in figures, before anything is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.approving import alone, decision_of, language_of, verified_plan, verified_sql
from assistant.answering.assistant import Assistant
from assistant.answering.permitting import datasets_read
from assistant.answering.reopening import Reopened
from assistant.answering.verifying import verified_query
from assistant.errors import InputError
from assistant.explanation.answer import Answer
from assistant.plan import Clarification, FreeQuery, Plan, Reason, Refusal, WordUse
from assistant.records import Author, result_digest
from assistant.review import Verified
from assistant.validation import DEFAULT_ROLE


class Uncorrected(InputError):
    """What was proposed gives no answer; the message says why, in the words of the answer."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an answer would be: ``now`` beside ``then``, by a plan (a ``wording`` that says it right) or by a query."""

    found: Reopened
    question: str
    now: Answer
    kind: str
    wording: str = ""
    plan: Plan | None = None
    sql: str | None = None
    role: str = DEFAULT_ROLE

    @property
    def digest(self) -> str:
        """Name the figures that were looked at, so that others are not saved unseen."""
        return result_digest([column.name for column in self.now.columns or ()], self.now.rows or ())

    @property
    def differs(self) -> bool:
        """Whether its figures are others than those of the answer."""
        return self.digest != self.found.record.result_digest

    def verified(self, assistant: Assistant, author: Author, remark: str) -> Verified:
        """Return the verified question that would come of it."""
        record = self.found.record
        if self.plan is None:
            assert self.sql is not None
            return verified_sql(assistant, record, author, self.question, self.sql, remark, (), self.role)
        words = (WordUse(self.question, "verified", 0, len(self.question)),)
        plan = replace(self.plan, words=words)
        return verified_plan(assistant, record, author, self.question, plan, remark)


def propose(
    assistant: Assistant,
    found: Reopened,
    *,
    wording: str = "",
    sql: str = "",
    plan: Plan | None = None,
    question: str = "",
    role: str = DEFAULT_ROLE,
) -> Proposal:
    """Return what an answer would be by another wording, plan or query; nothing is kept.

    ``question`` is what is verified by it: the one that was asked, unless that leaned on the turn before.
    """
    record = found.record
    text = question.strip() or record.question
    if not question.strip() and not alone(assistant, record, decision_of(record)):
        raise InputError("the question leans on the one before it", hint="write it so that it can be asked by itself")
    if sql.strip():
        return _by_query(assistant, found, text, sql.strip(), role)
    if plan is None:
        plan = _read(assistant, found, wording, role)
    now = assistant.tried(plan, role=role, as_of=record.as_of)
    if now.outcome != "answer" or now.rows is None:
        raise Uncorrected(now.text or now.error or "it gives no answer")
    return Proposal(found, text, now, "wording" if wording else "plan", wording, plan=plan, role=role)


def changed_cells(proposal: Proposal) -> Sequence[tuple[str, object, object]]:
    """Return each figure that differs, by its row and column: what it was and what it would be."""
    then = proposal.found.then or {}
    before = _cells([one["label"] for one in then.get("columns") or ()], then.get("rows") or ())
    after = _cells([one.label for one in proposal.now.columns or ()], proposal.now.rows or ())
    names = [*before, *(name for name in after if name not in before)]
    return [(name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)]


def may_be_told(assistant: Assistant, proposal: Proposal) -> bool:
    """Whether the corrected figure may be told to whoever saw the wrong one: not where rights differ by role."""
    names = _datasets(assistant, proposal)
    return not any(
        assistant.catalog.by_name[name].access or assistant.catalog.by_name[name].row_filter for name in names
    )


def _datasets(assistant: Assistant, proposal: Proposal) -> Sequence[str]:
    if proposal.plan is not None:
        return datasets_read(proposal.plan, assistant.catalog)
    return assistant.check(proposal.sql or "", role=proposal.role).datasets


def _read(assistant: Assistant, found: Reopened, wording: str, role: str) -> Plan:
    if not wording.strip():
        raise InputError("nothing is proposed", hint="write a question that says it right, or a query")
    reading = assistant.read(wording.strip(), language=language_of(found.record), role=role, as_of=found.record.as_of)
    if isinstance(reading, Plan):
        return reading
    if isinstance(reading, Clarification | Refusal):
        raise Uncorrected(reading.text)
    raise Uncorrected("this is no question about figures")


def _by_query(assistant: Assistant, found: Reopened, question: str, sql: str, role: str) -> Proposal:
    record = found.record
    language = language_of(record)
    report = assistant.query(sql, role=role, language=language)
    if not report.ok:
        raise Uncorrected("; ".join(issue.message for issue in report.check.issues) or "the query gives no answer")
    instead = Refusal(Reason.NO_DATA_FOR_PERIOD, "", language)
    now = verified_query(Answer(question, language, "error"), FreeQuery(sql, language, instead), report)
    if isinstance(now, Refusal):
        raise Uncorrected("the query gives no rows")
    return Proposal(found, question, now, "sql", sql=sql, role=role)


def _cells(labels: Sequence[str], rows: Sequence[Sequence[object]]) -> dict[str, object]:
    """Return every cell by the words of its row and the label of its column."""
    told: dict[str, object] = {}
    for row in rows:
        names = [str(cell) for cell in row if isinstance(cell, str)]
        for label, cell in zip(labels, row, strict=False):
            if not isinstance(cell, str):
                told[" · ".join((*names, label))] = cell
    return told
