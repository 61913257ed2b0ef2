"""Which components are answered together: those of one dataset that share their time field and manner of counting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce

from assistant.catalog.catalog import FieldRef
from assistant.catalog.field import Field
from assistant.catalog.formula import Component
from assistant.catalog.graph import conformed
from assistant.catalog.period import Period
from assistant.catalog.profile import DatasetProfile
from assistant.catalog.text import Text
from assistant.catalog.timecode import grain_of
from assistant.catalog.vocabulary import OverTime
from assistant.plan import Reason, Refusal
from assistant.sql.ask import Ask, Setting
from assistant.sql.buckets import Bucket
from assistant.sql.rows import Rows
from assistant.sql.timeline import Timeline, covered, timeline
from assistant.sql.words import grain_word, refusal


@dataclass
class Group:
    """Components of one dataset that share their time field and manner of counting; one query answers them."""

    dataset: str
    components: list[tuple[Component, Text]]
    leads: bool
    time: Field | None
    mean: bool = False
    timelines: dict[str, Timeline] = field(default_factory=dict)
    own_buckets: tuple[Bucket, ...] = ()

    @property
    def chooses(self) -> Mapping[str, frozenset[str]]:
        """The fields whose members the figures pick themselves, with the values they are compared with."""
        each = [component.chooses for component, _ in self.components]
        shared = set(each[0]).intersection(*each)
        return {name: frozenset[str]().union(*(one[name] for one in each)) for name in shared}

    @property
    def running(self) -> bool:
        """Whether it counts what is running at a reference date."""
        return self.components[0][0].running is not None

    def make_rows(self, setting: Setting) -> Rows:
        """Return fresh rows of the dataset."""
        reference = self.components[0][0].reference
        return Rows(setting.catalog, setting.profile, self.dataset, self.time, reference)

    def merged(self) -> Timeline | None:
        """Return the timeline of all components together, None when the dataset knows no time."""
        lines = list(self.timelines.values())
        return reduce(_merge, lines) if lines else None

    @property
    def same_time(self) -> bool:
        """Whether all components use the same stored periods."""
        lines = list(self.timelines.values())
        return all(line.chosen == lines[0].chosen and line.whole == lines[0].whole for line in lines)


def parted(setting: Setting, component: Component) -> Iterator[str]:
    """Yield the fields with a total, or with members that are alternatives, whose members a component picks itself."""
    catalog = setting.catalog
    for name in component.chooses:
        ref = FieldRef(component.dataset, name)
        both = (catalog.field(ref), catalog.field(conformed(catalog, ref)))
        if any(field.total or field.exclusive for field in both):
            yield name


def groups(setting: Setting, ask: Ask) -> list[Group] | Refusal:
    """Return the groups of components that ``ask`` needs, the leading ones first, or why there are no figures."""
    found: dict[tuple[str, ...], Group] = {}
    for formula in ask.formulas(setting.catalog):
        label = setting.label(formula.metric)
        for position, component in enumerate(formula.components):
            leads = position == 0 and formula.metric in ask.metrics
            dataset = setting.catalog.by_name[component.dataset]
            time = dataset.fields_by_name.get(component.time) if component.time else None
            data = setting.profile.datasets[component.dataset]
            line = None
            own: tuple[Bucket, ...] = ask.buckets
            if component.running is None and time is not None and ask.buckets:
                line, own = timeline(component, time, data, ask.buckets, follows=not leads)
                if (no := _refused_time(setting, ask, component, label, time, data, line, leads=leads)) is not None:
                    return no
            mean = component.over_time is OverTime.MEAN and line is not None and line.several
            running = (
                f"{component.running.from_}/{component.running.to}/{component.reference}" if component.running else ""
            )
            manner = "mean" if mean else running
            key = (component.dataset, component.time or "", manner, *sorted(parted(setting, component)))
            group = found.setdefault(key, Group(component.dataset, [], leads, time, mean, own_buckets=own))
            group.leads = group.leads or leads
            if all(known.key != component.key for known, _ in group.components):
                group.components.append((component, label))
                if line is not None:
                    group.timelines[component.key] = line
    return sorted(found.values(), key=lambda group: not group.leads)


def _merge(one: Timeline, other: Timeline) -> Timeline:
    """Return both timelines as one: per bucket the periods of either."""
    chosen = dict(one.chosen)
    for bucket, periods in other.chosen:
        chosen[bucket] = tuple(sorted({*chosen.get(bucket, ()), *periods}))
    return Timeline(one.field, tuple(chosen.items()), one.whole or other.whole)


def _refused_time(
    setting: Setting,
    ask: Ask,
    component: Component,
    label: Text,
    time: Field,
    data: DatasetProfile,
    line: Timeline,
    *,
    leads: bool,
) -> Refusal | None:
    known = covered(component, time, data)
    grain = grain_word(grain_of(time) or "year")
    there = data.having(time.name, tuple(component.fields))
    lacking = next((bucket for bucket, periods in line.chosen if there.isdisjoint(periods)), None)
    if leads and known and lacking is not None and (ask.strict or there.isdisjoint(line.periods)):
        return refusal(
            Reason.NO_DATA_FOR_PERIOD,
            "no_data_for_period",
            setting.language,
            _nearest(known, lacking),
            lacking=(lacking.text,),
            metric=label,
            period=lacking.text,
            first=known[0].text,
            last=known[-1].text,
            grain=grain,
        )
    if component.over_time is OverTime.NONE and line.several:
        return refusal(Reason.NOT_ADDITIVE, "not_additive_time", setting.language, metric=label, grain=grain)
    return None


def _nearest(known: tuple[Period, ...], bucket: Bucket) -> tuple[str, ...]:
    nearest = min(known, key=lambda period: abs((period.start - bucket.start).days))
    return (nearest.text,)
