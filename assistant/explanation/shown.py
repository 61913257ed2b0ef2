"""What an answer shows: the visible columns and cells of a result, with codes as people read them."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from assistant.catalog.catalog import Catalog, MetricRef
from assistant.catalog.field import Field, as_text
from assistant.catalog.graph import local_field
from assistant.catalog.period import Period
from assistant.catalog.profile import DataProfile
from assistant.catalog.text import Language, Text
from assistant.engines.base import Cell
from assistant.explanation import numbers
from assistant.explanation.margins import Margins, spelled
from assistant.explanation.marks import Marks
from assistant.explanation.words import words
from assistant.plan import Plan
from assistant.sql.query import YARDSTICK, ColumnRole, OutputColumn

Json = str | int | float | bool | None


@dataclass(frozen=True)
class Shown:
    """A plan with the cells that answer it. ``withheld`` are the cells (row, column) not shown for small counts.

    ``columns`` and ``rows`` are the visible ones only; ``support`` holds the computed-for-us columns beside them,
    ``held`` the yardsticks that conditions look at, with their figures. ``margins`` are the half-widths of survey
    figures, ``near`` is how many members outside a ranking cannot be told apart from its last one. ``marks`` are what a
    chart marks of the caveats; ``apart`` are the metrics whose figures cannot be
    compared, because a break lies between them.
    """

    plan: Plan
    catalog: Catalog
    columns: tuple[OutputColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    withheld: frozenset[tuple[int, int]] = frozenset()
    profile: DataProfile | None = None
    truncated: bool = False
    support: dict[str, tuple[Cell, ...]] = field(default_factory=dict)
    held: tuple[tuple[OutputColumn, Cell], ...] = ()
    margins: Margins = field(default_factory=dict)
    near: int = 0
    marks: Marks = field(default_factory=Marks)
    apart: frozenset[MetricRef] = frozenset()

    @property
    def language(self) -> Language:
        """The language of the question."""
        return self.plan.language

    def _having(self, role: ColumnRole) -> tuple[int, ...]:
        return tuple(index for index, column in enumerate(self.columns) if column.role is role)

    @cached_property
    def dimensions(self) -> tuple[int, ...]:
        """Columns that name members."""
        return self._having(ColumnRole.DIMENSION)

    @cached_property
    def time(self) -> int | None:
        """The column that holds periods, if the answer is split over time."""
        found = self._having(ColumnRole.TIME)
        return found[0] if found else None

    @cached_property
    def metrics(self) -> tuple[int, ...]:
        """Columns with figures as they are."""
        return self._having(ColumnRole.METRIC)

    @cached_property
    def calculations(self) -> tuple[int, ...]:
        """Columns with calculated figures."""
        return self._having(ColumnRole.CALCULATION)

    def value(self, row: int, column: int) -> int | float | Decimal | None:
        """Return a cell as a number; None when it is missing, withheld or no number."""
        cell = self.rows[row][column]
        if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal) or not numbers.is_number(cell):
            return None
        return cell

    def unit(self, column: int) -> str | None:
        """Return the unit of a column in the reader's language."""
        unit = self.columns[column].unit
        return unit.say(self.language) if unit else None

    def figure(self, row: int, column: int, *, unit: bool = True) -> str | None:
        """Return a cell in the reader's notation, with its unit unless told otherwise; None when it has no figure."""
        value = self.value(row, column)
        if value is None:
            return None
        named, decimals = self.unit(column), self.columns[column].decimals
        plainly = not unit and numbers.kind_of_unit(named) == "other"
        text = (
            numbers.number(value, self.language, decimals, named)
            if plainly
            else numbers.figure(value, self.language, named, decimals)
        )
        half = self.margins.get((row, column))
        return text if half is None else f"{text} {spelled(half, self.language, decimals)}"

    def held_figure(self, metric: MetricRef) -> str | None:
        """Return the figure of the yardstick for a metric in the reader's notation, where there is one to show."""
        for column, cell in self.held:
            if column.metric == metric and isinstance(cell, int | float | Decimal) and numbers.is_number(cell):
                unit = column.unit.say(self.language) if column.unit else None
                if numbers.kind_of_unit(unit) == "other":
                    return numbers.number(cell, self.language, column.decimals, unit)
                return numbers.figure(cell, self.language, unit, column.decimals)
        return None

    def label(self, row: int, column: int) -> str:
        """Return the member or period in a cell as people read it."""
        return str(self.cell(row, column))

    def period(self, row: int) -> Period | None:
        """Return the period of a row, when the answer has a time column and the cell is a period."""
        if self.time is None or not isinstance(text := self.rows[row][self.time], str):
            return None
        try:
            return Period.parse(text)
        except ValueError:
            return None

    def cell(self, row: int, column: int) -> Json:
        """Return a cell as JSON shows it: labels for codes, finite numbers, ISO dates, null for what is missing."""
        raw, about = self.rows[row][column], self.columns[column]
        if about.role is not ColumnRole.DIMENSION or about.field is None:
            return plain(raw)
        documented = self.catalog.field(about.field)
        if raw is None and documented.label_field and (code := self._code(row, about.name)) is not None:
            return str(plain(code))
        if raw is None:
            missing = documented.missing.get("null") or self._own_missing(about) or _only(documented)
            return missing.say(self.language) if missing else words(self.language).say("missing.member")
        if documented.label_field is None:
            code_text = str(as_text(plain(raw)))
            for member in documented.members:
                if member.value == code_text and member.label:
                    return member.label.say(self.language)
            if isinstance(raw, bool):
                return words(self.language).say("boolean.true" if raw else "boolean.false")
        return plain(raw)

    def code(self, row: int, column: int) -> Cell:
        """Return the stored code of a member cell."""
        code = self._code(row, self.columns[column].name)
        return self.rows[row][column] if code is None else code

    def nobody(self, row: int) -> bool:
        """Whether a row is about those whose member is not known: they are shown, but are no highest or lowest."""
        return any(
            self.rows[row][column] is None and self._code(row, self.columns[column].name) is None
            for column in self.dimensions
        )

    def _own_missing(self, about: OutputColumn) -> Text | None:
        """Return what a missing member means in the dataset that the figures come from."""
        for name in dict.fromkeys(ref.dataset for ref in self.plan.metrics):
            own = local_field(self.catalog, name, about.field) if about.field is not None else None
            if own is not None and (said := self.catalog.field(own).missing.get("null")) is not None:
                return said
        return None

    def _code(self, row: int, column: str) -> Cell:
        codes = self.support.get(f"member_of:{column}")
        return codes[row] if codes else None

    def metric_of(self, column: int) -> MetricRef:
        """Return the metric that a column's figures belong to (the plan's first when the column names none)."""
        return self.columns[column].metric or self.plan.metrics[0]


