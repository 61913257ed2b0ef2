"""How an agreement stands: the figure then and now, with its caveats, and never what caused it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.answering.aims import aim_of
from assistant.answering.facts import DataFacts
from assistant.answering.reopening import reopen
from assistant.answering.withholding import Reader
from assistant.answering.words import say
from assistant.catalog.catalog import MetricRef
from assistant.catalog.period import Period
from assistant.catalog.text import Language
from assistant.catalog.units import is_percentage
from assistant.errors import InputError
from assistant.explanation import periods
from assistant.explanation.answer import Answer, CaveatShown
from assistant.explanation.sentence.chance import same_within_margins
from assistant.plan import Change, ChangeKind, PeriodChoice, Plan
from assistant.plan.documented import documented
from assistant.plan.thawing import Unreadable, thawed
from assistant.records import Agreement, AnswerRecord, Entry, Subject, Way
from assistant.validation import DEFAULT_ROLE

if TYPE_CHECKING:
    from assistant.answering.assistant import Assistant


@dataclass(frozen=True, slots=True)
class Standing:
    """An agreement with how it stands. ``text`` is said to the reader; ``moved`` is where the figure went, ``reached``
    whether the target is there (None: no target, or no newer figure)."""

    entry: Entry
    aim: str
    text: str
    due: bool
    moved: Way | None = None
    reached: bool | None = None
    caveats: tuple[CaveatShown, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Return it as programs read it."""
        body = self.entry.body
        assert isinstance(body, Agreement)
        return {
            "id": self.entry.id,
            "answer": self.entry.answer_id,
            "what": body.what,
            "who": body.who,
            "aim": self.aim,
            "due": body.due.isoformat(),
            "is_due": self.due,
            "text": self.text,
            "moved": self.moved.value if self.moved else None,
            "reached": self.reached,
            "caveats": [caveat.to_json() for caveat in self.caveats],
        }


def agree(assistant: Assistant, answer_id: str, agreement: Agreement, author: str) -> Entry:
    """Keep an agreement under an answer; its metric must be one that the answer is about."""
    record, plan = _kept(assistant, answer_id)
    if agreement.metric not in {str(ref) for ref in plan.metrics}:
        known = ", ".join(str(ref) for ref in plan.metrics)
        raise InputError(f"this answer is not about {agreement.metric!r}", hint=f"it is about {known}")
    if MetricRef.parse(agreement.metric) not in assistant.catalog.metric_refs:
        raise InputError(f"{agreement.metric!r} is no longer in the catalogue", hint="ask for a figure that is")
    subject = Subject.of(assistant.catalog.name, record.answer["interpretation"])
    return assistant.records.entries.add(agreement, subject, author, record.id)


def standings(
    assistant: Assistant,
    *,
    language: Language | None = None,
    role: str = DEFAULT_ROLE,
    as_of: dt.date | None = None,
    reader: Reader | None = None,
) -> tuple[Standing, ...]:
    """Return the agreements of this catalogue that stand, the first due first, each with its figure then and now.

    What was agreed about data that ``role`` may not see is not among them: its words can tell what the data say.
    ``reader`` is who reads on in a conversation: what this shows counts for what comes after.
    """
    today, said = as_of or dt.date.today(), language or assistant.catalog.language
    entries = assistant.records.entries.agreements(assistant.catalog.name)
    return tuple(
        standing(assistant, entry, said, role=role, as_of=today, reader=reader)
        for entry in entries
        if reopen(assistant, entry.answer_id or "", role=role) is not None
    )


