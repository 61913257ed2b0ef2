"""One table becomes one dataset per length of period; each is written as a wide Parquet table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.catalog.vocabulary import Grain
from assistant.workbench.cbs.document import Part
from assistant.workbench.cbs.layout import DimensionColumn, Layout, MeasureColumn, grain_words
from assistant.workbench.cbs.periods import PeriodCode, read_period
from assistant.workbench.cbs.store import Store, literal, missing_code, quoted, value_sql
from assistant.workbench.cbs.table import Code

#: Coarse to fine; no calendar period comes last.
_ORDER: tuple[Grain | None, ...] = (*Grain, None)
_FAR = 1_000_000


def periods_by_grain(layout: Layout, store: Store) -> dict[Grain | None, tuple[PeriodCode, ...]]:
    """Return the periods that were brought per grain, coarse to fine; without figures those of the code list."""
    if layout.time is None:
        return {None: ()}
    present = store.distinct(layout.time.identifier)
    known = layout.time.by_code
    codes = [known.get(code) or Code(code, code, "", "", None) for code in sorted(present or known)]
    periods = [read_period(code) for code in codes]
    found = {grain: tuple(period for period in periods if period.grain is grain) for grain in _ORDER}
    return {grain: some for grain, some in found.items() if some}


def part_names(name: str, grains: Sequence[Grain | None]) -> dict[Grain | None, str]:
    """Return the dataset name per grain: the plain name when there is one grain, else with the grain added."""
    if len(grains) == 1:
        return {grains[0]: name}
    return {grain: f"{name}_{grain_words(grain)['name']}" for grain in grains}


def with_figures(layout: Layout, periods: tuple[PeriodCode, ...], store: Store) -> Layout:
    """Return the layout without the measures that have no figure in these periods; all of them when none has any."""
    held = {
        str(row[0])
        for row in store.query(
            f"SELECT DISTINCT measure FROM {_of_grain(layout, store, periods)} WHERE value IS NOT NULL"
        )
    }
    kept = tuple(column for column in layout.measures if column.measure.code in held)
    return replace(layout, measures=kept) if kept else layout


def describe(name: str, grain: Grain | None, periods: tuple[PeriodCode, ...], layout: Layout, store: Store) -> Part:
    """Look in the figures for what the documentation of this part needs to know."""
    rows = _of_grain(layout, store, periods)
    figures = store.query(f"SELECT count(value) FROM {rows}")[0][0]
    members = {column.name: _members(column, rows, store) for column in layout.keys}
    reasons = {column.name: _reasons(column, rows, store) for column in layout.measures}
    return Part(
        name=name, grain=grain, periods=periods, figures=int(str(figures)), members=members, reasons=reasons,
        shifts={column.name: _shift(column, reasons[column.name], rows, store) for column in layout.measures},
        whole_numbers={column.name: _whole(column, rows, store) for column in layout.measures},
    )  # fmt: skip


def write_part(part: Part, layout: Layout, store: Store, path: Path) -> int:
    """Write one dataset as Parquet and return its number of rows."""
    keys = [(store.column_of(column.dimension.identifier), column.name) for column in layout.regions]
    period = [("stored", grain_words(part.grain)["name"])] if layout.time else []
    keys += period + [(store.column_of(column.dimension.identifier), column.name) for column in layout.plain]
    columns = [f"{source} AS {quoted(name)}" for source, name in keys]
    columns += [_measure_sql(column, part) for column in layout.measures]
    if any(found.status for found in part.periods):
        columns.append(f"any_value(status) AS {quoted(layout.status)}")
    grouped = ", ".join(source for source, _ in keys) or "()"
    select = (
        f"SELECT {', '.join(columns)} FROM {_of_grain(layout, store, part.periods)} GROUP BY {grouped} ORDER BY ALL"
    )
    written = store.query(f"COPY ({select}) TO {literal(str(path))} (FORMAT parquet)")
    return int(str(written[0][0]))


def _measure_sql(column: MeasureColumn, part: Part) -> str:
    value = value_sql(column.measure.code, part.reasons[column.name], part.shifts[column.name])
    kind = "BIGINT" if part.whole_numbers[column.name] else "DOUBLE"
    return f"CAST({value} AS {kind}) AS {quoted(column.name)}"


def _of_grain(layout: Layout, store: Store, periods: tuple[PeriodCode, ...]) -> str:
    """Return the figures of these periods, without the regions that have no figure at all."""
    source = "obs"
    if layout.time is not None:
        store.load(
            _periods_table(periods), ("code VARCHAR", "stored VARCHAR", "status VARCHAR"),
            [(period.code, period.stored, period.status) for period in periods],
        )  # fmt: skip
        source += f" JOIN {_periods_table(periods)} p ON obs.{store.column_of(layout.time.identifier)} = p.code"
    for column in layout.regions:
        geo = store.column_of(column.dimension.identifier)
        source += f" SEMI JOIN (SELECT DISTINCT {geo} FROM obs WHERE value IS NOT NULL) g_{geo} USING ({geo})"
    return f"(SELECT * FROM {source}) AS part"


def _periods_table(periods: tuple[PeriodCode, ...]) -> str:
    grain = periods[0].grain if periods else None
    return f"periods_{grain.value if grain else 'other'}"


def _members(column: DimensionColumn, rows: str, store: Store) -> set[str]:
    code = store.column_of(column.dimension.identifier)
    return {str(row[0]) for row in store.query(f"SELECT DISTINCT {code} FROM {rows}")}


def _reasons(column: MeasureColumn, rows: str, store: Store) -> set[str]:
    sql = (
        f"SELECT DISTINCT attribute FROM {rows} WHERE measure = {literal(column.measure.code)} AND attribute <> 'None'"
    )
    return {str(row[0]) for row in store.query(sql)}


def _shift(column: MeasureColumn, reasons: set[str], rows: str, store: Store) -> int:
    codes = [str(code) for reason in reasons if (code := missing_code(reason)) is not None]
    if not codes:
        return 1
    sql = (
        f"SELECT 1 FROM {rows} WHERE measure = {literal(column.measure.code)} AND value IN ({', '.join(codes)}) LIMIT 1"
    )
    return _FAR if store.query(sql) else 1


def _whole(column: MeasureColumn, rows: str, store: Store) -> bool:
    sql = f"SELECT bool_and(value = round(value)) FROM {rows} WHERE measure = {literal(column.measure.code)}"
    found = store.query(sql)[0][0]
    return column.measure.decimals == 0 if found is None else bool(found)
