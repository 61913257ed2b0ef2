"""The home place: it stands in where a question names no place, unless the question is about places themselves."""

from __future__ import annotations

from assistant.catalog.catalog import FieldRef
from assistant.catalog.graph import conformed, local_field
from assistant.catalog.levels import levels_of
from assistant.language import CueKind
from assistant.plan import CountMembers, MemberFilter, Op, Origin, Rank, Reason, Split, divided, underlying
from assistant.planning.draft import Draft, dataset_reaches
from assistant.planning.names import metric_label
from assistant.planning.outcomes import refuse
from assistant.planning.steps.dimensions import level_available
from assistant.planning.steps.members import known_member
from assistant.planning.steps.other_side import nothing_else_to_compare, stood_before
from assistant.planning.steps.outcome import Outcome


def home_place(draft: Draft) -> Outcome:
    """Add the home place where it belongs, and say so when the question did not."""
    home = draft.knowledge.catalog.home
    if home is not None and _only_divisor_lies_somewhere(draft, home.ref):
        return _divided_by_home(draft, home.ref, home.value)
    if home is not None and not draft.reaches(home.ref) and (draft.speaks_of_home or draft.has(CueKind.HOME)):
        return _spoken_elsewhere(draft, home.value)
    if home is None or not draft.reaches(home.ref):
        _say_everywhere(draft)
        return None
    field = conformed(draft.knowledge.catalog, home.ref)
    member = known_member(draft, field, home.value)
    own = [one for one in draft.filters if isinstance(one, MemberFilter) and one.field == field]
    named = next((one for one in own if one.op is Op.IN), own[0] if own else None)
    spoken = draft.speaks_of_home or draft.has(CueKind.HOME) or stood_before(draft, field)
    if named is not None and named.op is Op.IN:
        if not spoken and nothing_else_to_compare(draft, named, member):
            _compare(draft, named, MemberFilter(field, Op.IN, (member, *named.members)))
            draft.assume("place", "assume_home", place=member.label)
        elif (
            spoken
            and draft.has(CueKind.COMPARE, CueKind.COMPARATIVE, CueKind.DIFFERENCE)
            and member not in named.members
        ):
            _compare(draft, named, MemberFilter(field, Op.IN, (member, *named.members)))
        return None
    rank = underlying(draft.calculation)
    if isinstance(rank, Rank) and _at_or_above(draft, field, rank.member.level, member.level):
        return None
    lifted = _about_places(draft, field, member.level) or (draft.everywhere or draft.has(CueKind.EVERYWHERE))
    if lifted and not (spoken and not draft.splits):
        _say_lifted(draft)
        return None
    if named is not None and all(_at_or_above(draft, field, one.level, member.level) for one in named.members):
        return None
    if member.level is not None and not _can_be_limited(draft, field, member.level) and not draft.splits:
        if spoken:
            return _spoken_elsewhere(draft, home.value)
        _say_everywhere(draft)
        return None
    if not spoken and _names_what_lies_somewhere(draft, field):
        return None
    draft.filters.append(MemberFilter(field, Op.IN, (member,), Origin.QUESTION if spoken else Origin.HOME))
    if not spoken:
        draft.assume("place", "assume_home", place=member.label)
    return None


def _only_divisor_lies_somewhere(draft: Draft, home: FieldRef) -> bool:
    """Whether figures of the organisation as a whole are divided by those of places: euros per inhabitant."""
    by = divided(draft.calculation)
    if by is None or not draft.reaches(home, [by.denominator]):
        return False
    own = [
        FieldRef(name, field.name)
        for name in draft.datasets()
        for field in draft.knowledge.catalog.by_name[name].fields
    ]
    return not any(levels_of(draft.knowledge.catalog, ref) for ref in own) and not draft.reaches(home)


def _divided_by_home(draft: Draft, home: FieldRef, value: str) -> Outcome:
    field = conformed(draft.knowledge.catalog, home)
    if draft.filter_on(field) is None and not draft.has(CueKind.EVERYWHERE):
        member = known_member(draft, field, value)
        draft.filters.append(MemberFilter(field, Op.IN, (member,), Origin.HOME))
        draft.assume("place", "assume_home", place=member.label)
    return None