def standing(
    assistant: Assistant,
    entry: Entry,
    language: Language,
    *,
    role: str = DEFAULT_ROLE,
    as_of: dt.date,
    reader: Reader | None = None,
) -> Standing:
    """Return how one agreement stands; what cannot be compared any more is said in words."""
    agreement = entry.body
    assert isinstance(agreement, Agreement)
    due, aim, ref = agreement.due <= as_of, aim_of(assistant, entry, language), MetricRef.parse(agreement.metric)
    try:
        _, plan = _kept(assistant, entry.answer_id or "")
    except InputError:
        return Standing(entry, aim, say("agreement_gone", language), due)
    if not documented(plan, assistant.catalog) or ref not in assistant.catalog.metric_refs:
        return Standing(entry, aim, say("agreement_gone", language), due)
    then = plan.period.end if plan.period else None
    base = Plan(metrics=(ref,), language=language, filters=plan.filters)
    known = DataFacts(assistant.catalog, assistant.engine, 10_000).periods(base, role)
    newer = _newer(known, then, as_of) if then is not None else ()
    if then is None or not newer:
        return Standing(entry, aim, say("agreement_no_newer", language, then=_when(then, language)), due)
    kind = ChangeKind.POINTS if is_percentage(assistant.catalog.metric(ref).unit) else ChangeKind.CHANGE
    choice = PeriodChoice(newer[-1], newer[-1], then.grain, compare_to=then)
    told = assistant.again(
        replace(base, period=choice, calculation=Change(kind)), role=role, as_of=as_of, reader=reader
    )
    return _told(entry, agreement, aim, told, due, language)


def _newer(known: Sequence[Period], then: Period, as_of: dt.date) -> list[Period]:
    """Return the later periods as long as that of then; years are made of the months that are known, when whole."""
    last = max((period.end for period in known), default=then.end)
    each = {long for period in known if (long := period.within(then.grain)).contains(period)}
    return sorted(one for one in each if then.end < one.end <= min(as_of, last))


def _told(entry: Entry, agreement: Agreement, aim: str, told: Answer, due: bool, language: Language) -> Standing:
    change, now = _figures(told)
    if change is None or now is None:
        return Standing(entry, aim, told.text or say("agreement_gone", language), due, caveats=told.caveats)
    if _may_be_chance(told):
        text = f"{told.text} {say('agreement_no_cause', language)}"
        return Standing(entry, aim, text, due, caveats=told.caveats)
    moved = None if change == 0 else Way.UP if change > 0 else Way.DOWN
    reached = None
    if agreement.target is not None:
        reached = now >= agreement.target if agreement.way is Way.UP else now <= agreement.target
    verdict = say("agreement_met" if moved is agreement.way else "agreement_not_met", language)
    if reached is not None:
        verdict += " " + say("agreement_reached" if reached else "agreement_not_reached", language)
    text = f"{told.text} {verdict} {say('agreement_no_cause', language)}"
    return Standing(entry, aim, text, due, moved, reached, told.caveats)


def _may_be_chance(told: Answer) -> bool:
    """Whether the figures then and now lie within each other's margins: then nothing can be said of where it went."""
    shown = told.shown
    if shown is None or len(shown.metrics) < 2:
        return False
    return same_within_margins(shown, (0, shown.metrics[0]), (0, shown.metrics[-1]))


def _figures(told: Answer) -> tuple[float | None, float | None]:
    """Return the change and the figure now, when both are shown."""
    shown = told.shown
    if told.outcome != "answer" or shown is None or not shown.rows or not shown.calculations:
        return None, None
    change = shown.value(0, shown.calculations[-1])
    figures = [shown.value(0, column) for column in shown.metrics]
    now = figures[-1] if figures else None
    return (None if change is None else float(change)), (None if now is None else float(now))


def _when(period: Period | None, language: Language) -> str:
    return periods.plain(period, language) if period else ""


def _kept(assistant: Assistant, answer_id: str) -> tuple[AnswerRecord, Plan]:
    """Return a kept answer with its plan; raises :class:`InputError` when there is none with figures."""
    record = assistant.records.get(answer_id)
    if record is None or record.catalog != assistant.catalog.name:
        raise InputError(f"there is no answer {answer_id!r} in this catalogue")
    try:
        plan = thawed(record.plan)
    except Unreadable as error:
        raise InputError("this answer is of another version and cannot be asked again") from error
    if not isinstance(plan, Plan) or record.outcome != "answer":
        raise InputError("this is no answer with figures", hint="ask for a figure first")
    return record, plan
