"""Which level the rows of a figure have, for each levelled dimension of a dataset."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.catalog.catalog import FieldRef
from assistant.catalog.field import Levels
from assistant.catalog.graph import conformed, local_field
from assistant.catalog.levels import ancestor_field, carrier, levels_of, row_level
from assistant.catalog.vocabulary import FieldRole
from assistant.plan import Member, MemberFilter, Op, Reason, Refusal, Split
from assistant.sql.ask import Ask, Setting
from assistant.sql.members import (
    belongs,
    depth,
    level_label,
    level_of,
    looked_up_through,
    members_at,
    parents_are_labels,
)
from assistant.sql.words import refusal

_MEASURED = frozenset({FieldRole.MEASURE, FieldRole.TIME})


@dataclass(frozen=True)
class Limit:
    """A member filter on a levelled dimension: on the key itself, or on the column with the rows' ancestor."""

    op: Op
    values: tuple[str, ...]
    ancestor: FieldRef | None = None


@dataclass(frozen=True)
class LevelChoice:
    """The one level of a branch: what was asked (``level``), the rows it is made of, and the filters at that level.

    ``limits`` all hold; of the alternatives inside one, any. ``total`` is set when the dimension's total member stands
    for everything, ``alone`` when the level has one member. ``through`` is the column of the table that a row is looked
    up in to know where it lies, when the dataset itself has none.
    """

    dimension: FieldRef
    own: str
    level: str | None
    row_level: str | None
    level_field: FieldRef | None
    limits: tuple[tuple[Limit, ...], ...] = ()
    ancestor: FieldRef | None = None
    ancestor_is_label: bool = False
    total: str | None = None
    alone: bool = False
    rank: int = 0
    first: bool = True
    through: FieldRef | None = None


def choose_levels(setting: Setting, ask: Ask, dataset: str) -> list[list[LevelChoice]] | Refusal:
    """Return, per levelled dimension of the dataset, its branches; more than one only for members beside each other."""
    found: list[list[LevelChoice]] = []
    for own in setting.catalog.by_name[dataset].fields:
        ref = FieldRef(dataset, own.name)
        if own.role in _MEASURED or levels_of(setting.catalog, ref) is None:
            continue
        options = _options(setting, ask, dataset, ref)
        if isinstance(options, Refusal):
            return options
        found.append(options)
    for column in _looked_up(setting, ask, dataset):
        options = _options(setting, ask, column.dataset, column)
        if isinstance(options, Refusal):
            return options
        found.append([replace(option, through=column) for option in options if option.total is None])
    return found


def _looked_up(setting: Setting, ask: Ask, dataset: str) -> tuple[FieldRef, ...]:
    """Return the columns of other tables that say where a row lies, for each place asked that the dataset lacks."""
    catalog = setting.catalog
    asked = dict.fromkeys(conformed(catalog, item.field) for item in (*ask.splits, *ask.filters))
    columns = (carrier(catalog, dataset, field) for field in asked if levels_of(catalog, field) is not None)
    return tuple(column for column in columns if column is not None and column.dataset != dataset)


def _options(setting: Setting, ask: Ask, dataset: str, ref: FieldRef) -> list[LevelChoice] | Refusal:
    catalog = setting.catalog
    dimension = conformed(catalog, ref)
    # A second key to the same dimension (moved from, moved to) is neither split nor filtered by a plan.
    first = local_field(catalog, dataset, dimension) == ref
    filters = [
        item
        for item in ask.filters
        if first and isinstance(item, MemberFilter) and conformed(catalog, item.field) == dimension
    ]
    split = next((item for item in ask.splits if first and conformed(catalog, item.field) == dimension), None)
    total = None if looked_up_through(setting, ask, ref) else _standing_total(setting, ref, dimension, filters)
    if split is None and total is not None:
        return [LevelChoice(dimension, ref.field, None, None, None, total=total)]
    options = []
    for wanted in _wanted(setting, ask, ref, dimension, filters, split):
        option = _choice(setting, dataset, ref, dimension, wanted, filters, split)
        if isinstance(option, Refusal):
            return option
        options.append(option)
    return options


def _wanted(
    setting: Setting, ask: Ask, ref: FieldRef, dimension: FieldRef, filters: list[MemberFilter], split: Split | None
) -> tuple[str | None, ...]:
    """Return the levels asked: the split's, else each compared member's, else the filters' finest, else the top."""
    levels = levels_of(setting.catalog, ref)
    assert levels is not None
    named = [level_of(setting, dimension, member) for item in filters for member in item.members]
    present = [level for level in named if level is not None]
    if split is not None and split.level is not None:
        return (split.level,)
    if split is not None and present:
        asked = {level_of(setting, dimension, member) for item in _inside(filters) for member in item.members} - {None}
        return tuple(sorted((level for level in asked or set(present) if level), key=lambda one: depth(levels, one)))
    if present:
        return (max(present, key=lambda one: depth(levels, one)),)
    return (_top(setting, ask, ref, dimension, levels, split),)


def _inside(filters: list[MemberFilter]) -> list[MemberFilter]:
    return [item for item in filters if item.op is Op.IN]


