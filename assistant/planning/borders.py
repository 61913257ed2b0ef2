"""Redraws a plan in the borders of today: a merged member becomes itself and what it was made of, together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.catalog.borders import NotRedrawn, formers
from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.formula import formula
from assistant.catalog.period import Period
from assistant.catalog.text import Language
from assistant.catalog.vocabulary import Aggregation, Grain
from assistant.plan import (
    Assumption,
    Change,
    FormerMember,
    Member,
    MemberFilter,
    Op,
    Per,
    Plan,
    Ratio,
    TodaysBorders,
    underlying,
)
from assistant.planning.names import period_words
from assistant.planning.phrases import listing, say

#: What can be worked out over members that are added up: the figure itself, its change, and what it is divided by.
_CAN = (Change, Per, Ratio)
#: What a share of a member may be taken of: what is added up from rows.
_SHARED = frozenset({Aggregation.SUM, Aggregation.COUNT})

Known = Callable[[FieldRef, str], Member]


@dataclass(frozen=True, slots=True)
class Cannot:
    """Why a plan cannot be redrawn: the key of a phrase, and what fills it in."""

    key: str
    values: tuple[tuple[str, str], ...] = ()


def redrawn(plan: Plan, catalog: Catalog, today: dt.date, known: Known) -> Plan | Cannot | None:
    """Return the plan in today's borders, or why not; None where no documented merger changes it."""
    fields = {one.field for one in catalog.mergers}
    own = [one for one in plan.filters if isinstance(one, MemberFilter) and str(one.field) in fields]
    split = any(str(one.field) in fields for one in plan.splits)
    if plan.period is None or (not own and not split):
        return None
    first = min(one.start for one in (plan.period.start, plan.period.compare_to) if one is not None)
    if split or len(own) != 1 or len(own[0].members) != 1 or own[0].op is not Op.IN:
        return Cannot("borders_one")
    item = own[0]
    member = item.members[0]
    try:
        old = formers(catalog, str(item.field), member.value, first, today)
    except NotRedrawn as error:
        name = known(item.field, error.value).label
        return Cannot("borders_ended" if error.ended else "borders_moved", (("name", name),))
    if not old:
        return None
    parts = tuple(FormerMember(known(item.field, one.value), one.share, one.until.isoformat()) for one in old)
    borders = TodaysBorders(item.field, member, parts)
    asked = underlying(plan.calculation)
    if (asked is not None and not isinstance(asked, _CAN)) or plan.conditions or plan.order is not None:
        return Cannot("borders_plain")
    if borders.weights and not _may_be_shared(plan, catalog):
        return Cannot("borders_shares")
    return with_borders(plan, borders)


def with_borders(plan: Plan, borders: TodaysBorders) -> Plan:
    """Return the plan with the former members in its filter, and what that means said."""
    together = (*(one.member for one in borders.formers), borders.member)
    filters = tuple(
        replace(one, members=together)
        if isinstance(one, MemberFilter) and one.field == borders.field and one.op is Op.IN
        else one
        for one in plan.filters
    )
    return replace(
        plan, filters=filters, borders=borders, assumptions=(*plan.assumptions, *_said(borders, plan.language))
    )


def _may_be_shared(plan: Plan, catalog: Catalog) -> bool:
    refs = [*plan.metrics]
    if isinstance(asked := underlying(plan.calculation), Per | Ratio):
        refs.append(asked.denominator)
    return all(part.kind in _SHARED for ref in refs for part in formula(catalog, ref).components)


def _said(borders: TodaysBorders, language: Language) -> list[Assumption]:
    lines = []
    for until in sorted({one.until for one in borders.formers}):
        names = listing([_named(one, language) for one in borders.formers if one.until == until], language)
        when = period_words(Period.containing(dt.date.fromisoformat(until), Grain.DAY), language)
        lines.append(say("assume_borders", language, name=borders.member.label, day=when, formers=names))
    if borders.weights:
        lines.append(say("assume_borders_shares", language))
    return [Assumption("borders", line) for line in lines]


def _named(one: FormerMember, language: Language) -> str:
    if abs(one.share - 1) <= 1e-9:
        return one.member.label
    share = f"{100 * one.share:.3g}"
    share = share.replace(".", ",") if language == "nl" else share
    return say("borders_share", language, share=share, name=one.member.label)
