"""Which figure it is about: one metric, of one place where it is of a place, in one period."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice

from assistant.catalog.catalog import Catalog, FieldRef, MetricRef
from assistant.catalog.formula import formula
from assistant.catalog.graph import local_field
from assistant.catalog.levels import levels_of
from assistant.catalog.period import Period
from assistant.catalog.profile import DataMember, DataProfile
from assistant.catalog.units import is_money
from assistant.catalog.vocabulary import Grain
from assistant.plan import Filter, Member, MemberFilter, Op, Per, PeriodChoice, Plan, Ratio, divided

#: How many periods of a grain go into a year, where they come back each year on the same days.
_A_YEAR = {Grain.YEAR: 1, Grain.SCHOOLYEAR: 1, Grain.QUARTER: 4, Grain.MONTH: 12}
_PERSONS_PER = 1000.0


@dataclass(frozen=True, slots=True)
class Place:
    """The member that the figure is of, in its dimension, with what the data know of it."""

    field: FieldRef
    member: Member
    known: DataMember

    @property
    def level(self) -> str | None:
        """The level that it is compared at."""
        return self.member.level or self.known.level

    def only(self, *members: Member) -> MemberFilter:
        """Return the filter that keeps these members of its dimension."""
        return MemberFilter(self.field, Op.IN, members or (self.member,))


@dataclass(frozen=True, slots=True)
class Subject:
    """A figure. ``rest`` are the filters that every comparison keeps, ``by`` is what it is divided by."""

    ref: MetricRef
    base: Plan
    period: Period | None
    earlier: Period | None
    place: Place | None
    rest: tuple[Filter, ...]
    by: Per | Ratio | None

    def plan(self, *members: Member) -> Plan:
        """Return the plan of the figure, for other members of its dimension where some are given."""
        own = (self.place.only(*members),) if self.place is not None else ()
        return replace(self.base, filters=(*self.rest, *own))


def subject(plan: Plan, catalog: Catalog, profile: DataProfile) -> Subject:
    """Return the figure that an answer's plan ends in: its first metric, its one place, its last period.

    A figure over several periods together stays that, and data without time have none: no one year is before them.
    """
    ref, choice = plan.metrics[0], plan.period
    place = _place(plan, catalog, profile)
    kept = tuple(item for item in plan.filters if place is None or item.field != place.field)
    last = choice.end if choice is not None else None
    own = divided(plan.calculation)
    together = choice is not None and not choice.single and plan.per is None and plan.calculation == own
    if together:
        base = Plan((ref,), plan.language, filters=kept, period=choice, calculation=own, translator=plan.translator)
        return Subject(ref, base, None, None, place, kept, own)
    period = PeriodChoice(last, last, choice.grain) if choice is not None and last is not None else None
    base = Plan((ref,), plan.language, filters=kept, period=period, calculation=own, translator=plan.translator)
    if any(component.time is None for component in formula(catalog, ref).components):
        return Subject(ref, base, None, None, place, kept, own)
    before = choice.compare_to if choice is not None and choice.compare_to is not None and not choice.ranges else None
    return Subject(ref, base, last, before or (year_before(last) if last else None), place, kept, own)


def year_before(period: Period, years: int = 1) -> Period | None:
    """Return the same period of an earlier year; None for weeks and days, which fall differently each year."""
    steps = _A_YEAR.get(period.grain)
    return period.shift(-steps * years) if steps is not None else None


def per_head(found: Subject, catalog: Catalog) -> tuple[Per, ...]:
    """Return the first documented denominator that can make the figure of a large and a small place comparable.

    A percentage, a mean and a figure that is divided already need none, and what others are divided by is a size
    itself. A denominator must know the place, and the period: without them it counts others too. Counts are told per
    thousand, money per one.
    """
    sizes = {MetricRef.parse(one.metric) for one in catalog.denominators}
    if found.by is not None or found.base.period is None or found.ref in sizes:
        return ()
    if not formula(catalog, found.ref).additive:
        return ()
    factor = 1.0 if is_money(catalog.metric(found.ref).unit) else _PERSONS_PER
    refs = ((one.name, MetricRef.parse(one.metric)) for one in catalog.denominators)
    place = found.place
    fitting = (
        Per(ref, factor, name)
        for name, ref in refs
        if place is None or local_field(catalog, ref.dataset, place.field) is not None
    )
    return tuple(islice(fitting, 1))  # one that is tried after it divides what nobody would divide by it


def _place(plan: Plan, catalog: Catalog, profile: DataProfile) -> Place | None:
    """Return the one member that the figure is of, in a dimension with levels or documented groups.

    Where several are shown beside each other, that is the home of the catalogue when it is among them.
    """
    grouped = {FieldRef.parse(group.field) for group in catalog.groups}
    beside = {split.field for split in plan.splits}
    for item in plan.filters:
        if not isinstance(item, MemberFilter) or item.op is not Op.IN:
            continue
        own = item.members if len(item.members) == 1 else _home(item, catalog) if item.field in beside else ()
        members = profile.field(item.field)
        known = members.by_value.get(own[0].value) if members and own else None
        if known is not None and (item.field in grouped or levels_of(catalog, item.field) is not None):
            return Place(item.field, own[0], known)
    return _home_in_list(plan, catalog, profile)


def _home_in_list(plan: Plan, catalog: Catalog, profile: DataProfile) -> Place | None:
    """Return the home of the catalogue where all places of its level are listed."""
    home = catalog.home
    field = FieldRef.parse(home.field) if home is not None else None
    members = profile.field(field) if field is not None else None
    known = members.by_value.get(home.value) if members and home is not None else None
    if field is None or known is None or any(getattr(item, "field", None) == field for item in plan.filters):
        return None
    if not any(split.field == field and split.level == known.level for split in plan.splits):
        return None
    return Place(field, Member(known.value, known.label or known.value, known.level), known)


def _home(item: MemberFilter, catalog: Catalog) -> tuple[Member, ...]:
    home = catalog.home
    if home is None or FieldRef.parse(home.field) != item.field:
        return ()
    return tuple(one for one in item.members if one.value == home.value)
