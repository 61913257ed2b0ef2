"""What comes in on each weekday, or in each month or quarter of the year, all years of the period together."""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from assistant.catalog.formula import formula
from assistant.catalog.vocabulary import Grain, OverTime
from assistant.errors import InternalError
from assistant.plan import CalendarPart, Profile, Reason, Refusal
from assistant.sql import values
from assistant.sql.ask import Ask
from assistant.sql.buckets import series
from assistant.sql.figures import figures
from assistant.sql.names import Names, aliased, col
from assistant.sql.query import ColumnRole, OutputColumn
from assistant.sql.result import Making, Result, metric_column, read, support_column
from assistant.sql.shape import Shape
from assistant.sql.words import heading, refusal, word

_GRAINS = {CalendarPart.WEEKDAY: Grain.DAY, CalendarPart.MONTH: Grain.MONTH, CalendarPart.QUARTER: Grain.QUARTER}
_MEMBERS = {CalendarPart.WEEKDAY: 7, CalendarPart.MONTH: 12, CalendarPart.QUARTER: 4}


def profile(making: Making, ask: Ask, asked: Profile) -> Result | Refusal:
    """Return one row a weekday, month or quarter; only what can be added up over time has such a profile."""
    setting, part = making.setting, asked.part
    for ref in making.plan.metrics:
        flow = setting.catalog.metric(ref).behaviour is OverTime.SUM
        if not (flow and formula(setting.catalog, ref).additive):
            return refusal(
                Reason.NOT_ADDITIVE,
                "not_additive_time",
                setting.language,
                metric=setting.label(ref),
                grain=heading(part.value),
            )
    choice = making.plan.period
    if choice is None:
        raise InternalError("a profile needs a period")
    shape = figures(
        setting, replace(ask, buckets=series(choice.start, choice.end, _GRAINS[part]), timed=True), making.query
    )
    if isinstance(shape, Refusal):
        return shape
    if shape.time is None:
        raise InternalError("a profile needs a time field")
    names = Names()
    number, name = names.take(f"{part.value}_number"), names.take(part.value)
    tree = read(shape.relation).select(aliased(_part(part, col(shape.time)), number), copy=False)
    keys = shape.key_columns(time=False)
    tree = tree.select(*(col(key) for key in keys), copy=False)
    shown = [OutputColumn(name, ColumnRole.DIMENSION, heading(part.value))]
    hidden = [OutputColumn(number, ColumnRole.SUPPORT, heading(part.value))]
    figure = {}
    for ref in dict.fromkeys(making.plan.metrics):
        figure[ref] = names.take(ref.metric)
        tree = tree.select(aliased(exp.Sum(this=col(shape.metrics[ref])), figure[ref]), copy=False)
        counts = []
        for count in shape.counts[ref]:
            counts.append(figure[ref] if count == shape.metrics[ref] else names.take(f"{count}__count"))
            if counts[-1] != figure[ref]:
                tree = tree.select(aliased(exp.Sum(this=col(count)), counts[-1]), copy=False)
                hidden.append(support_column(setting, ref, counts[-1]))
        shown.append(metric_column(setting, ref, figure[ref], tuple(counts)))
    grouped = [_part(part, col(shape.time)), *(col(key) for key in keys)]
    added = making.query.add("opgeteld_naar_deel", tree.group_by(*grouped, copy=False))
    every = [col(column.name) for column in (*shown[1:], *hidden)]
    labelled = read(added).select(*(col(key) for key in keys), *every, aliased(_label(making, part, number), name))
    relation = making.query.add("profiel", labelled)
    result = Shape(relation, shape.splits, None, None, shape.ranked)
    return Result(result, shown + hidden, figure, sorted_by=number)


def _part(part: CalendarPart, time: exp.Expr) -> exp.Expr:
    """Return the number of the part in a period's text: ``2024-03-17``, ``2024-03``, ``2024-Q1``."""
    if part is CalendarPart.WEEKDAY:
        day = exp.cast(time, exp.DataType.Type.DATE)
        return exp.Extract(this=exp.var("ISODOW"), expression=day)
    digits = exp.Substring(
        this=time, start=values.number(6 if part is CalendarPart.MONTH else 7), length=values.number(2)
    )
    return exp.cast(digits, exp.DataType.Type.INT)


def _label(making: Making, part: CalendarPart, number: str) -> exp.Expr:
    language = making.setting.language
    pairs = [
        (values.number(at), values.text(word(f"{part.value}s", str(at)).say(language)))
        for at in range(1, _MEMBERS[part] + 1)
    ]
    return values.case(col(number), pairs)
