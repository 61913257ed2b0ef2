"""The parts of an answer's question, and for each what else can be asked: tried first, offered when it answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from assistant.answering.assistant import Assistant
from assistant.answering.facts import DataFacts
from assistant.answering.reopening import reopen
from assistant.answering.varying import members, metrics, periods, splits
from assistant.answering.varying.choices import Candidates, Choice, Part, Varied
from assistant.answering.varying.worded import worded
from assistant.catalog.catalog import Catalog
from assistant.catalog.period import Period
from assistant.catalog.profile import DataProfile
from assistant.errors import InputError
from assistant.explanation.answer import Answer
from assistant.explanation.names import metric_label
from assistant.plan import Origin, Plan
from assistant.plan.thawing import Unreadable, thawed
from assistant.validation import DEFAULT_ROLE

#: Choices that one part offers, and plans that are tried for them.
MOST, MOST_TRIED = 8, 16
_PERIODS = 10_000
#: An assumption of this kind falls away with the part that it is about.
_ABOUT = {Part.PERIOD: "period", Part.MEMBER: "place"}


@dataclass(frozen=True, slots=True)
class _Known:
    catalog: Catalog
    profile: DataProfile
    facts: DataFacts
    role: str

    def periods(self, plan: Plan) -> tuple[Period, ...]:
        return self.facts.periods(plan, self.role)


def parts(assistant: Assistant, answer_id: str, *, role: str = DEFAULT_ROLE) -> tuple[Varied, ...]:
    """Return the parts of a kept answer's question that can be changed, in reading order."""
    plan = _plan(assistant, answer_id, role)
    return parts_of(assistant, plan, role=role) if plan is not None else ()


def parts_of(assistant: Assistant, plan: Plan, *, role: str = DEFAULT_ROLE) -> tuple[Varied, ...]:
    """Return the parts of a plan that can be changed, in reading order."""
    return tuple(_parts(plan, _known(assistant, role)))


def varied(
    assistant: Assistant,
    answer_id: str,
    part: Part,
    number: int = 0,
    *,
    role: str = DEFAULT_ROLE,
    as_of: dt.date | None = None,
) -> tuple[Choice, ...]:
    """Return what else a part can be; each choice, asked in its own words, is understood as meant and answered."""
    known, plan = _known(assistant, role), _plan(assistant, answer_id, role)
    if plan is None or not any((one.part, one.number) == (part, number) for one in _parts(plan, known)):
        return ()
    found: list[Choice] = []
    for label, other in islice(_candidates(part, plan, known, number), MOST_TRIED):
        kept = tuple(one for one in other.assumptions if one.kind != _ABOUT.get(part))
        choice = _choice(label, replace(other, assumptions=kept), assistant.catalog)
        if _answers(choice, assistant, role, as_of):
            found.append(choice)
        if len(found) == MOST:
            break
    return tuple(found)


def asked_again(
    assistant: Assistant,
    answer_id: str,
    part: Part,
    number: int,
    index: int,
    *,
    conversation: str | None = None,
    role: str = DEFAULT_ROLE,
    user: str | None = None,
    as_of: dt.date | None = None,
) -> Answer:
    """Ask what a choice asks, as the next turn of a conversation; raises :class:`InputError` when it is not there."""
    role = assistant.role_of(user, role)
    choices = varied(assistant, answer_id, part, number, role=role, as_of=as_of)
    if not 0 <= index < len(choices):
        raise InputError("there is no such choice for this answer", hint="ask the question in words")
    chosen = choices[index]
    return assistant.ask(
        chosen.question, plan=chosen.plan, conversation=conversation, as_of=as_of, role=role, user=user
    )


def _answers(choice: Choice, assistant: Assistant, role: str, as_of: dt.date | None) -> bool:
    """Whether its question, typed, would be read as this plan, and the plan gives the reader an answer.

    The reading knows of combinations that make no sense, such as the share of an age group among an age group.
    """
    plan = choice.plan
    read = assistant.read(choice.question, language=plan.language, role=role, as_of=as_of)
    if not isinstance(read, Plan) or _asked(read) != _asked(plan):
        return False
    answer = assistant.tried(plan, role=role, as_of=as_of)
    # A split that leaves one row tells nothing that the figure itself does not.
    return answer.outcome == "answer" and (not plan.splits or plan.limit is not None or len(answer.rows or ()) > 1)


def _asked(plan: Plan) -> Plan:
    """Return what a plan asks, without what is only said of it: its words, and where its choices come from."""
    filters = tuple(replace(item, origin=Origin.QUESTION) for item in plan.filters)
    period = replace(plan.period, origin=Origin.QUESTION) if plan.period is not None else None
    ordered = tuple(sorted(filters, key=lambda item: str(item.field)))
    return replace(
        plan, filters=ordered, period=period, assumptions=(), words=(), chart=False, noun=None, translator=""
    )


def _plan(assistant: Assistant, answer_id: str, role: str) -> Plan | None:
    opened = reopen(assistant, answer_id, role=role)
    if opened is None or opened.now is None or opened.record.outcome != "answer":
        return None
    try:
        plan = thawed(opened.record.plan)
    except Unreadable:
        return None
    return plan if isinstance(plan, Plan) else None


def _known(assistant: Assistant, role: str) -> _Known:
    facts = DataFacts(assistant.catalog, assistant.engine, _PERIODS)
    return _Known(assistant.catalog, assistant.engine.profile, facts, role)


def _parts(plan: Plan, known: _Known) -> Iterator[Varied]:
    if metrics.changeable(plan):
        yield Varied(Part.METRIC, metric_label(known.catalog, plan.metrics[0], plan.language))
    if splits.changeable(plan):
        yield Varied(Part.SPLIT, splits.said(plan, known))
    for number, item in enumerate(members.changeable(plan)):
        yield Varied(Part.MEMBER, item.members[0].label, number)
    if (said := periods.said(plan)) is not None:
        yield Varied(Part.PERIOD, said)


def _candidates(part: Part, plan: Plan, known: _Known, number: int) -> Candidates:
    match part:
        case Part.METRIC:
            return metrics.candidates(plan, known, number)
        case Part.MEMBER:
            return members.candidates(plan, known, number)
        case Part.PERIOD:
            return periods.candidates(plan, known, number)
        case Part.SPLIT:
            return splits.candidates(plan, known, number)


def _choice(label: str, plan: Plan, catalog: Catalog) -> Choice:
    question, words = worded(plan, catalog)
    return Choice(label, question, replace(plan, words=words))
