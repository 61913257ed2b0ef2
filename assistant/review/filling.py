"""Puts the places and the period of a question in the plan that was approved for others."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.member import Member
from assistant.catalog.period import Period
from assistant.catalog.profile import DataProfile
from assistant.catalog.text import Language
from assistant.language import analyse, fold
from assistant.plan import MemberFilter, Origin, Plan, WordUse
from assistant.review.slots import plain_period
from assistant.review.verified import Slot, Verified


class Names:
    """The members of a field by what people call them; worked out when a field is first asked for."""

    def __init__(self, catalog: Catalog, profile: DataProfile) -> None:
        self._catalog = catalog
        self._profile = profile
        self._known: dict[str, dict[str, list[Member]]] = {}

    def member(self, field: str, text: str, like: Member) -> Member | None:
        """Return the one member that ``text`` names, when it is of the kind of ``like``.

        A name that several members have is nobody's here: the reader must be asked which.
        """
        if fold(text) == fold(like.label):
            return like
        found = self._of(field).get(fold(text), [])
        return found[0] if len(found) == 1 and found[0].level == like.level else None

    def _of(self, field: str) -> dict[str, list[Member]]:
        known = self._known.get(field)
        if known is None:
            known = self._known[field] = defaultdict(list)
            dataset, _, name = field.partition(".")
            profile = self._profile.field(FieldRef(dataset, name))
            for one in profile.members if profile is not None and profile.complete else ():
                label = one.label or one.value
                known[fold(label)].append(Member(one.value, label, one.level))
        return known


def filled(
    one: Verified, slots: Sequence[Slot], texts: Sequence[str], question: str, today: dt.date, names: Names
) -> Plan | None:
    """Return the approved plan with what stands in the gaps of this question; None when a gap holds something else."""
    assert one.plan is not None
    plan = one.plan
    for slot, text in zip(slots, texts, strict=True):
        found = _placed(plan, slot, text, names) if slot.field else _dated(plan, text, question, one.language, today)
        if found is None:
            return None
        plan = found
    return replace(plan, words=_words(one.plan, plan, slots, texts, question), translator="verified")


def _placed(plan: Plan, slot: Slot, text: str, names: Names) -> Plan | None:
    filters = list(plan.filters)
    for at, found in enumerate(filters):
        if not isinstance(found, MemberFilter) or str(found.field) != slot.field:
            continue
        for place, member in enumerate(found.members):
            if member.value == slot.value:
                other = names.member(slot.field, text, member)
                members = [*found.members]
                if other is None or (other != member and other in members):
                    return None
                members[place] = other
                filters[at] = replace(found, members=tuple(members))
                return replace(plan, filters=tuple(filters))
    return None


def _dated(plan: Plan, text: str, question: str, language: Language, today: dt.date) -> Plan | None:
    spans = analyse(question, today, language).periods
    if plan.period is None or len(spans) != 1 or not plain_period(spans[0]) or fold(spans[0].text) != fold(text):
        return None
    period: Period = spans[0].start_period
    if spans[0].grain is not plan.period.start.grain:
        return None
    return replace(plan, period=replace(plan.period, start=period, end=period, origin=Origin.QUESTION))


def _words(
    approved: Plan, plan: Plan, slots: Sequence[Slot], texts: Sequence[str], question: str
) -> tuple[WordUse, ...]:
    """What each word was taken for when the question was approved; each place and period what it is now."""
    places = dict(zip(_members(approved), _members(plan), strict=True))
    uses = []
    for use in approved.words:
        text, as_ = use.text, places.get(use.as_, use.as_)
        for slot, other in zip(slots, texts, strict=True):
            if fold(slot.text) in fold(use.text):
                text = _swapped(text, slot.text, other)
        at = question.lower().find(text.lower())
        uses.append(WordUse(text, as_, max(at, 0), max(at, 0) + len(text)))
    return tuple(uses)


def _swapped(text: str, old: str, new: str) -> str:
    at = text.lower().find(old.lower())
    return text if at < 0 else text[:at] + new + text[at + len(old) :]


def _members(plan: Plan) -> list[str]:
    """Return the members of a plan as its words name them."""
    filters = (one for one in plan.filters if isinstance(one, MemberFilter))
    return [f"{one.field}={member.value}" for one in filters for member in one.members]