def _top(
    setting: Setting, ask: Ask, ref: FieldRef, dimension: FieldRef, levels: Levels, split: Split | None
) -> str | None:
    """Return the coarsest level with rows; for a split or filter on what describes the members, one with several."""
    data = setting.profile.datasets.get(ref.dataset)
    have = data.levels.get(ref.field, ()) if data else ()
    present = [level for level in levels.order if level in have]
    described = split is not None or any(
        item.field != dimension and item.field.dataset == dimension.dataset for item in (*ask.splits, *ask.filters)
    )
    if described:
        present = [level for level in present if members_at(setting, ref, dimension, level) != 1] or present
    return present[0] if present else None


def _choice(
    setting: Setting,
    dataset: str,
    ref: FieldRef,
    dimension: FieldRef,
    wanted: str | None,
    filters: list[MemberFilter],
    split: Split | None,
) -> LevelChoice | Refusal:
    catalog = setting.catalog
    levels = levels_of(catalog, ref)
    assert levels is not None
    data = setting.profile.datasets.get(dataset)
    rows_at = wanted
    if wanted is not None and data is not None and ref.field in data.levels:
        rows_at = row_level(setting.profile, catalog, dataset, dimension, wanted)
        if rows_at is None:
            return _refused(setting, dataset, dimension, wanted, data.levels[ref.field])
    ancestor = ancestor_field(catalog, ref, wanted) if wanted is not None and rows_at != wanted else None
    limits: list[tuple[Limit, ...]] = []
    beside = split is not None and split.level is None
    for item in filters:
        limit = _limit(setting, ref, dimension, levels, item, wanted, rows_at, beside=beside)
        if isinstance(limit, str):
            return _within(setting, dimension, limit, rows_at or "-")
        # Of named members any will do; what is left out is left out one by one.
        limits += [tuple(limit)] if item.op is Op.IN else [(one,) for one in limit]
    level_home = dimension if catalog.field(dimension).levels is not None else ref
    return LevelChoice(
        dimension=dimension,
        own=ref.field,
        level=wanted,
        row_level=rows_at,
        level_field=FieldRef(level_home.dataset, levels.field) if rows_at is not None else None,
        limits=tuple(limit for limit in limits if limit),
        ancestor=ancestor,
        ancestor_is_label=ancestor is not None
        and wanted is not None
        and parents_are_labels(setting, dimension, wanted),
        alone=rows_at is not None and rows_at == wanted and members_at(setting, ref, dimension, rows_at) == 1,
        rank=depth(levels, wanted) if wanted else 0,
        first=local_field(catalog, dataset, dimension) == ref,
    )


def _limit(
    setting: Setting,
    ref: FieldRef,
    dimension: FieldRef,
    levels: Levels,
    item: MemberFilter,
    wanted: str | None,
    rows_at: str | None,
    *,
    beside: bool,
) -> list[Limit] | str:
    """Return the filter as conditions on rows of level ``rows_at``, or the level that these rows cannot tell apart."""
    by_level: dict[str | None, list[Member]] = {}
    for member in item.members:
        by_level.setdefault(level_of(setting, dimension, member), []).append(member)
    found: list[Limit] = []
    for level, members in by_level.items():
        if beside and item.op is Op.IN and level != wanted and len(by_level) > 1:
            continue  # members of another level have a branch of their own
        codes = tuple(member.value for member in members)
        if level is None or level == rows_at:
            found.append(Limit(item.op, codes))
        elif level in levels.order and rows_at in levels.order and depth(levels, level) > depth(levels, rows_at):
            return level
        elif (column := ancestor_field(setting.catalog, ref, level)) is not None:
            label = parents_are_labels(setting, dimension, level)
            found.append(Limit(item.op, tuple(member.label for member in members) if label else codes, column))
        elif members_at(setting, None, dimension, level) != 1 or item.op is not Op.IN:
            return level  # no documented parent
        else:
            return []  # the one member that holds all others leaves everything in
    return found


def _standing_total(setting: Setting, ref: FieldRef, dimension: FieldRef, filters: list[MemberFilter]) -> str | None:
    """Return the total member that stands outside the levels, when no filter leaves a part of it out."""
    catalog = setting.catalog
    total = catalog.field(ref).total or catalog.field(dimension).total
    own, shared = setting.profile.field(ref), setting.profile.field(dimension)
    if total is None or own is None or total not in own.by_value:
        return None
    if shared is not None and (known := shared.by_value.get(total)) is not None and known.level is not None:
        return None
    parts = [member.value for member in own.members if member.value != total]
    for item in filters:
        if item.op is not Op.IN or not all(belongs(shared, part, item.members) for part in parts):
            return None
    return total


def _within(setting: Setting, dimension: FieldRef, inner: str, outer: str) -> Refusal:
    within, around = level_label(setting, dimension, inner), level_label(setting, dimension, outer)
    return refusal(Reason.LEVEL_NOT_AVAILABLE, "level_within", setting.language, inner=within, outer=around)


def _refused(setting: Setting, dataset: str, dimension: FieldRef, level: str, present: Iterable[str]) -> Refusal:
    names = tuple(level_label(setting, dimension, item).say(setting.language) for item in present)
    return refusal(
        Reason.LEVEL_NOT_AVAILABLE,
        "level_not_available",
        setting.language,
        names,
        lacking=(level,),
        dataset=setting.dataset_title(dataset),
        level=level_label(setting, dimension, level),
        present=", ".join(names) or "-",
    )
