"""What the data hold, as far as linking and planning need it: members, levels, periods. Engines build it.

A profile carries no figures: only which members exist, at which level, and for which periods there are values.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

from assistant.catalog.catalog import FieldRef
from assistant.catalog.period import Period


@dataclass(frozen=True, slots=True)
class DataMember:
    """One value of a key or dimension as it occurs in the data.

    ``value`` is the stored code as text, ``label`` what the ``label_field`` of the same row says (else None),
    ``level`` the row's level when the field has levels, ``parents`` its ancestor per documented parent level.
    """

    value: str
    label: str | None = None
    level: str | None = None
    parents: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class FieldProfile:
    """The members of one key, dimension, attribute or Boolean field. ``complete`` is False above the cap."""

    ref: FieldRef
    members: tuple[DataMember, ...]
    complete: bool = True

    @cached_property
    def by_value(self) -> dict[str, DataMember]:
        """Members by stored value."""
        return {member.value: member for member in self.members}

    @cached_property
    def by_level(self) -> dict[str | None, list[str]]:
        """Stored values by level, in the order of the members."""
        found: dict[str | None, list[str]] = {}
        for member in self.members:
            found.setdefault(member.level, []).append(member.value)
        return found


@dataclass(frozen=True)
class DatasetProfile:
    """One dataset: row count, members per field, stored periods per time field, periods with a value per measure.

    ``periods[time_field]`` are the distinct stored periods, ascending (for a time field of day grain: its days).
    ``covered[(measure_field, time_field)]`` are those in which the measure has at least one value.
    ``levels[key_field]`` are the levels at which this dataset has rows, for a key that is or points to a levelled
    field, in catalogue order; a fact key is listed under its own field name.
    """

    name: str
    rows: int
    fields: dict[str, FieldProfile] = field(default_factory=dict)
    periods: dict[str, tuple[Period, ...]] = field(default_factory=dict)
    covered: dict[tuple[str, str], tuple[Period, ...]] = field(default_factory=dict)
    levels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _having: dict[tuple[str, ...], frozenset[Period]] = field(default_factory=dict, compare=False, repr=False)
    _covering: dict[tuple[str, ...], tuple[Period, ...]] = field(default_factory=dict, compare=False, repr=False)
    _either: dict[tuple[str, frozenset[str]], tuple[Period, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )
    _starts: dict[str, list[dt.date]] = field(default_factory=dict, compare=False, repr=False)

    def having(self, time: str, measures: tuple[str, ...]) -> frozenset[Period]:
        """Return the stored periods in which each of ``measures`` has a value somewhere; worked out once."""
        key = (time, *measures)
        if key not in self._having:
            stored = self.periods.get(time, ())
            known = set(stored)
            for name in measures:
                known &= set(self.covered.get((name, time), stored))
            self._having[key] = frozenset(known)
        return self._having[key]

    def covering(self, time: str, measures: tuple[str, ...]) -> tuple[Period, ...]:
        """Return the periods of :meth:`having`, ascending."""
        key = (time, *measures)
        if key not in self._covering:
            known = self.having(time, measures)
            self._covering[key] = tuple(period for period in self.periods.get(time, ()) if period in known)
        return self._covering[key]

    def either(self, time: str, measures: frozenset[str]) -> tuple[Period, ...]:
        """Return the periods in which one of ``measures`` has a value, ascending; all stored ones when none has."""
        key = (time, measures)
        if key not in self._either:
            found = {one for name in measures for one in self.covered.get((name, time), ())}
            self._either[key] = tuple(sorted(found or self.periods.get(time, ())))
        return self._either[key]

    def starts(self, time: str) -> list[dt.date]:
        """Return the first days of the stored periods, to find one among many."""
        if time not in self._starts:
            self._starts[time] = [period.start for period in self.periods.get(time, ())]
        return self._starts[time]


@dataclass(frozen=True)
class DataProfile:
    """The profile of all datasets; ``digest`` names the content it was taken from."""

    digest: str
    datasets: dict[str, DatasetProfile]

    def field(self, ref: FieldRef) -> FieldProfile | None:
        """Return the members of a field, or None when the field is not profiled (measures, hidden, personal)."""
        dataset = self.datasets.get(ref.dataset)
        return dataset.fields.get(ref.field) if dataset else None
