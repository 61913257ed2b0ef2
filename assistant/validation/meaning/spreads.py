"""Over what a documented figure may not be added up, and which values of it a query still lets in.

A *spread* is one such thing: time for a stock, a dimension with a total row, members that exclude each other, levels.
It is settled when the rows hold one way of it only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from assistant.catalog.behaviour import behaviour_of
from assistant.catalog.catalog import FieldRef
from assistant.catalog.dataset import Dataset
from assistant.catalog.field import Field
from assistant.catalog.graph import conformed
from assistant.catalog.levels import levels_of
from assistant.catalog.timecode import encode
from assistant.catalog.vocabulary import FieldRole, OverTime
from assistant.validation.frames import Name
from assistant.validation.view import View


class Kind(StrEnum):
    """What kind of rows are not to be added up."""

    TIME = "stock_over_time"
    NOT_OVER_TIME = "not_over_time"
    TOTAL = "total_and_parts"
    EXCLUSIVE = "exclusive"
    LEVEL = "two_levels"
    #: A flow may be added up over time; which periods it then covers is remembered, for what it is divided by.
    COVERED = "covered"


@dataclass(frozen=True, slots=True)
class Value:
    """One value that a column may hold; ``text`` is None for one that nobody mentions."""

    text: str | None
    label: str | None = None
    level: str | None = None


_KINDS = {
    OverTime.LAST: Kind.TIME,
    OverTime.NONE: Kind.NOT_OVER_TIME,
    OverTime.MEAN: Kind.NOT_OVER_TIME,
    OverTime.SUM: Kind.COVERED,
}
#: With more periods than this, conditions are not worked out on each.
_MOST_PERIODS = 600
_MOST_REMEMBERED = 5_000
#: Two values that nobody mentions: enough to tell one way from many.
UNMENTIONED = (Value(None, "\0a"), Value(None, "\0b"))


@dataclass(frozen=True)
class Spread:
    """One thing over which a figure may not be added up.

    ``via`` are the columns by which it can be fixed or grouped: (``value``, ``label`` or ``level``, column);
    ``left`` the values that are let in; ``single`` that it is held at one value, whichever; ``doubtful`` that a
    condition was met whose effect cannot be worked out here; ``gathered`` that a sum already took them together.
    """

    kind: Kind
    field: FieldRef
    via: tuple[tuple[str, Name], ...]
    left: tuple[Value, ...]
    total: str | None = None
    single: bool = False
    doubtful: bool = False
    gathered: bool = False

    @cached_property
    def settled(self) -> bool:
        """Whether the rows hold one way of it only."""
        if self.single:
            return True
        texts = {value.text for value in self.left}
        if self.kind is Kind.TOTAL:
            return self.total not in texts or texts == {self.total}
        if self.kind is Kind.LEVEL:
            levels = {value.level for value in self.left}
            return len(levels) <= 1 and None not in levels
        return len(texts) <= 1 and None not in texts

    @cached_property
    def way(self) -> frozenset[str | None]:
        """What the rows hold, to be compared with those of another figure; empty when that is not known."""
        if self.kind is Kind.LEVEL:
            return frozenset(value.level for value in self.left)
        if self.kind is Kind.TOTAL:
            return frozenset({self.total} if {value.text for value in self.left} == {self.total} else {"parts"})
        return frozenset(value.text for value in self.left) if len(self.left) == 1 else frozenset()


def spreads_of(ref: FieldRef, alias: str, view: View) -> tuple[Spread, ...]:
    """Return what a measure may not be added up over, for the rows of a dataset read under the name ``alias``."""
    key = ("spreads", ref, alias)
    known: tuple[Spread, ...] | None = view.remembered.get(key)
    if known is None:
        if len(view.remembered) > _MOST_REMEMBERED:
            view.remembered.clear()  # aliases are anybody's invention
        known = view.remembered[key] = tuple(_found(ref, alias, view))
    return known


def _found(ref: FieldRef, alias: str, view: View) -> Iterator[Spread]:
    dataset = view.catalog.by_name[ref.dataset]
    yield from _time(ref, dataset, alias, view)
    for field in dataset.fields:
        own = FieldRef(dataset.name, field.name)
        via = _columns(alias, dataset, field)
        if field.total is not None:
            yield Spread(Kind.TOTAL, own, via, known_values(own, view, field.total), field.total)
        elif field.exclusive:
            yield Spread(Kind.EXCLUSIVE, own, via, known_values(own, view))
        if field.levels is not None or field.role in (FieldRole.KEY, FieldRole.HIDDEN):
            yield from _levels(own, field, dataset, alias, view)


def _columns(alias: str, dataset: Dataset, field: Field) -> tuple[tuple[str, Name], ...]:
    via = [("value", (alias, field.name.lower()))]
    if field.label_field:
        via.append(("label", (alias, field.label_field.lower())))
    if field.levels is not None:
        via.append(("level", (alias, field.levels.field.lower())))
    return tuple(via)


def _time(ref: FieldRef, dataset: Dataset, alias: str, view: View) -> Iterator[Spread]:
    behaviour, time = behaviour_of(view.catalog, ref)
    if time is None or (dataset.primary_key and time.name not in dataset.primary_key):
        return
    # What is only a part of other figures says nothing of time itself, but which periods it covers can be seen.
    kind = _KINDS.get(behaviour) if behaviour is not None else Kind.COVERED
    if kind is not None:
        own = FieldRef(dataset.name, time.name)
        yield Spread(kind, own, (("value", (alias, time.name.lower())),), periods_in(own, time, view))


def periods_in(ref: FieldRef, time: Field, view: View) -> tuple[Value, ...]:
    """Return the values of a time field that the data hold, as they are stored."""
    key = ("periods", ref)
    known: tuple[Value, ...] | None = view.remembered.get(key)
    if known is None:
        known = view.remembered[key] = _periods_in(ref, time, view)
    return known


def _periods_in(ref: FieldRef, time: Field, view: View) -> tuple[Value, ...]:
    held = view.profile.datasets.get(ref.dataset) if view.profile else None
    periods = held.periods.get(ref.field, ()) if held else ()
    if 0 < len(periods) <= _MOST_PERIODS:
        return tuple(Value(str(encode(time, period))) for period in periods)
    return UNMENTIONED


def known_values(ref: FieldRef, view: View, total: str | None = None) -> tuple[Value, ...]:
    """Return the values a dimension is known to have: those in the data, else the documented and two others."""
    profile = view.profile.field(ref) if view.profile else None
    if profile is not None and profile.complete:
        return tuple(Value(member.value, member.label, member.level) for member in profile.members)
    texts = dict.fromkeys([*(member.value for member in view.field(ref).members), *([total] if total else [])])
    return (*(Value(text) for text in texts), *UNMENTIONED)


def _levels(ref: FieldRef, field: Field, dataset: Dataset, alias: str, view: View) -> Iterator[Spread]:
    """Yield the levels of a key: its own, or those of the key it points to, as far as the dataset has rows there."""
    if levels_of(view.catalog, ref) is None:
        return
    held = view.profile.datasets.get(dataset.name) if view.profile else None
    present = held.levels.get(field.name, ()) if held else ()
    home = conformed(view.catalog, ref)
    members = view.profile.field(home) if view.profile else None
    if len(present) > 1 and members is not None and members.complete:
        left = [Value(m.value, m.label, m.level) for m in members.members if m.level in present]
        yield Spread(Kind.LEVEL, ref, _columns(alias, dataset, field), tuple(left))
    elif held is None and field.levels is not None:
        yield Spread(Kind.LEVEL, ref, _columns(alias, dataset, field), UNMENTIONED)
