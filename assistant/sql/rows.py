"""The rows of one dataset with what can be looked up for them: FROM and its documented many-to-one joins."""

from __future__ import annotations

import datetime as dt

from sqlglot import exp

from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.dataset import Dataset, Relationship
from assistant.catalog.field import Field
from assistant.catalog.graph import local_field, reach
from assistant.catalog.period import Period
from assistant.catalog.profile import DataProfile
from assistant.catalog.timecode import spellings
from assistant.catalog.vocabulary import Datatype, Reference
from assistant.sql import values
from assistant.sql.joined import joined
from assistant.sql.names import aliased, col, ident

_DATED = frozenset({Datatype.DATE, Datatype.DATETIME})


class Rows:
    """Collects the joins that the columns asked for need; a lookup never multiplies or drops a row."""

    def __init__(
        self,
        catalog: Catalog,
        profile: DataProfile,
        dataset: str,
        time: Field | None = None,
        reference: Reference | None = None,
    ) -> None:
        self._catalog = catalog
        self._profile = profile
        self._dataset = dataset
        self._time = time
        self._reference = reference
        self._aliases: dict[tuple[str, ...], str] = {}
        self._joins: list[tuple[Relationship, str, str]] = []
        self._members: dict[str, list[str]] = {}
        self._ancestors: list[tuple[str, str, exp.Expr, str]] = []

    def own(self, field: str) -> exp.Column:
        """Return the dataset's own column."""
        return col(field, self._dataset)

    def reaches(self, ref: FieldRef) -> bool:
        """Whether ``ref`` can be looked up for a row of this dataset."""
        if local_field(self._catalog, self._dataset, ref) is not None:
            return True
        path = reach(self._catalog, self._dataset, ref)
        if path is None:
            return False
        # A row that points to a member of a coarser level has no finer key.
        last = path[-1] if path else None
        key = self._catalog.by_name[ref.dataset].primary_key
        return last is None or last.level is None or ref.field not in key or ref.field in last.to_columns

    def key(self, ref: FieldRef) -> exp.Column:
        """Return the column with the values of ``ref``: the dataset's own where it has one, else looked up."""
        own = local_field(self._catalog, self._dataset, ref)
        return self.own(own.field) if own is not None else self.column(ref)

    def column(self, ref: FieldRef) -> exp.Column:
        """Return the column ``ref`` itself, looked up along the documented relationships."""
        path = reach(self._catalog, self._dataset, ref) or ()
        alias, steps = self._dataset, []
        for step in path:
            steps.append(step.name)
            alias = self._joined(step, tuple(steps), alias)
        if path and path[-1].level is not None and ref.field not in self._members[alias]:
            self._members[alias].append(ref.field)
        return col(ref.field, alias)

    def ancestor(self, ref: FieldRef, value: exp.Expr, level: str, wanted: str) -> exp.Column:
        """Return column ``wanted`` of the row of ``ref``'s dataset whose key is ``value``: a row's ancestor."""
        alias = f"{ref.dataset}_{level}"
        if all(known != alias for _, known, _, _ in self._ancestors):
            self._ancestors.append((ref.dataset, alias, value.copy(), ref.field))
        return col(wanted, alias)

    def select(self) -> exp.Select:
        """Return ``SELECT … FROM`` with its joins, still without columns."""
        query = exp.select().from_(exp.Table(this=ident(self._dataset)))
        for step, left, alias in self._joins:
            query = joined(query, self._source(step, alias), self._on(step, left, alias))
        for dataset, alias, value, key in self._ancestors:
            table = exp.Table(this=ident(dataset), alias=exp.TableAlias(this=ident(alias)))
            condition = exp.EQ(this=value.copy(), expression=col(key, alias))
            query = joined(query, table, condition)
        return query

    def _joined(self, step: Relationship, key: tuple[str, ...], left: str) -> str:
        if key not in self._aliases:
            taken = {self._dataset, *self._aliases.values()}
            alias, number = step.to, 2
            while alias in taken:
                alias, number = f"{step.to}_{number}", number + 1
            self._aliases[key] = alias
            self._joins.append((step, left, alias))
            self._members[alias] = []
        return self._aliases[key]

    def _source(self, step: Relationship, alias: str) -> exp.Expr:
        table = exp.Table(this=ident(step.to))
        if step.level is None:
            if alias != step.to:
                table.set("alias", exp.TableAlias(this=ident(alias)))
            return table
        # Members of a coarser level: one row each; what differs between the finer rows is not known for the member.
        query = exp.select(*(col(name) for name in step.to_columns)).from_(table)
        for name in self._members[alias]:
            if name not in step.to_columns:
                low, high = exp.Min(this=col(name)), exp.Max(this=col(name))
                same = exp.Case(ifs=[exp.If(this=exp.EQ(this=low, expression=high), true=exp.Min(this=col(name)))])
                query = query.select(aliased(same, name), copy=False)
        return query.group_by(*(col(name) for name in step.to_columns), copy=False).subquery(ident(alias))

    def _on(self, step: Relationship, left: str, alias: str) -> exp.Expr:
        pairs = zip(step.from_columns, step.to_columns, strict=True)
        conditions: list[exp.Expr] = [exp.EQ(this=col(one, left), expression=col(other, alias)) for one, other in pairs]
        if step.effective is not None and self._time is not None:
            conditions += self._valid(self._catalog.by_name[step.to], step.effective.from_, step.effective.to, alias)
        return exp.and_(*conditions, copy=False)

    def _valid(self, target: Dataset, start: str, end: str, alias: str) -> list[exp.Expr]:
        """Return the conditions that the fact's time lies in [start, end) of the dimension row."""
        moment = self._moment(target.fields_by_name[start])
        begins, ends = col(start, alias), col(end, alias)
        return [
            exp.paren(exp.or_(begins.is_(exp.null()), exp.LTE(this=begins.copy(), expression=moment))),
            exp.paren(exp.or_(ends.is_(exp.null()), exp.GT(this=ends.copy(), expression=moment.copy()))),
        ]

    def _moment(self, bound: Field) -> exp.Expr:
        """Return the moment a row stands for, comparable with ``bound``."""
        assert self._time is not None
        column = self.own(self._time.name)
        if bound.datatype not in _DATED or self._time.datatype in _DATED:
            return column
        periods = self._profile.datasets[self._dataset].periods.get(self._time.name, ())
        return values.case(
            column, ((code, values.date(self._day(period))) for period in periods for code in self._codes(period))
        )

    def _codes(self, period: Period) -> list[exp.Expr]:
        assert self._time is not None
        return [values.literal(self._time, code) for code in spellings(self._time, period)]

    def _day(self, period: Period) -> dt.date:
        return period.start if self._reference is Reference.START else period.end
