"""A plan of the grammar as a question in words of the catalogue, which gives that same plan however it is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.catalog.catalog import FieldRef
from assistant.catalog.levels import levels_of
from assistant.catalog.vocabulary import Grain
from assistant.plan import Decision, MemberFilter, Op, Origin, Plan
from assistant.planning.draft import Draft
from assistant.planning.model.forms import forms
from assistant.planning.names import field_label, level_label, member_label, metric_label, period_words, span_words
from assistant.planning.phrases import listing, say


def same_figures(one: Plan, other: Plan) -> bool:
    """Whether two plans ask the same figures; how they came by them and what is told beside them may differ."""
    return _bare(one) == _bare(other)


def restated(plan: Plan, draft: Draft, read: Callable[[str], Decision]) -> str | None:
    """Return such a question; None where no simple form says it, or ``read`` makes something else of it."""
    if plan.calculation is not None or plan.conditions or plan.per is not None or plan.order is not None:
        return None
    named = [one for one in plan.filters if isinstance(one, MemberFilter) and one.op is Op.IN]
    if len(named) != len(plan.filters):
        return None
    said = [one for one in named if one.origin is Origin.QUESTION]
    places, members = ([one for one in said if _is_place(one, draft) is wanted] for wanted in (True, False))
    language = plan.language
    metrics = [metric_label(draft.knowledge.catalog, ref, language) for ref in plan.metrics]
    splits = [_split(one.field, one.level, draft) for one in plan.splits]
    where = listing(_members(places, draft), language) if places else ""
    values = {
        "metrics": listing(metrics, language),
        "members": listing(_members(members, draft), language) if members else "",
        "places": say("model_in", language, items=where) if where else "",
        "split": " ".join(say("model_per", language, item=item) for item in splits),
        "without": "",
        "period": _period(plan),
    }
    text = " ".join(forms()["by" if splits else "figure"].template(language).format(**values).split())
    again = read(text)
    return text if isinstance(again, Plan) and same_figures(again, plan) else None


def _bare(plan: Plan) -> Plan:
    filters = tuple(replace(one, origin=Origin.QUESTION) for one in plan.filters)
    period = replace(plan.period, origin=Origin.QUESTION) if plan.period is not None else None
    aside = {"words": (), "assumptions": (), "translator": "", "chart": False, "noun": None, "premise": None}
    return replace(plan, filters=tuple(sorted(filters, key=str)), period=period, supposed=None, **aside)  # type: ignore[arg-type]


def _is_place(one: MemberFilter, draft: Draft) -> bool:
    return levels_of(draft.knowledge.catalog, one.field) is not None


def _members(filters: list[MemberFilter], draft: Draft) -> list[str]:
    """Return what the members are called, each with its level where it has one: two levels may share a name."""
    found = []
    for one in filters:
        for member in one.members:
            label = member_label(draft.knowledge, one.field, member.value, draft.language)
            called = (
                level_label(draft.knowledge.catalog, one.field, member.level, draft.language) if member.level else ""
            )
            found.append(f"{called} {label}".strip())
    return found


def _split(field: FieldRef, level: str | None, draft: Draft) -> str:
    catalog, language = draft.knowledge.catalog, draft.language
    return level_label(catalog, field, level, language) if level else field_label(catalog, field, language)


def _period(plan: Plan) -> str:
    """Return the period that was asked; one that nobody named is left open."""
    chosen = plan.period
    if chosen is None or chosen.origin is not Origin.QUESTION:
        return ""
    spoken = (
        period_words(chosen.start, plan.language)
        if chosen.single
        else span_words(chosen.start, chosen.end, plan.language)
    )
    key = "model_day" if chosen.single and chosen.start.grain is Grain.DAY else "model_time"
    return say(key, plan.language, period=spoken)
