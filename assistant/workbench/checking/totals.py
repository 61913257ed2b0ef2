"""A documented total is still the sum of the other members."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.field import Field
from assistant.catalog.vocabulary import Aggregation, FieldRole
from assistant.errors import Problem
from assistant.workbench.checking.base import Checked, literal, quoted

#: Members that overlap or lie inside each other never add up; where most groups do, the others are wrong.
_USUALLY = 0.5


def broken_totals(checked: Checked) -> Iterator[Problem]:
    """In most groups the members add up to the total, and in some they do not."""
    dataset = checked.dataset
    for field in dataset.fields:
        if field.total is None or field.exclusive or field.name not in dataset.primary_key:
            continue
        for measure in dataset.fields:
            if measure.role is FieldRole.MEASURE and measure.aggregation is Aggregation.SUM:
                yield from _check(checked, field, field.total, measure)


def _check(checked: Checked, field: Field, total: str, measure: Field) -> Iterator[Problem]:
    keys = [quoted(name) for name in checked.dataset.primary_key if name != field.name]
    column, is_total = quoted(measure.name), f"CAST({quoted(field.name)} AS VARCHAR) = {literal(total)}"
    grouped = f"GROUP BY {', '.join(keys)}" if keys else ""
    shown = ", ".join(f"CAST({key} AS VARCHAR)" for key in keys)
    groups = (
        f"SELECT concat_ws(', ', {shown or repr('all')}) AS place, sum({column}) FILTER ({is_total}) AS whole, "
        f"sum({column}) FILTER (NOT ({is_total})) AS parts, count(*) FILTER (NOT ({is_total})) AS n, "
        f"count(*) FILTER ({column} IS NULL) AS absent FROM {checked.table} {grouped}"
    )
    off = f"abs(whole - parts) > 0.001 + {_rounding(checked, column)} / 2.0 * (n + 1)"
    compared, wrong, place, whole, parts = checked.query(
        f"SELECT count(*), count(*) FILTER ({off}), min_by(place, place) FILTER ({off}), "
        f"min_by(whole, place) FILTER ({off}), min_by(parts, place) FILTER ({off}) "
        f"FROM ({groups}) WHERE whole IS NOT NULL AND parts IS NOT NULL AND n > 1 AND absent = 0"
    )[0]
    if wrong and int(str(wrong)) < (1 - _USUALLY) * int(str(compared)):
        message = (
            f"in {wrong} of {compared} groups the members do not add up to '{total}' in {measure.name}: "
            f"at {place} they are {parts} and the total is {whole}"
        )
        mend = "is a member missing, or is the total from another delivery?"
        yield checked.problem("total", field.name, "total", message, "error", mend)


def _rounding(checked: Checked, column: str) -> int:
    """Return what the figures are rounded to: rounded parts need not add up exactly."""
    steps = (100, 10, 5)
    tests = ", ".join(f"coalesce(bool_and({column} % {step} = 0), false)" for step in steps)
    held = checked.query(f"SELECT {tests} FROM {checked.table}")[0]
    return next((step for step, holds in zip(steps, held, strict=True) if holds), 0)
