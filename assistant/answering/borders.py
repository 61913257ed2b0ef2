"""In the borders of today: whether every part is there and may be shown, and how the figure is then named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from assistant.answering.words import say
from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.formula import formula
from assistant.catalog.graph import local_field
from assistant.catalog.period import Period
from assistant.explanation.answer import Answer
from assistant.explanation.shown import Shown
from assistant.plan import (
    FormerMember,
    Member,
    MemberFilter,
    Per,
    Plan,
    Ratio,
    Reason,
    Refusal,
    Split,
    TodaysBorders,
    underlying,
)
from assistant.planning.borders import redrawn
from assistant.planning.names import member_label, metric_label, span_words
from assistant.planning.phrases import listing
from assistant.planning.translator import Knowledge

#: The kind of what is assumed about them.
KIND = "borders"

Asked = Callable[[Plan], Answer]


def implied(plan: Plan, knowledge: Knowledge, today: dt.date) -> Plan | None:
    """Return the plan in today's borders where a place has no figures because it came out of others later."""
    if plan.borders is not None:
        return None
    levels = {one.field: one.members[0].level for one in plan.filters if isinstance(one, MemberFilter) and one.members}

    def known(field: FieldRef, value: str) -> Member:
        return Member(value, member_label(knowledge, field, value, plan.language), levels.get(field))

    made = redrawn(plan, knowledge.catalog, today, known)
    return made if isinstance(made, Plan) else None


def still(plan: Plan) -> Plan:
    """Return the plan without its borders where it was changed since, and does not add up those members any more."""
    borders = plan.borders
    if borders is None:
        return plan
    together = {borders.member.value, *(one.member.value for one in borders.formers)}
    added = any(
        isinstance(one, MemberFilter) and one.field == borders.field and {m.value for m in one.members} == together
        for one in plan.filters
    )
    if added and all(one.field != borders.field for one in plan.splits):
        return plan
    return replace(plan, borders=None, assumptions=tuple(one for one in plan.assumptions if one.kind != KIND))


def incomplete(plan: Plan, catalog: Catalog, asked: Asked) -> Refusal | None:
    """Return the refusal where a part is not there, is withheld, or counts double; each part is asked by itself.

    What the parts show is remembered as shown: a figure made of parts that may all be seen tells nothing more.
    """
    borders = plan.borders
    if borders is None:
        return None
    shown = asked(_apart(plan, borders)).shown
    if shown is None:
        return _refusal(plan, catalog, Reason.NO_DATA_FOR_PERIOD, "borders_no_parts")
    if shown.withheld:
        return _refusal(plan, catalog, Reason.DISCLOSURE, "borders_withheld")
    if not _has_rows_of_members(plan, catalog, borders):
        return None  # rows are events: no rows is a count of nothing
    for name, period in _Parts.of(shown, borders).wrong():
        when = span_words(period, period, plan.language)
        return _refusal(plan, catalog, Reason.NO_DATA_FOR_PERIOD, "borders_lacking", name=name, period=when)
    return None


def named_today(shown: Shown) -> Shown:
    """Return what is shown with the place under its name of today, for the sentence and the reading."""
    borders = shown.plan.borders
    if borders is None:
        return shown
    label = say("borders_name", shown.language, name=borders.member.label)
    one = (replace(borders.member, label=label),)
    filters = tuple(
        replace(item, members=one) if isinstance(item, MemberFilter) and item.field == borders.field else item
        for item in shown.plan.filters
    )
    return replace(shown, plan=replace(shown.plan, filters=filters))


def _apart(plan: Plan, borders: TodaysBorders) -> Plan:
    """Return the plan of the parts by themselves, over the whole stretch that is asked."""
    period = plan.period
    assert period is not None
    first = min((period.compare_to or period.start, period.start), key=lambda one: one.start)
    period = replace(period, start=first, compare_to=None, compare_end=None, among=())
    split = Split(borders.field, borders.member.level)
    calculation = asked if isinstance(asked := underlying(plan.calculation), Per | Ratio) else None
    return Plan(
        plan.metrics, plan.language, (split, *plan.splits), plan.filters,
        period=period, per=None if period.single else period.grain, calculation=calculation,
    )  # fmt: skip


def _has_rows_of_members(plan: Plan, catalog: Catalog, borders: TodaysBorders) -> bool:
    """Whether each fact holds a row for each member; only then is no row a figure that is not there."""
    names = {name for ref in plan.metrics for name in formula(catalog, ref).datasets}
    own = [(catalog.by_name[name], local_field(catalog, name, borders.field)) for name in names]
    return all(local is not None and local.field in dataset.primary_key for dataset, local in own)


@dataclass(frozen=True)
class _Parts:
    """In which periods each part has a figure."""

    borders: TodaysBorders
    there: dict[str, set[Period]]
    periods: tuple[Period, ...]

    @classmethod
    def of(cls, shown: Shown, borders: TodaysBorders) -> _Parts:
        """Read them off the answer that shows the parts."""
        at = next(index for index in shown.dimensions if shown.columns[index].field == borders.field)
        single = shown.plan.period.start if shown.plan.period is not None else None
        figures = (*shown.metrics, *shown.calculations)
        there: dict[str, set[Period]] = {}
        for row, cells in enumerate(shown.rows):
            period = single if shown.time is None else shown.period(row)
            if period is not None and all(cells[column] is not None for column in figures):
                there.setdefault(str(shown.code(row, at)), set()).add(period)
        periods = {period for found in there.values() for period in found}
        return cls(borders, there, tuple(sorted(periods, key=lambda one: one.start)))

    def wrong(self) -> Iterator[tuple[str, Period]]:
        """Yield a part and a period in which it is not there and should be, or is there and should not be."""
        today = self.there.get(self.borders.member.value, set())
        began = min(one.until for one in self.borders.formers)
        grew = any(period.end.isoformat() < began for period in today)
        for period in self.periods:
            for one in self.borders.formers:
                if (period in self._of(one)) is not self._expected(one, period):
                    yield one.member.label, period
            gone = all(period.start.isoformat() >= one.until for one in self.borders.formers)
            if (grew or gone) and period not in today:
                yield self.borders.member.label, period

    def _of(self, one: FormerMember) -> set[Period]:
        return self.there.get(one.member.value, set())

    def _expected(self, one: FormerMember, period: Period) -> bool:
        """Before the merger it counts by itself; in a period that holds the day of it, as the data have it."""
        if period.end.isoformat() < one.until:
            return True
        return period.start.isoformat() < one.until and period in self._of(one)


def _refusal(plan: Plan, catalog: Catalog, reason: Reason, key: str, **values: object) -> Refusal:
    assert plan.borders is not None
    label = metric_label(catalog, plan.metrics[0], plan.language)
    parts = listing([one.member.label for one in plan.borders.formers], plan.language)
    text = say(key, plan.language, metric=label, parts=parts, place=plan.borders.member.label, **values)
    return Refusal(reason, text, plan.language, (label,), plan.words, plan.translator)
