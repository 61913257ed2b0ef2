"""Which stored periods make the figure of each bucket, and how SQL says so.

A flow takes every stored period inside the bucket, a stock the last one that has a value. A figure that leans on
a coarser series (a yearly denominator under a monthly count) takes the period that holds the bucket.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from sqlglot import exp

from assistant.catalog.field import Field
from assistant.catalog.formula import Component
from assistant.catalog.period import Period, finer
from assistant.catalog.profile import DatasetProfile
from assistant.catalog.timecode import grain_of, spellings
from assistant.catalog.vocabulary import Datatype, Grain, OverTime
from assistant.sql import values
from assistant.sql.buckets import Bucket, single

_DATED = frozenset({Datatype.DATE, Datatype.DATETIME})
_DAY = dt.timedelta(days=1)
_FORMATS = {Grain.YEAR: "%Y", Grain.MONTH: "%Y-%m", Grain.WEEK: "%G-W%V", Grain.DAY: "%Y-%m-%d"}
_SHORT = 3


@dataclass(frozen=True)
class Timeline:
    """Per bucket the stored periods that one component uses; ``whole`` means every row inside the bucket."""

    field: Field
    chosen: tuple[tuple[Bucket, tuple[Period, ...]], ...]
    whole: bool

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """All stored periods used, ascending."""
        return tuple(sorted({period for _, periods in self.chosen for period in periods}))

    @property
    def empty(self) -> bool:
        """Whether no bucket has a stored period."""
        return not self.periods

    @property
    def several(self) -> bool:
        """Whether some bucket holds more than one stored period."""
        return any(len(periods) > 1 for _, periods in self.chosen)

    def condition(self, column: exp.Expr) -> exp.Expr:
        """Return the condition that keeps the rows of the chosen periods."""
        if self.field.datatype in _DATED:
            spans = (
                [(bucket.start, bucket.end) for bucket, _ in self.chosen]
                if self.whole
                else [(period.start, period.end) for period in self.periods]
            )
            return _spans(column, spans)
        return _codes(self.field, column, self.periods)

    def bucket_text(self, column: exp.Expr) -> exp.Expr:
        """Return the text of the bucket that a row belongs to."""
        buckets = [bucket for bucket, _ in self.chosen]
        if len(buckets) == 1:
            return values.text(buckets[0].text)
        if self.field.datatype in _DATED:
            return _calendar(column, buckets)
        if self.field.datatype is Datatype.INTEGER and all(
            bucket.grain is Grain.YEAR
            and len(periods) <= 1
            and bucket.first == bucket.last
            and periods in ((), (bucket.first,))
            for bucket, periods in self.chosen
        ):
            return exp.cast(column, exp.DataType.Type.TEXT)
        pairs = (
            (values.literal(self.field, code), values.text(bucket.text))
            for bucket, periods in self.chosen
            for period in periods
            for code in spellings(self.field, period)
        )
        return values.case(column, pairs)


def timeline(
    component: Component, field: Field, profile: DatasetProfile, buckets: tuple[Bucket, ...], *, follows: bool
) -> tuple[Timeline, tuple[Bucket, ...]]:
    """Return the timeline of a component, and per asked bucket the bucket its figure is filed under.

    The two differ only for a figure that ``follows`` on a coarser series.
    """
    stored = profile.periods.get(field.name, ())
    grain = grain_of(field)
    own = tuple(
        _coarser(bucket, stored) if follows and grain and finer(bucket.grain, grain) else bucket for bucket in buckets
    )
    last = component.over_time is OverTime.LAST
    known = profile.having(field.name, tuple(component.fields))
    chosen = []
    for bucket in dict.fromkeys(own):
        inside = bucket.among(stored, profile.starts(field.name))
        if last:
            # A stock is its last period with a value; without any value the last one tells why it is missing.
            inside = (tuple(period for period in inside if period in known) or inside)[-1:]
        chosen.append((bucket, inside))
    return Timeline(field, tuple(chosen), whole=not last), own


def covered(component: Component, field: Field, profile: DatasetProfile) -> tuple[Period, ...]:
    """Return the stored periods in which a component has a value somewhere, ascending."""
    return profile.covering(field.name, tuple(component.fields))


def _coarser(bucket: Bucket, stored: tuple[Period, ...]) -> Bucket:
    holding = [period for period in stored if period.contains(bucket.last)]
    return single(holding[-1]) if holding else bucket


def _codes(field: Field, column: exp.Expr, periods: tuple[Period, ...]) -> exp.Expr:
    if not periods:
        return exp.false()
    codes = [code for period in periods for code in spellings(field, period)]
    if _in_a_row(field, periods, len(codes)):
        low, high = values.literal(field, codes[0]), values.literal(field, codes[-1])
        return exp.Between(this=column, low=low, high=high)
    return values.one_of(column, [values.literal(field, code) for code in codes])


def _in_a_row(field: Field, periods: tuple[Period, ...], codes: int) -> bool:
    """Whether the stored codes of many periods sort as the periods do, with nothing else between them."""
    plain = field.datatype is Datatype.INTEGER or (field.format or "").startswith("%Y")
    follow = all(one.shift(1) == other for one, other in pairwise(periods))
    return plain and len(periods) > _SHORT and codes == len(periods) and follow


def _spans(column: exp.Expr, spans: Iterable[tuple[dt.date, dt.date]]) -> exp.Expr:
    """Return ``column >= first AND column < day after last`` for each span, neighbours taken together."""
    merged: list[tuple[dt.date, dt.date]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + _DAY:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    if not merged:
        return exp.false()
    parts = [_between(column, start, end) for start, end in merged]
    return parts[0] if len(parts) == 1 else exp.paren(values.some(exp.paren(part) for part in parts))


def _between(column: exp.Expr, start: dt.date, end: dt.date) -> exp.Expr:
    return exp.and_(
        exp.GTE(this=column.copy(), expression=values.date(start)),
        exp.LT(this=column.copy(), expression=values.date(end + _DAY)),
        copy=False,
    )


def _calendar(column: exp.Expr, buckets: list[Bucket]) -> exp.Expr:
    grains = {bucket.grain for bucket in buckets if bucket.first == bucket.last}
    if len(grains) == 1 and all(bucket.first == bucket.last for bucket in buckets):
        grain = grains.pop()
        if grain in _FORMATS:
            return exp.Anonymous(this="STRFTIME", expressions=[column, values.text(_FORMATS[grain])])
        if grain is Grain.QUARTER:
            year = exp.cast(exp.Extract(this=exp.var("YEAR"), expression=column), exp.DataType.Type.TEXT)
            quarter = exp.cast(exp.Extract(this=exp.var("QUARTER"), expression=column.copy()), exp.DataType.Type.TEXT)
            return exp.DPipe(this=exp.DPipe(this=year, expression=values.text("-Q")), expression=quarter)
    ifs = [exp.If(this=_between(column, bucket.start, bucket.end), true=values.text(bucket.text)) for bucket in buckets]
    return exp.Case(ifs=ifs)
