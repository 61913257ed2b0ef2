"""Read a case (plan and rows in compact YAML) into the types."""

from __future__ import annotations

from typing import Any

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.period import Period
from assistant.catalog.text import Language, Text
from assistant.catalog.vocabulary import Grain
from assistant.explanation.shown import Shown, present
from assistant.plan import (
    Change,
    ChangeKind,
    Claim,
    Condition,
    CountMembers,
    Direction,
    Member,
    MemberFilter,
    Op,
    Order,
    Per,
    PeriodChoice,
    Plan,
    Rank,
    Share,
    Split,
    YesNo,
)
from assistant.sql.query import ColumnRole, OutputColumn
from tests.explanation.catalogue import CATALOG

_ROLES = {"dim": ColumnRole.DIMENSION, "time": ColumnRole.TIME, "metric": ColumnRole.METRIC}


def plan_of(case: dict[str, Any], language: Language) -> Plan:
    metrics = tuple(MetricRef.parse(name) for name in case["metrics"])
    order = case.get("order")
    return Plan(
        metrics=metrics,
        language=language,
        splits=tuple(Split(FieldRef.parse(name), level) for name, level in case.get("splits", [])),
        filters=tuple(_filter(*item) for item in case.get("filters", [])),
        conditions=tuple(
            Condition(metrics[0], Op(op), tuple(values), on_change=bool(case.get("on_change")))
            for op, values in case.get("conditions", [])
        ),
        period=_period(case.get("period"), case.get("compare_to")),
        per=Grain(case["per"]) if "per" in case else None,
        calculation=_calculation(case.get("calculation"), metrics),
        order=Order(metrics[0], order == "desc") if order else None,
        limit=case.get("limit"),
    )


def shown_of(case: dict[str, Any], language: Language) -> Shown:
    return present(
        plan_of(case, language),
        CATALOG,
        [_column(text) for text in case["columns"]],
        [tuple(row) for row in case["rows"]],
        withheld=[tuple(cell) for cell in case.get("withheld", [])],
    )


def _filter(field: str, op: str, members: list[list[str]]) -> MemberFilter:
    return MemberFilter(FieldRef.parse(field), Op(op), tuple(Member(*member) for member in members))


def _period(text: str | None, base: str | None) -> PeriodChoice | None:
    if text is None:
        return None
    start, _, end = str(text).partition("..")
    first, last = Period.parse(start), Period.parse(end or start)
    return PeriodChoice(first, last, first.grain, Period.parse(str(base)) if base else None)


def _calculation(value: Any, metrics: tuple[MetricRef, ...]) -> Any:
    match value:
        case None:
            return None
        case {"change": kind}:
            return Change(ChangeKind(kind))
        case {"share": field}:
            return Share(FieldRef.parse(field))
        case {"per": [metric, factor, name]}:
            return Per(MetricRef.parse(metric), factor, name)
        case {"rank": [field, value_, label, level]}:
            return Rank(FieldRef.parse(field), Member(value_, label, level))
        case {"count": [field, level]}:
            return CountMembers(FieldRef.parse(field), level)
        case {"yes_no": direction}:
            return YesNo(Change(ChangeKind.CHANGE), Direction(direction))
        case {"claim": [figure, decimals]}:
            return Claim(None, figure, None, decimals)
    raise ValueError(value)


def _column(text: str) -> OutputColumn:
    """``dim:regio.regio_code@gemeente``, ``time:jaar``, ``metric:bevolking.inwoners``, ``calc:change:%``."""
    role, _, rest = text.partition(":")
    if role == "dim":
        name, _, level = rest.partition("@")
        ref = FieldRef.parse(name)
        return OutputColumn(ref.field, ColumnRole.DIMENSION, Text(nl=ref.field), field=ref, level=level or None)
    if role == "time":
        return OutputColumn(rest, ColumnRole.TIME, Text(nl=rest), grain=Grain.YEAR)
    if role == "metric":
        metric = MetricRef.parse(rest)
        known = CATALOG.metric(metric)
        label = known.label or Text(nl=metric.metric)
        return OutputColumn(metric.metric, _ROLES[role], label, known.unit, known.decimals, metric)
    name, _, unit = rest.partition(":")
    return OutputColumn(name, ColumnRole.CALCULATION, Text(nl=name), Text(nl=unit, en=unit) if unit else None)
