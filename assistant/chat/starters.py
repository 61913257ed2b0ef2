"""Questions to begin with: made from the catalogue for who asks, and offered only when they give an answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache

from assistant.answering import Assistant
from assistant.answering.reopening import reopen
from assistant.catalog.catalog import Catalog, FieldRef, MetricRef
from assistant.catalog.metric import Metric
from assistant.catalog.text import Language
from assistant.catalog.vocabulary import Aggregation, OverTime
from assistant.chat.wording import wording
from assistant.explanation.names import members_word, metric_label
from assistant.explanation.numbers import kind_of_unit
from assistant.plan import CatalogQuestion, Plan
from assistant.records import Agreement, Entry
from assistant.validation import DEFAULT_ROLE

#: The kinds of question that are offered to a role, one of each; their words are in the wording. A manager asks for
#: figures, an analyst looks how they lie, a maintainer asks after the documentation.
FORMS = {
    "manager": ("starter_figure", "starter_series", "starter_split", "starter_top"),
    "analyst": ("starter_change", "starter_share", "starter_record", "starter_above"),
    "maintainer": ("starter_inventory", "starter_meaning", "starter_source", "starter_fresh"),
}
#: Questions that are tried at most before fewer are offered.
MOST_TRIED = 40


@lru_cache(maxsize=16)
def starters(assistant: Assistant, language: Language, role: str = DEFAULT_ROLE) -> tuple[str, ...]:
    """Return a few questions, each of another kind and about another dataset, that are answered in a role."""
    found: list[str] = []
    used: set[str] = set()
    tried = 0
    for form in FORMS.get(role, FORMS[DEFAULT_ROLE]):
        for dataset, question in candidates(assistant.catalog, form, language):
            if dataset in used or tried == MOST_TRIED:
                continue
            tried += 1
            if _answers(assistant, question, language, role):
                found.append(question)
                used.add(dataset)
                break
    return tuple(found)


def due(assistant: Assistant, language: Language, role: str, today: dt.date | None = None) -> tuple[str, ...]:
    """Return the question how the agreements stand, once the day of one that this role may see has come."""
    day = today or dt.date.today()
    come = (one for one in assistant.records.entries.agreements(assistant.catalog.name) if _has_come(one, day))
    seen = any(reopen(assistant, one.answer_id or "", role=role) is not None for one in come)
    return (wording(language)["starter_agreements"],) if seen else ()


def _has_come(entry: Entry, day: dt.date) -> bool:
    return isinstance(entry.body, Agreement) and entry.body.due <= day


def _answers(assistant: Assistant, question: str, language: Language, role: str) -> bool:
    """Whether somebody in this role gets an answer. Nothing is kept: nobody asked it yet."""
    decision = assistant.read(question, language=language, role=role)
    if isinstance(decision, Plan):
        return assistant.tried(decision, role=role).outcome == "answer"
    return isinstance(decision, CatalogQuestion)


def candidates(catalog: Catalog, form: str, language: Language) -> Iterator[tuple[str, str]]:
    """Give the questions of one kind with their dataset, in the catalogue's order; counts only, for their grammar."""
    pattern = wording(language)[form]
    for dataset in catalog.datasets:
        name = next((name for name, metric in dataset.metrics.items() if _is_count(metric)), None)
        if name is None:
            continue
        metric = metric_label(catalog, MetricRef(dataset.name, name), language)
        for member, members in _members(catalog, language) if "{member" in pattern else (("", ""),):
            yield dataset.name, pattern.format(metric=metric, member=member, members=members)


def _is_count(metric: Metric) -> bool:
    unit = metric.unit.say("en") if metric.unit else None
    summed = metric.aggregation in (Aggregation.SUM, Aggregation.COUNT) and metric.behaviour is not OverTime.NONE
    return metric.label is not None and summed and kind_of_unit(unit) == "other"


def _members(catalog: Catalog, language: Language) -> list[tuple[str, str]]:
    """Return what people call one and more of a level of places, the finest but one first: few enough rows to read."""
    found: list[tuple[str, str]] = []
    for dataset in catalog.datasets:
        for field in dataset.fields:
            if field.levels:
                order = [str(level) for level in field.levels.order]
                ref = FieldRef(dataset.name, field.name)
                for level in (*order[-2:], *order[:-2]):
                    one, more = (members_word(catalog, ref, level, language, number) for number in (1, 2))
                    found.append((one, more))
    return list(dict.fromkeys(found))
