"""The average over periods, or over members; a percentage or mean is worked out for all of them together."""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from assistant.catalog.catalog import MetricRef
from assistant.catalog.formula import formula
from assistant.catalog.text import Text
from assistant.catalog.vocabulary import Grain
from assistant.errors import InternalError
from assistant.plan import Average, Refusal, Split, Statistic
from assistant.sql.ask import Ask
from assistant.sql.branch import field_label
from assistant.sql.buckets import series
from assistant.sql.figures import figures
from assistant.sql.members import level_label
from assistant.sql.names import Names, aliased, col
from assistant.sql.query import ColumnRole, OutputColumn
from assistant.sql.result import Making, Result, read, support_column
from assistant.sql.shape import Shape
from assistant.sql.words import grain_word, heading

_CALLS: dict[Statistic, type[exp.AggFunc]] = {Statistic.MEAN: exp.Avg, Statistic.MEDIAN: exp.Median}


def average(making: Making, ask: Ask, asked: Average) -> Result | Refusal:
    """Return one row (one per split and period) with the average of every metric."""
    catalog = making.setting.catalog
    added = all(formula(catalog, ref).additive for ref in ask.all_metrics)
    if asked.statistic is Statistic.MEAN and not added:
        return _together(making, ask, asked)
    if isinstance(asked.over, Split):
        others = tuple(item for item in ask.splits if item.field != asked.over.field)
        return _taken(making, replace(ask, splits=(asked.over, *others)), asked, over=asked.over)
    return _taken(making, _periods(making, ask, asked.over), asked, over=None)


def _periods(making: Making, ask: Ask, grain: Grain) -> Ask:
    """Return the series that is averaged: one bucket a period of the grain."""
    choice = making.plan.period
    if choice is None and not ask.buckets:
        raise InternalError("an average over periods needs a period")
    first, last = (choice.start, choice.end) if choice else (ask.buckets[0].first, ask.buckets[-1].last)
    return replace(ask, buckets=series(first, last, grain), timed=True)


def _together(making: Making, ask: Ask, asked: Average) -> Result | Refusal:
    """Work a ratio or mean out for all members, or over all periods, at once: the large ones weigh more."""
    over = asked.over
    if isinstance(over, Split):
        ask = replace(ask, splits=tuple(item for item in ask.splits if item.field != over.field))
    else:
        ask = replace(ask, stocks_averaged=True)
    shape = figures(making.setting, ask, making.query)
    if isinstance(shape, Refusal):
        return shape
    tree = read(shape.relation).select(*(col(key) for key in shape.key_columns()), copy=False)
    names = Names()
    shown: list[OutputColumn] = []
    outcome: dict[MetricRef, str] = {}
    for ref in dict.fromkeys(making.plan.metrics):
        name = outcome[ref] = names.take(f"{shape.metrics[ref]}_average")
        tree = tree.select(aliased(col(shape.metrics[ref]), name), copy=False)
        for count in shape.counts[ref]:
            tree = tree.select(col(count), copy=False)
        shown.append(_column(making, ref, asked, name, shape.counts[ref]))
    hidden = {count: ref for ref in outcome for count in shape.counts[ref]}
    shown += [support_column(making.setting, ref, count) for count, ref in hidden.items()]
    shape.relation = making.query.add("gemiddeld", tree)
    return Result(shape, shown, dict(outcome), outcome)


def _taken(making: Making, ask: Ask, asked: Average, over: Split | None) -> Result | Refusal:
    """Average the figures of the members or periods themselves."""
    shape = figures(making.setting, ask, making.query)
    if isinstance(shape, Refusal):
        return shape
    kept = tuple(item for item in shape.splits if over is None or item.split.field != over.field)
    time = shape.time if over is not None else None
    labels = {item.name for item in kept if item.labelled}
    keys = [name for item in kept for name in item.columns] + ([time] if time else [])
    tree = read(shape.relation).select(
        *(aliased(exp.Max(this=col(key)), key) if key in labels else col(key) for key in keys), copy=False
    )
    names = Names()
    shown: list[OutputColumn] = []
    hidden: list[OutputColumn] = []
    outcome: dict[MetricRef, str] = {}
    for ref in dict.fromkeys(making.plan.metrics):
        name = outcome[ref] = names.take(f"{shape.metrics[ref]}_average")
        tree = tree.select(aliased(_CALLS[asked.statistic](this=col(shape.metrics[ref])), name), copy=False)
        behind = []
        for count in shape.counts[ref]:
            # A mean tells no more than the total; a median may be the figure of one small member.
            call = exp.Min if asked.statistic is Statistic.MEDIAN else exp.Sum
            behind.append(support := names.take(f"{count}__count"))
            tree = tree.select(aliased(call(this=col(count)), support), copy=False)
            hidden.append(support_column(making.setting, ref, support))
        shown.append(_column(making, ref, asked, name, tuple(behind)))
    known = [item for item in shape.splits if item not in kept]
    if known:
        # The members that are not known are no members to average over.
        tree = tree.where(exp.Not(this=exp.Is(this=col(known[0].code), expression=exp.null())), copy=False)
    if grouped := [col(key) for key in keys if key not in labels]:
        tree = tree.group_by(*grouped, copy=False)
    result = Shape(making.query.add("gemiddeld", tree), kept, time, shape.grain, shape.ranked and bool(kept))
    return Result(result, shown + hidden, dict(outcome), outcome)


def _column(making: Making, ref: MetricRef, asked: Average, name: str, counts: tuple[str, ...]) -> OutputColumn:
    setting, metric = making.setting, making.setting.catalog.metric(ref)
    additive = formula(setting.catalog, ref).additive
    label = heading(asked.statistic.value, label=setting.label(ref), over=_over(making, asked))
    # The mean of whole counts has a decimal.
    decimals = max(metric.decimals or 0, 1) if additive else metric.decimals
    return OutputColumn(name, ColumnRole.CALCULATION, label, metric.unit, decimals, metric=ref, counts=counts)


def _over(making: Making, asked: Average) -> Text:
    if not isinstance(asked.over, Split):
        return grain_word(asked.over)
    if asked.over.level is not None:
        return level_label(making.setting, asked.over.field, asked.over.level)
    return field_label(making.setting, asked.over.field)
