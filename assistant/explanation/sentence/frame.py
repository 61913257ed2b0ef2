"""What every form of sentence needs: who or where, when, and what else the figures are limited to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.period import Period
from assistant.explanation import names, numbers, periods
from assistant.explanation.grounds import CellAt, Declared, Rule, calculate
from assistant.explanation.names import MetricName, Place
from assistant.explanation.sentence.limits import value_limit
from assistant.explanation.shown import Shown
from assistant.explanation.words import Words, words
from assistant.plan import Change, Difference, MemberFilter, Op, Rank, Share, ValueFilter, underlying

_NAMED = 4


@dataclass(frozen=True)
class Frame:
    """One metric column of what is shown, with its words."""

    shown: Shown
    column: int

    @property
    def say(self) -> Words:
        """The words of the question's language."""
        return words(self.shown.language)

    @cached_property
    def metric(self) -> MetricRef:
        """The metric the column belongs to."""
        return self.shown.metric_of(self.column)

    @cached_property
    def name(self) -> MetricName:
        """The figure in running text: the metric, or the metric divided where that is what stands in the cells."""
        catalog, language = self.shown.catalog, self.shown.language
        name = names.metric_name(catalog, self.metric, language)
        if self._counted_as is not None:
            name = names.counted_as(name, self._counted_as.members[0].label, language)
        wanted = underlying(self.shown.plan.calculation)
        by = wanted.of if isinstance(wanted, Change | Difference | Rank) else None
        return names.divided_name(catalog, name, by, language) if by is not None else name

    @cached_property
    def _counted_as(self) -> MemberFilter | None:
        """The one member that is counted by its own name; None where the figure is not a count."""
        plan = self.shown.plan
        counts = names.metric_name(self.shown.catalog, self.metric, self.shown.language).noun is not None
        found = (item for item in plan.filters if isinstance(item, MemberFilter) and item.field == plan.noun)
        one = next((item for item in found if item.op is Op.IN and len(item.members) == 1), None)
        return one if counts and len(plan.metrics) == 1 and plan.calculation is None else None

    @property
    def comparable(self) -> bool:
        """Whether no break lies between the figures over which they cannot be compared."""
        return self.metric not in self.shown.apart

    @property
    def label(self) -> str:
        """The metric as a phrase for after a preposition: ``het aantal inwoners``, ``gemiddelde prijs``."""
        return self.name.subject or self.name.label

    @cached_property
    def place(self) -> Place | None:
        """Where the figures are, when the question says one place (or a few together)."""
        found = [place for item in self.shown.plan.filters if (place := self._place_of(item))]
        return found[0] if len(found) == 1 else None

    @property
    def single_place(self) -> Place | None:
        """The place, when it is exactly one member: then it can be the subject of a sentence."""
        members = [m for item in self.shown.plan.filters if self._place_of(item) for m in getattr(item, "members", ())]
        return self.place if len(members) == 1 else None

    @property
    def inside(self) -> str:
        """The places with their preposition: ``in de gemeente Utrecht``."""
        return " ".join(place.inside for item in self.shown.plan.filters if (place := self._place_of(item)))

    @cached_property
    def extra(self) -> str:
        """The other limits, between brackets: ``(leeftijd: 65 jaar of ouder)``."""
        items = [text for item in self.shown.plan.filters if (text := self._limit(item))]
        return self.say.say("extra", items="; ".join(items)) if items else ""

    @property
    def first_period(self) -> Period | None:
        """The first period of the plan."""
        choice = self.shown.plan.period
        return choice.start if choice else None

    @property
    def when(self) -> str:
        """When the figures hold: ``in 2024``, ``van 2019 tot en met 2024``; empty when the data have no time."""
        choice = self.shown.plan.period
        if choice is None:
            return ""
        return periods.span(
            self.shown.catalog, self.metric, choice.start, choice.end, self.shown.language, self.shown.profile
        )

    @property
    def change_span(self) -> str:
        """From when to when a change runs: from the base period (or the start of the range) to the end."""
        choice = self.shown.plan.period
        if choice is None:
            return ""
        if choice.ranges and choice.compare_to is not None and choice.compare_end is not None:
            both = ((choice.start, choice.end), (choice.compare_to, choice.compare_end))
            now, base = (self.stretch(*one) for one in both)
            return self.say.say("period.against", now=now, base=base)
        start = choice.compare_to or choice.start
        first, last = sorted((start, choice.end))
        shown = self.shown
        return periods.span(shown.catalog, self.metric, first, last, shown.language, shown.profile, ends=True)

    def stretch(self, start: Period, end: Period) -> str:
        """Return a stretch of periods without its preposition: ``januari 2025 tot en met juni 2025``."""
        plain = [periods.plain(one, self.shown.language) for one in (start, end)]
        return plain[0] if start == end else self.say.say("period.stretch", start=plain[0], end=plain[1])

    def at(self, period: Period | None) -> str:
        """Return when one period's figure holds."""
        if period is None:
            return ""
        return periods.at(self.shown.catalog, self.metric, period, self.shown.language, self.shown.profile)

    def starts(self, row: int) -> str:
        """Return what rows are put in time order by."""
        period = self.shown.period(row)
        return period.start.isoformat() if period else ""

    def verb(self, key: str) -> str:
        """Return the verb form that fits the metric (``steeg`` or ``stegen``)."""
        return str(self.say.look(f"verb.{key}")["many" if self.name.plural and self.name.subject else "one"])

    def counted(self, row: int, column: int | None = None) -> str | None:
        """Return a cell as a count of its noun (``1.234 geregistreerde misdrijven``) or with its unit."""
        where = self.column if column is None else column
        if self.name.noun is None:
            return self.shown.figure(row, where)
        bare = self.shown.figure(row, where, unit=False)
        return f"{bare} {self.name.noun}" if bare is not None else None

    def bare(self, row: int, column: int | None = None) -> str:
        """Return a cell beside words that already say what is counted; the few words for an empty cell otherwise."""
        where = self.column if column is None else column
        text = self.shown.figure(row, where, unit=not self.name.says_unit)
        if text is not None:
            return text
        withheld = (row, where) in self.shown.withheld
        return self.say.say("missing.withheld_short" if withheld else "missing.short")

    def member(self, row: int, column: int) -> str:
        """Return a member cell as a place or a plain label."""
        return self.as_place(row, column).subject

    def as_place(self, row: int, column: int) -> Place:
        """Return a member cell as a place, with its level word where it has one."""
        about, label = self.shown.columns[column], self.shown.label(row, column)
        if about.field is None:
            return Place(label, self.say.say("place.unknown", label=label))
        level = self._level(about.field, about.level, label)
        return names.place(self.shown.catalog, about.field, label, level, self.shown.language)

    def row_label(self, row: int) -> str:
        """Return the members of a row, without level words: ``Centrum``, ``Centrum, vrouwen``."""
        return ", ".join(self.shown.label(row, column) for column in self.shown.dimensions)

    def members(self, count: int) -> str:
        """Return the word for the members of the first split: ``gemeenten``, ``wijk``."""
        if not self.shown.dimensions:
            return ""
        about = self.shown.columns[self.shown.dimensions[0]]
        if about.field is None:
            return about.label.say(self.shown.language)
        return names.members_word(self.shown.catalog, about.field, about.level, self.shown.language, count)

    def per_words(self) -> str:
        """Return what the rows are split by: ``wijk``, ``wijk en geslacht``."""
        found = []
        for column in self.shown.dimensions:
            about = self.shown.columns[column]
            if about.field is None:
                found.append(about.label.say(self.shown.language))
            else:
                found.append(names.members_word(self.shown.catalog, about.field, about.level, self.shown.language, 1))
        return self.say.join(found)

    def calculated(self, rule: Rule, cells: tuple[CellAt, ...]) -> Declared | None:
        """Declare a calculation on cells; None when one of them has no figure or it cannot be done."""
        values = [value for row, column in cells if (value := self.shown.value(row, column)) is not None]
        outcome = calculate(rule, values, len(self.shown.rows)) if len(values) == len(cells) else None
        if outcome is None:
            return None
        unit = self.shown.unit(self.column)
        if rule is Rule.PERCENT_CHANGE:
            unit = "%"
        elif rule is Rule.DIFFERENCE and numbers.kind_of_unit(unit) == "percent":
            unit = numbers.POINTS[self.shown.language]
        elif rule in (Rule.ROWS, Rule.REMAINDER):
            unit = None
        return Declared(rule, cells, outcome, unit)

    def _level(self, field: FieldRef, level: str | None, label: str) -> str | None:
        if level is not None:
            return level
        for item in self.shown.plan.filters:
            if isinstance(item, MemberFilter):
                for member in item.members:
                    if item.field == field and member.label == label:
                        return member.level
        return None

    def _is_split(self, item: MemberFilter) -> bool:
        """Whether the filter names the members that the rows, the sides of a difference or the part of a share show."""
        wanted = underlying(self.shown.plan.calculation)
        if isinstance(wanted, Difference | Share) and wanted.field == item.field:
            return True
        levels = {member.level for member in item.members}
        return any(
            split.field == item.field and (split.level is None or levels <= {split.level, None})
            for split in self.shown.plan.splits
        )

    def _place_of(self, item: object) -> Place | None:
        if not isinstance(item, MemberFilter) or item.op is not Op.IN or self._is_split(item) or not item.members:
            return None
        catalog, language = self.shown.catalog, self.shown.language
        if not names.is_place(catalog, item.field, language):
            return None
        first = item.members[0]
        if len(item.members) == 1:
            return names.place(catalog, item.field, first.label, first.level, language)
        many = names.members_word(catalog, item.field, first.level, language)
        if len(item.members) > _NAMED:
            values = {"count": len(item.members), "many": many}
            return Place(self.say.say("place.many", **values), self.say.say("place.many_in", **values))
        labels = self.say.join([member.label for member in item.members])
        return Place(
            self.say.say("place.several", many=many, labels=labels),
            self.say.say("place.several_in", many=many, labels=labels),
        )

    def _limit(self, item: object) -> str | None:
        """Return one filter that is no place, in words."""
        catalog, language = self.shown.catalog, self.shown.language
        if isinstance(item, MemberFilter):
            if self._place_of(item) or item is self._counted_as or (item.op is Op.IN and self._is_split(item)):
                return None
            field = names.field_label(catalog, item.field, language)
            labels = [member.label for member in item.members]
            if item.op is Op.IN:
                return self.say.say("extra_item", field=field, label=self.say.join(labels))
            return self.say.say("extra_not", field=field, label=self.say.join(labels))
        if isinstance(item, ValueFilter):
            return value_limit(catalog, language, item)
        return None