def _names_what_lies_somewhere(draft: Draft, field: FieldRef) -> bool:
    """Whether a school or the like is named, which has a place of its own."""
    catalog = draft.knowledge.catalog
    for one in draft.filters:
        named = isinstance(one, MemberFilter) and one.op is Op.IN and one.origin is not Origin.HOME
        key = tuple(catalog.by_name[one.field.dataset].primary_key or ())
        apart = one.field.dataset not in {field.dataset, *draft.datasets()}
        if named and apart and key == (one.field.field,) and dataset_reaches(draft.knowledge, one.field.dataset, field):
            return True
    return False


def _can_be_limited(draft: Draft, field: FieldRef, level: str) -> bool:
    """Whether the figures are there at a level, or their rows lie in such a place by way of another table."""
    return level_available(draft, field, level) or all(
        local_field(draft.knowledge.catalog, dataset, field) is None for dataset in draft.datasets()
    )


def _spoken_elsewhere(draft: Draft, value: str) -> Outcome:
    """ "Onze gemeente" in data that do not point to home: the same member of their own places, else it is refused."""
    places = False
    for dataset in draft.datasets():
        for field in draft.knowledge.catalog.by_name[dataset].fields:
            ref = FieldRef(dataset, field.name)
            profile = draft.knowledge.profile.field(ref)
            known = profile.by_value.get(value) if profile else None
            if levels_of(draft.knowledge.catalog, ref) is None:
                continue
            places = True
            if known is None or not draft.reaches(ref):
                continue
            if draft.filter_on(ref) is None:
                draft.filters.append(MemberFilter(ref, Op.IN, (known_member(draft, ref, value),)))
            return None
    if not places:
        return None  # data about the organisation as a whole are "ours" as they are
    metric = metric_label(draft.knowledge.catalog, draft.metrics[0], draft.language)
    return refuse(draft, Reason.LEVEL_NOT_AVAILABLE, "home_not_here", draft.metrics, lacking=["home"], metric=metric)


def _compare(draft: Draft, old: MemberFilter, new: MemberFilter) -> None:
    draft.filters[draft.filters.index(old)] = new
    levels = {member.level for member in new.members}
    if not any(split.field == new.field for split in draft.splits):
        draft.splits.insert(0, Split(new.field, levels.pop() if len(levels) == 1 else None))


def _about_places(draft: Draft, field: FieldRef, home_level: str | None) -> bool:
    """Whether the question lists, ranks or counts places of the home's level or above."""
    counted = draft.calculation if isinstance(draft.calculation, CountMembers) else None
    levels = [split.level for split in draft.splits if split.field == field]
    levels += [counted.level] if counted and counted.field == field else []
    kinds = {one.field for one in (*draft.splits, *draft.filters)} - {field}
    if any(ref.dataset == field.dataset for ref in kinds):
        return True  # places by kind ("naar grootteklasse") are a question about places
    rank = underlying(draft.calculation)
    levels += [rank.member.level] if isinstance(rank, Rank) and rank.field == field else []
    return any(_at_or_above(draft, field, level, home_level) for level in levels)


def _at_or_above(draft: Draft, field: FieldRef, level: str | None, other: str | None) -> bool:
    levels = levels_of(draft.knowledge.catalog, field)
    order = levels.order if levels else ()
    if level is None or other is None or level not in order or other not in order:
        return True
    return order.index(level) <= order.index(other)


def _say_lifted(draft: Draft) -> None:
    """ "Heel Nederland" is as far as the data reach."""
    if draft.everywhere or draft.has(CueKind.EVERYWHERE):
        draft.assume("place", "assume_all_places")


def _say_everywhere(draft: Draft) -> None:
    """Say that no place was named, where the data know places at all."""
    places = [
        FieldRef(dataset, field.name)
        for dataset in draft.datasets()
        for field in draft.knowledge.catalog.by_name[dataset].fields
        if levels_of(draft.knowledge.catalog, FieldRef(dataset, field.name)) is not None
    ]
    fields = {conformed(draft.knowledge.catalog, ref) for ref in places}
    touched = {one.field for one in draft.filters} | {split.field for split in draft.splits}
    if fields and not fields & touched and not draft.has(CueKind.EVERYWHERE):
        draft.assume("place", "assume_everywhere")
