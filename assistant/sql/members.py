"""What the data tell about the members of a levelled dimension: their level, their ancestors, how many there are."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.catalog.catalog import FieldRef
from assistant.catalog.field import Levels
from assistant.catalog.graph import conformed, local_field, reach
from assistant.catalog.levels import levels_of
from assistant.catalog.profile import FieldProfile
from assistant.catalog.text import Text
from assistant.plan import Filter, Member, MemberFilter, Op
from assistant.sql.ask import Ask, Setting


def belongs(shared: FieldProfile | None, part: str, members: Iterable[Member]) -> bool:
    """Whether ``part`` is one of the members, or lies below one."""
    known = shared.by_value.get(part) if shared else None
    if known is None:
        return False
    above = {value for _, value in known.parents} | {part}
    return any(member.value in above or (member.label in above) for member in members)


def level_of(setting: Setting, dimension: FieldRef, member: Member) -> str | None:
    """Return the level of a member: as named, else as the data have it."""
    if member.level is not None:
        return member.level
    profile = setting.profile.field(dimension)
    known = profile.by_value.get(member.value) if profile else None
    return known.level if known else None


def parents_are_labels(setting: Setting, dimension: FieldRef, level: str) -> bool:
    """Whether the documented parent column holds labels instead of keys."""
    profile = setting.profile.field(dimension)
    if profile is None:
        return False
    held = {value for member in profile.members for name, value in member.parents if name == level}
    return bool(held) and not held.intersection(profile.by_value)


def members_at(setting: Setting, ref: FieldRef | None, dimension: FieldRef, level: str) -> int:
    """Return how many members a level has, among those that occur in the dataset when ``ref`` names its key."""
    profile = setting.profile.field(dimension)
    own = setting.profile.field(ref) if ref is not None else None
    if profile is None:
        return 0
    here = profile.by_level.get(level, ())
    return len([value for value in here if value in own.by_value]) if own is not None else len(here)


def depth(levels: Levels, level: str | None) -> int:
    """Return how fine a level is; a level beside the documented order counts as finest."""
    return levels.order.index(level) if level in levels.order else len(levels.order)


def finest_level(setting: Setting, ref: FieldRef, filters: Iterable[Filter]) -> str | None:
    """Return the finest level that the members of ``filters`` have, None where there are no levels."""
    dimension = conformed(setting.catalog, ref)
    levels = levels_of(setting.catalog, ref)
    if levels is None:
        return None
    members = [member for item in filters if isinstance(item, MemberFilter) for member in item.members]
    found = [level for member in members if (level := level_of(setting, dimension, member)) is not None]
    return max(found, key=lambda level: depth(levels, level)) if found else None


def level_label(setting: Setting, dimension: FieldRef, level: str) -> Text:
    """Return what people call a level: the documented label of the level field's member."""
    levels = levels_of(setting.catalog, dimension)
    fields = setting.catalog.by_name[dimension.dataset].fields_by_name
    documented = fields.get(levels.field) if levels else None
    members = documented.members if documented else ()
    return next((item.label for item in members if item.value == level and item.label), Text(nl=level, en=level))


def looked_up_through(setting: Setting, ask: Ask, ref: FieldRef) -> bool:
    """Whether a split or filter looks further through this field of a dataset, where its total has no partner."""
    return any(
        goes_through(setting, item.field, ref)
        for item in (*ask.splits, *(one for one in ask.filters if not leaves_all(setting, one)))
    )


def goes_through(setting: Setting, field: FieldRef, ref: FieldRef) -> bool:
    """Whether ``field`` is looked up by way of the dataset's own field ``ref``."""
    if local_field(setting.catalog, ref.dataset, field) is not None:
        return False
    path = reach(setting.catalog, ref.dataset, field)
    return bool(path) and path is not None and ref.field in path[0].from_columns


def leaves_all(setting: Setting, item: Filter) -> bool:
    """Whether a filter names every member that there is, and so leaves every part in."""
    profile = setting.profile.field(item.field)
    if not isinstance(item, MemberFilter) or item.op is not Op.IN or profile is None or not profile.complete:
        return False
    return profile.by_value.keys() <= {member.value for member in item.members}
