"""Another member: a place beside a place, an age group beside an age group, or all of them together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.answering.varying.choices import Candidates, Known, figures
from assistant.answering.words import say
from assistant.catalog.catalog import FieldRef
from assistant.catalog.profile import DataMember, FieldProfile
from assistant.explanation.names import field_label
from assistant.plan import Difference, Filter, Member, MemberFilter, Op, Origin, Plan, Rank, Share, underlying


def changeable(plan: Plan) -> list[MemberFilter]:
    """Return the filters that keep one member, and that no calculation leans on."""
    taken = _leaned_on(plan)
    return [
        item
        for item in plan.filters
        if isinstance(item, MemberFilter)
        and item.op is Op.IN
        and len(item.members) == 1
        and item.field not in taken
        and all(split.field != item.field or item.members[0].level != split.level for split in plan.splits)
    ]


def candidates(plan: Plan, known: Known, number: int) -> Candidates:
    """Yield members of the same level, those of its groups first; then the levels above it, or all members."""
    plan = figures(plan)
    item = changeable(plan)[number]
    now = item.members[0]
    members = known.profile.field(item.field)
    if members is None:
        return
    labels = {one.value: one.label.say(plan.language) for one in known.catalog.field(item.field).members if one.label}
    for one in _ordered(members, now, item.field, known):
        label = labels.get(one.value) or one.label or one.value
        yield label, _with(plan, item, Member(one.value, label, one.level or now.level))
    if known.catalog.field(item.field).levels is None:
        rest = tuple(one for one in plan.filters if one is not item)
        name = field_label(known.catalog, item.field, plan.language)
        yield say("varying_all", plan.language, name=name), replace(plan, filters=rest)


def _leaned_on(plan: Plan) -> set[FieldRef | None]:
    found = underlying(plan.calculation)
    return {found.field} if isinstance(found, Rank | Share | Difference) else set()


def _ordered(members: FieldProfile, now: Member, field: FieldRef, known: Known) -> Iterator[DataMember]:
    there = members.by_value
    total = known.catalog.field(field).total
    own = there.get(now.value)
    above = {value for _, value in own.parents} if own is not None else set()
    told = [str(member.value) for member in known.catalog.field(field).members]
    place = {value: at for at, value in enumerate(told)}
    same = [one for one in members.members if own is None or one.level == own.level]
    same.sort(key=lambda one: place.get(one.value, len(told)))
    near = {
        str(value) for group in known.catalog.groups if FieldRef.parse(group.field) == field for value in group.values
    }
    # Our neighbours in the catalogue's own lists, then who shares what lies above, then what lies above.
    ranked = sorted(same, key=lambda one: (one.value not in near, not above & {value for _, value in one.parents}))
    parents = [one for one in members.members if one.value in above or one.label in above]
    for one in dict.fromkeys((*ranked[: len(near) + 2], *parents, *ranked)):
        if one.value not in (now.value, str(total)):
            yield one


def _with(plan: Plan, item: MemberFilter, member: Member) -> Plan:
    other = MemberFilter(item.field, item.op, (member,), Origin.QUESTION)
    filters: tuple[Filter, ...] = tuple(other if one is item else one for one in plan.filters)
    return replace(plan, filters=filters)