def _only(field: Field) -> Text | None:
    """Return what a missing value means when only one reason is documented, whatever its code."""
    reasons = list(field.missing.values())
    return reasons[0] if len(reasons) == 1 else None


def present(
    plan: Plan,
    catalog: Catalog,
    columns: Sequence[OutputColumn],
    rows: Sequence[Sequence[Cell]],
    *,
    withheld: Collection[tuple[int, int]] = (),
    profile: DataProfile | None = None,
    truncated: bool = False,
) -> Shown:
    """Return what is shown of a result: support columns dropped, withheld cells (by result position) emptied."""
    visible = [index for index, column in enumerate(columns) if column.role is not ColumnRole.SUPPORT]
    hidden = frozenset(withheld)
    support = {
        f"member_of:{column.member_of}" if column.member_of else column.name: tuple(row[index] for row in rows)
        for index, column in enumerate(columns)
        if column.role is ColumnRole.SUPPORT
    }
    held = tuple(
        (column, rows[0][index])
        for index, column in enumerate(columns)
        if column.role is ColumnRole.SUPPORT
        and rows
        and (0, index) not in hidden
        and column.name.startswith(YARDSTICK)
        and "__" not in column.name
    )
    return Shown(
        plan=plan,
        catalog=catalog,
        columns=tuple(columns[index] for index in visible),
        rows=tuple(
            tuple(None if (number, index) in hidden else row[index] for index in visible)
            for number, row in enumerate(rows)
        ),
        withheld=frozenset((row, visible.index(index)) for row, index in hidden if index in visible),
        profile=profile,
        truncated=truncated,
        support=support,
        held=held,
    )


def plain(cell: Cell) -> Json:
    """Return a cell as JSON can hold it; numbers without binary noise, whole numbers as integers."""
    match cell:
        case None | bool() | str() | int():
            return cell
        case Decimal() | float():
            if not math.isfinite(cell):
                return None
            if cell == int(cell) and abs(int(cell)) < 2**53:
                return int(cell)
            return float(f"{cell:.12g}")
        case dt.datetime() | dt.date():
            return cell.isoformat()
