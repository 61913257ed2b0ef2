"""What is set beside a figure: each comparison is a plan of its own, compiled, checked and withheld as any question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.answering.standing.subject import Place, Subject, year_before
from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.levels import levels_of
from assistant.catalog.profile import DataProfile
from assistant.explanation.standing import Kind
from assistant.plan import (
    AverageFigure,
    Difference,
    Member,
    Per,
    PeriodChoice,
    Plan,
    Rank,
    Split,
)

_YEARS = 5


@dataclass(frozen=True, slots=True)
class Beside:
    """One comparison to make; ``name`` fills in its heading."""

    kind: Kind
    plan: Plan
    name: str = ""


def of_places(found: Subject, fair: Plan, catalog: Catalog, profile: DataProfile) -> Iterator[Beside]:
    """Compare with the levels above, the documented groups that are about it, and all others of its level.

    ``fair`` is the figure in the form in which places of different size can be compared.
    """
    place = found.place
    if place is None:
        return
    above = parents(place, catalog, profile)
    for parent in above:
        both = (place.only(place.member, parent),)
        yield Beside(
            Kind.LEVEL,
            replace(fair, filters=(*found.rest, *both), splits=(Split(place.field),)),
            parent.label,
        )
    by = fair.calculation if isinstance(fair.calculation, Per) else found.by
    for name, members in _groups(place, catalog, profile, fair):
        over = AverageFigure(Split(place.field, place.level), places=(place.only(*members),))
        yield Beside(Kind.GROUP, replace(fair, calculation=Difference(against=over, of=by)), name)
    inside = (place.only(above[-1]),) if above else ()
    rank = Rank(place.field, replace(place.member, level=place.level), of=by)
    yield Beside(
        Kind.PEERS,
        replace(fair, filters=(*found.rest, *inside), calculation=rank),
        above[-1].label if above else "",
    )


def of_years(found: Subject, plan: Plan) -> Beside | None:
    """Compare with the same period of the years before."""
    last, first = found.period, year_before(found.period, _YEARS) if found.period else None
    if last is None or first is None:
        return None
    each = [year_before(last, back) for back in range(_YEARS, 0, -1)]
    among = (*(one for one in each if one is not None), last)
    whole = first.shift(1) == among[1]
    choice = PeriodChoice(first, last, last.grain, among=() if whole else among)
    return Beside(Kind.BEFORE, replace(plan, period=choice, per=last.grain))


def parents(place: Place, catalog: Catalog, profile: DataProfile) -> tuple[Member, ...]:
    """Return the members above a place, the highest first, as far as the data name them."""
    levels, members = levels_of(catalog, place.field), profile.field(place.field)
    if levels is None or members is None:
        return ()
    above, found = dict(place.known.parents), []
    labels = {(one.level, one.label): one for one in members.members}
    for level in levels.order:
        if level == place.level:
            break
        value = above.get(level)
        known = (members.by_value.get(value) or labels.get((level, value))) if value is not None else None
        if known is not None and known.value != place.member.value:
            found.append(Member(known.value, known.label or known.value, level))
    return tuple(found)


def _groups(
    place: Place, catalog: Catalog, profile: DataProfile, plan: Plan
) -> Iterator[tuple[str, tuple[Member, ...]]]:
    """Yield the documented groups that a place is in, itself left out; those of the catalogue are about its home."""
    members, home = profile.field(place.field), catalog.home
    at_home = home is not None and home.value == place.member.value
    for group in catalog.groups if members is not None else ():
        if FieldRef.parse(group.field) != place.field or members is None:
            continue
        if not at_home and place.member.value not in {str(value) for value in group.values}:
            continue
        known = [one for value in group.values if (one := members.by_value.get(str(value))) is not None]
        if known and all(one.level == place.known.level for one in known):
            others = [one for one in known if one.value != place.member.value]
            name = group.label.say(plan.language) if group.label else group.name
            if len(others) > 1:
                yield name, tuple(Member(one.value, one.label or one.value, one.level) for one in others)
