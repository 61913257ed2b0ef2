"""Along which members the counts behind a question are cut up, so that it shows what could be worked out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.formula import formula
from assistant.catalog.graph import conformed, local_field, reach
from assistant.catalog.levels import levels_of
from assistant.plan import Filter, MemberFilter, Op, Plan, Refusal, Split
from assistant.sql.ask import Setting
from assistant.sql.compile import ask_of
from assistant.sql.leveling import LevelChoice, choose_levels
from assistant.validation.disclosure import Ladder


@dataclass(frozen=True)
class Grid:
    """The dimensions of a table of counts.

    ``slices`` are alternatives that are never added up (each a table by itself), ``universe`` the filters on numbers
    and dates, which say what is counted. ``timed`` makes the periods a dimension too: those of a flow add up.
    """

    dataset: str
    splits: tuple[Split, ...] = ()
    slices: tuple[Split, ...] = ()
    universe: tuple[Filter, ...] = ()
    timed: bool = False

    @property
    def all_splits(self) -> tuple[Split, ...]:
        """Splits and slices."""
        return (*self.splits, *self.slices)


def grid_of(plan: Plan, ref: MetricRef, setting: Setting) -> Grid | None:
    """Return the grid of one metric of a plan; None when members of several levels stand beside each other."""
    catalog = setting.catalog
    dataset = formula(catalog, ref).components[0].dataset
    ask = replace(ask_of(plan, setting), metrics=(ref,), helpers=())
    choices = choose_levels(setting, ask, dataset)
    if isinstance(choices, Refusal) or any(len(options) != 1 for options in choices):
        return None
    levelled = {options[0].dimension: options[0] for options in choices if _own(options)}
    splits = {
        dimension: Split(dimension, choice.level)
        for dimension, choice in levelled.items()
        if choice.total is None and choice.level is not None and not choice.alone
    }
    slices: dict[FieldRef, Split] = {}
    universe: list[Filter] = []
    for item in (*plan.splits, *plan.filters):
        if not isinstance(item, Split) and (not isinstance(item, MemberFilter) or item.op is Op.IS_MISSING):
            universe.append(item)
            continue
        field = _own_dimension(setting, dataset, item.field)
        if field is None or conformed(catalog, field) in levelled:
            continue
        own = local_field(catalog, dataset, field)
        exclusive = catalog.field(field).exclusive or (own is not None and catalog.field(own).exclusive)
        (slices if exclusive else splits).setdefault(field, Split(field))
    return Grid(dataset, tuple(splits.values()), tuple(slices.values()), tuple(universe))


def _own(options: list[LevelChoice]) -> bool:
    """Whether places are cut up by the dataset's own column; those looked up go by the key that leads there."""
    return options[0].first and options[0].through is None


def joined(grid: Grid, others: Iterable[tuple[Split, ...]], setting: Setting) -> Grid:
    """Return the grid that is fine enough for the members that figures were shown by before, too."""
    splits = {split.field: split for split in grid.splits}
    for other in others:
        for split in other:
            known = splits.get(split.field)
            splits[split.field] = split if known is None else _finer(known, split, setting)
    return replace(grid, splits=tuple(splits.values()))


def ladder(split: Split, setting: Setting) -> Ladder:
    """Return what the members of a split add up to: the documented levels above its own."""
    levels = levels_of(setting.catalog, split.field)
    profile = setting.profile.field(conformed(setting.catalog, split.field))
    if levels is None or profile is None or split.level not in levels.order:
        return Ladder()
    members = [member for member in profile.members if member.level == split.level]
    rungs = []
    for level in reversed(levels.order[: levels.order.index(split.level)]):
        rung = {member.value: above for member in members for name, above in member.parents if name == level}
        if len(set(rung.values())) > 1 or (rung and len(rung) < len(members)):
            rungs.append(rung)
    return Ladder(tuple(rungs))


def climb(split: Split, level: str | None, setting: Setting) -> dict[str, str] | None:
    """Return the ancestor at ``level`` of each member of a split; None when it is not documented."""
    profile = setting.profile.field(conformed(setting.catalog, split.field))
    if profile is None or level is None:
        return None
    found = {
        member.value: above
        for member in profile.members
        if member.level == split.level
        for name, above in member.parents
        if name == level
    }
    return found or None


def _own_dimension(setting: Setting, dataset: str, field: FieldRef) -> FieldRef | None:
    """Return the field itself, or the dataset's own key through which it is looked up."""
    catalog = setting.catalog
    if local_field(catalog, dataset, field) is not None:
        return field
    path = reach(catalog, dataset, field)
    return conformed(catalog, FieldRef(dataset, path[0].from_columns[0])) if path else None


def _finer(one: Split, other: Split, setting: Setting) -> Split:
    levels = levels_of(setting.catalog, one.field)
    if levels is None or one.level not in levels.order or other.level not in levels.order:
        return one
    return max((one, other), key=lambda split: levels.order.index(split.level or ""))
