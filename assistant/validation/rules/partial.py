"""A year of which the data hold a part only, added up as if it were whole: said, not refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlglot import exp
from sqlglot.optimizer.scope import Scope

from assistant.catalog.behaviour import behaviour_of
from assistant.catalog.dataset import Dataset
from assistant.catalog.field import Field
from assistant.catalog.period import Period
from assistant.catalog.timecode import grain_of, spellings
from assistant.catalog.vocabulary import Grain, OverTime
from assistant.validation.calls import adds_up, counts, is_mean
from assistant.validation.frames import Frame, Name, conditions_on, conjuncts, grouped_by, local_names
from assistant.validation.meaning.figures import Figures
from assistant.validation.meaning.injective import names_under
from assistant.validation.meaning.truth import holds
from assistant.validation.query import Issue
from assistant.validation.view import View
from assistant.validation.wording import issue

#: Parts of a date that come back every day or week: no stretch of time is shown.
_ROUND_THE_CLOCK = (exp.Hour, exp.Minute, exp.Second, exp.DayOfWeek, exp.DayOfWeekIso, exp.Dayname)


def check(figures: Figures) -> Iterator[Issue]:
    """Yield a warning for every aggregate over years of which the last or first is not whole in the data."""
    view = figures.view
    if view.profile is None:
        return
    for scope in figures.lineage.scopes:
        select = scope.expression
        if not isinstance(select, exp.Select):
            continue
        if not any(isinstance(source, exp.Table) for source in scope.sources.values()):
            continue
        calls = [node for item in select.selects for node in item.find_all(exp.Func, bfs=False) if _aggregates(node)]
        for call in calls[:1] + [node for node in calls[1:] if _own_conditions(node)]:
            for alias in sorted(local_names(scope)):
                source = scope.sources.get(alias)
                if isinstance(source, exp.Table):
                    yield from _dataset(call, select, alias, view.datasets[source.name.lower()], scope, figures)


def _aggregates(node: exp.Expr) -> bool:
    return adds_up(node) or is_mean(node) or (counts(node) and isinstance(node, exp.AggFunc))


def _own_conditions(call: exp.Expr) -> list[exp.Expr]:
    """Return what must hold for the rows of one aggregate alone: its FILTER, or the only condition of its CASE."""
    if isinstance(call.parent, exp.Filter):
        return list(conjuncts(call.parent.expression.this))
    inner = call.this
    alone = isinstance(inner, exp.Case) and inner.this is None and len(inner.args["ifs"]) == 1
    return list(conjuncts(inner.args["ifs"][0].this)) if isinstance(inner, exp.Case) and alone else []


def _dataset(
    call: exp.Expr, select: exp.Select, alias: str, dataset: Dataset, scope: Scope, figures: Figures
) -> Iterator[Issue]:
    view, frame = figures.view, figures.frame(scope)
    conditions = [*conditions_on(alias, frame), *_own_conditions(call)]
    for field in dataset.time_fields[:1]:
        name = (alias, field.name.lower())
        for period in _partial(dataset, field, view):
            asked = (
                _adds_a_flow(call, dataset, figures)
                if period.grain is Grain.YEAR
                else _asks(name, select, frame, conditions)
            )
            if asked and _lets_in(period, field, name, conditions):
                said = _last_there(dataset, field, view, period)
                yield issue(
                    "partial_period",
                    view.language,
                    call,
                    severity="warning",
                    name=dataset.name,
                    year=period.start.year,
                    first=said[0],
                    last=said[1],
                )


def _periods(dataset: Dataset, field: Field, view: View) -> tuple[Period, ...]:
    held = view.profile.datasets.get(dataset.name) if view.profile else None
    return held.periods.get(field.name, ()) if held else ()


def _partial(dataset: Dataset, field: Field, view: View) -> Iterator[Period]:
    """Yield the first and last stored period when the year around it is not whole."""
    periods = _periods(dataset, field, view)
    grain = grain_of(field)
    if not periods or grain is None or grain is Grain.SCHOOLYEAR:
        return
    first, last = min(periods), max(periods)
    if grain is Grain.YEAR:
        if dataset.updated is not None and last.end > dataset.updated >= last.start:
            yield last
        return
    # Days without an event leave no row: only a whole absent month tells something.
    coarse = Grain.MONTH if grain in (Grain.DAY, Grain.WEEK) else grain
    if last.within(coarse).end < dt.date(last.start.year, 12, 31):
        yield last
    if first.within(coarse).start > dt.date(first.start.year, 1, 1):
        yield first


def _adds_a_flow(call: exp.Expr, dataset: Dataset, figures: Figures) -> bool:
    """Whether a figure that grows with the days of its year is added up or counted: a stock does not."""
    refs = {one.ref for one in figures.under(call)} if adds_up(call) or is_mean(call) else set()
    flows = [behaviour_of(figures.view.catalog, ref)[0] is not OverTime.LAST for ref in refs]
    return any(flows) if refs else bool(dataset.primary_key == () or counts(call))


def _asks(name: Name, select: exp.Select, frame: Frame, conditions: list[exp.Expr]) -> bool:
    """Whether the query asks about years, or other stretches longer than those stored."""
    if name in frame.held():
        return False
    grouped = [item for item in grouped_by(select) if _looks_at(item, name) and not item.find(*_ROUND_THE_CLOCK)]
    if any(name in set(names_under(item, frame.scope)) or _is_fine(item) for item in grouped):
        return False
    return bool(grouped) or any(_only(part, name) for part in conditions)


def _looks_at(part: exp.Expr, name: Name) -> bool:
    return any((column.table, column.name.lower()) == name for column in part.find_all(exp.Column))


def _only(part: exp.Expr, name: Name) -> bool:
    """Whether a condition is about this column and nothing else."""
    return {(column.table, column.name.lower()) for column in part.find_all(exp.Column)} == {name}


def _is_fine(item: exp.Expr) -> bool:
    """Whether rows are grouped by months or shorter: no year is shown."""
    return isinstance(item, exp.TimestampTrunc | exp.DateTrunc) and item.text("unit").upper() != "YEAR"


def _lets_in(period: Period, field: Field, name: Name, conditions: list[exp.Expr]) -> bool:
    bound: dict[Name, object] = {name: str(spellings(field, period)[0])}
    return all(holds(part, bound) is not False for part in conditions if _looks_at(part, name))


def _last_there(dataset: Dataset, field: Field, view: View, period: Period) -> tuple[str, str]:
    inside = [one for one in _periods(dataset, field, view) if one.start.year == period.start.year]
    if grain_of(field) is Grain.YEAR and dataset.updated is not None:
        return f"{period.start.year}", f"{dataset.updated:%Y-%m}"
    first, last = min(inside), max(inside)
    coarse = Grain.MONTH if first.grain in (Grain.DAY, Grain.WEEK) else first.grain
    return first.within(coarse).text, last.within(coarse).text
