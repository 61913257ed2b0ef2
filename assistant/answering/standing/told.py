"""Where a figure of a kept answer stands, for who reads it now: every comparison is an answer with its own caveats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from assistant.answering.assistant import Assistant
from assistant.answering.facts import DataFacts
from assistant.answering.reopening import reopen
from assistant.answering.standing.beside import Beside, Kind, of_places, of_years
from assistant.answering.standing.parts import Ask, Parts, parts_of
from assistant.answering.standing.size import of_size
from assistant.answering.standing.subject import Subject, per_head, subject
from assistant.answering.thawing import Unreadable, thawed
from assistant.answering.words import say
from assistant.catalog.catalog import MetricRef
from assistant.catalog.text import Language
from assistant.errors import InputError
from assistant.explanation.answer import Answer
from assistant.explanation.names import per_words
from assistant.explanation.shown import Shown
from assistant.plan import Per, Plan
from assistant.validation import DEFAULT_ROLE

_MOST_PERIODS = 10_000


@dataclass(frozen=True, slots=True)
class Comparison:
    """One thing that the figure is set beside; ``answer`` says it, with its table, chart and caveats."""

    kind: Kind
    heading: str
    answer: Answer

    def to_json(self) -> dict[str, object]:
        """Return it as a program gets it."""
        told = self.answer.to_json()
        kept = ("sql", "columns", "rows", "suppressed", "margins", "answer", "caveats", "sources")
        return {"kind": self.kind.value, "heading": self.heading, **{name: told[name] for name in kept}}


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure beside others. The first comparison is the figure itself; ``parts`` is its change taken apart."""

    language: Language
    comparisons: tuple[Comparison, ...]
    parts: tuple[Parts, ...] = ()

    @property
    def no_cause(self) -> str:
        """What is said under every change that is taken apart."""
        return say("standing_no_cause", self.language)

    def to_json(self) -> dict[str, object]:
        """Return the object that stands under ``standing``."""
        return {
            "language": self.language,
            "comparisons": [one.to_json() for one in self.comparisons],
            "parts": [one.to_json() for one in self.parts],
            "no_cause": self.no_cause if self.parts else None,
        }


def standing(
    assistant: Assistant,
    answer_id: str,
    *,
    language: Language | None = None,
    role: str = DEFAULT_ROLE,
    as_of: dt.date | None = None,
    user: str | None = None,
    conversation: str | None = None,
) -> Standing:
    """Return where the figure of a kept answer stands, with the rights of the reader.

    All comparisons are one reading: what one of them shows counts for what the next may show. What cannot be compared
    is left out. Raises :class:`InputError` when there is no such answer with figures for this reader.
    """
    role = assistant.role_of(user, role)
    plan = _plan(assistant, answer_id, role)
    plan = replace(plan, language=language) if language is not None else plan
    reader = assistant.reader(role, user=user, conversation=conversation)
    ask: Ask = partial(assistant.again, role=role, as_of=as_of, reader=reader)
    found = subject(plan, assistant.catalog, assistant.engine.profile)
    made = tuple(_compared(assistant, found, ask, role))
    parts = parts_of(found, assistant.catalog, assistant.engine.profile, ask) if made else ()
    return Standing(plan.language, made, parts)


def _compared(assistant: Assistant, found: Subject, ask: Ask, role: str) -> Iterator[Comparison]:
    """Yield the comparisons that there are figures for; none when the figure itself cannot be shown."""
    catalog, profile = assistant.catalog, assistant.engine.profile
    own = _told(Beside(Kind.OWN, found.plan()), ask)
    if own is None:
        return
    yield own
    fair = found.plan()
    by = found.by if isinstance(found.by, Per) else None
    for per in per_head(found, catalog):
        beside = Beside(Kind.PER, replace(fair, calculation=per), per_words(catalog, per, fair.language))
        if (divided := _told(beside, ask)) is not None:
            fair, by = beside.plan, per
            yield divided
            break
    wanted = [*of_places(found, fair, catalog, profile)]
    by = by or _any_size(assistant)
    if by is not None:
        known = partial(DataFacts(catalog, assistant.engine, _MOST_PERIODS).periods, role=role)
        wanted += [one] if (one := of_size(found, fair, by, ask, known)) is not None else []
    wanted += [years] if (years := of_years(found, fair)) is not None else []
    yield from (told for one in wanted if (told := _told(one, ask)) is not None)


def _any_size(assistant: Assistant) -> Per | None:
    """Return what tells the size of a place where the figure itself is not divided by anything."""
    first = next(iter(assistant.catalog.denominators), None)
    return Per(MetricRef.parse(first.metric), 1.0, first.name) if first is not None else None


def _told(beside: Beside, ask: Ask) -> Comparison | None:
    answer = ask(beside.plan)
    shown = answer.shown
    if answer.outcome != "answer" or shown is None or not shown.rows:
        return None
    if beside.kind is not Kind.OWN and not _has_figure(shown):
        return None
    key = f"standing_{beside.kind.value}"
    if beside.kind is Kind.PEERS and not beside.name:
        key += "_all"
    return Comparison(beside.kind, say(key, beside.plan.language, name=beside.name), answer)


def _has_figure(shown: Shown) -> bool:
    """Whether there is anything to see, or to say that it is withheld."""
    figures = shown.calculations or shown.metrics
    return bool(shown.withheld) or any(
        shown.value(row, column) is not None for row in range(len(shown.rows)) for column in figures
    )


def _plan(assistant: Assistant, answer_id: str, role: str) -> Plan:
    opened = reopen(assistant, answer_id, role=role)
    if opened is None:
        raise InputError(f"there is no answer {answer_id!r} in this catalogue for {role!r}")
    try:
        plan = thawed(opened.record.plan) if opened.now is not None else None
    except Unreadable:
        plan = None
    if not isinstance(plan, Plan) or opened.record.outcome != "answer":
        raise InputError("this is no answer with figures that can be compared", hint="ask for a figure first")
    return plan
