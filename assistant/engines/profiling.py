"""Takes the profile of the serving tables: members, levels, stored periods. No figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import duckdb

from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.dataset import Dataset, Relationship
from assistant.catalog.field import Field
from assistant.catalog.period import Period
from assistant.catalog.profile import DataMember, DataProfile, DatasetProfile, FieldProfile
from assistant.catalog.timecode import decode
from assistant.catalog.vocabulary import Datatype, FieldRole
from assistant.engines.columns import quoted

#: Members remembered per field; a field with more is marked as not complete.
MEMBER_CAP = 200_000
_PROFILED = (FieldRole.KEY, FieldRole.DIMENSION, FieldRole.ATTRIBUTE)


def take_profile(connection: duckdb.DuckDBPyConnection, catalog: Catalog, digest: str) -> DataProfile:
    """Return what the serving tables hold, dataset by dataset."""
    return DataProfile(digest, {dataset.name: _dataset(connection, catalog, dataset) for dataset in catalog.datasets})


def _dataset(connection: duckdb.DuckDBPyConnection, catalog: Catalog, dataset: Dataset) -> DatasetProfile:
    table = quoted(dataset.name)
    rows = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    fields = {
        field.name: _members(connection, dataset, field)
        for field in dataset.fields
        if field.reachable and (field.role in _PROFILED or field.datatype is Datatype.BOOLEAN)
    }
    periods: dict[str, tuple[Period, ...]] = {}
    covered: dict[tuple[str, str], tuple[Period, ...]] = {}
    for time in dataset.time_fields:
        periods[time.name], of_measures = _periods(connection, dataset, time)
        covered |= {(measure, time.name): found for measure, found in of_measures.items()}
    levels = {
        field.name: found
        for field in dataset.fields
        if field.role in (FieldRole.KEY, FieldRole.DIMENSION)
        and (found := _levels(connection, catalog, dataset, field))
    }
    return DatasetProfile(dataset.name, int(rows[0]) if rows else 0, fields, periods, covered, levels)


def _members(connection: duckdb.DuckDBPyConnection, dataset: Dataset, field: Field) -> FieldProfile:
    code = f"CAST({quoted(field.name)} AS VARCHAR)"
    extra = [field.label_field, field.levels.field if field.levels else None]
    parents = list(field.levels.parents.items()) if field.levels else []
    names = [*extra, *(column for _, column in parents)]
    # A member whose label or level changed over time is known by what it was called last.
    time = dataset.time_fields[0].name if dataset.time_fields else None
    items = "".join(f", {_last(name, time) if name in dataset.fields_by_name else 'NULL'}" for name in names)
    found = connection.execute(
        f"SELECT {code} AS code{items} FROM {quoted(dataset.name)} WHERE {quoted(field.name)} IS NOT NULL "
        f"GROUP BY ALL ORDER BY code LIMIT {MEMBER_CAP + 1}"
    ).fetchall()
    members = tuple(
        DataMember(
            row[0],
            row[1],
            row[2],
            tuple((level, value) for (level, _), value in zip(parents, row[3:], strict=True) if value is not None),
        )
        for row in found[:MEMBER_CAP]
    )
    return FieldProfile(FieldRef(dataset.name, field.name), members, complete=len(found) <= MEMBER_CAP)


def _last(name: str | None, time: str | None) -> str:
    column = f"CAST({quoted(name or '')} AS VARCHAR)"
    return f"max_by({column}, ({quoted(time)}, {column}))" if time else f"max({column})"


def _periods(
    connection: duckdb.DuckDBPyConnection, dataset: Dataset, time: Field
) -> tuple[tuple[Period, ...], dict[str, tuple[Period, ...]]]:
    """Return the stored periods, and per measure those in which it has a value."""
    measures = [field.name for field in dataset.fields if field.role is FieldRole.MEASURE]
    stored = quoted(time.name) if time.datatype is not Datatype.DATETIME else f"CAST({quoted(time.name)} AS DATE)"
    items = "".join(f", count({quoted(name)}) > 0" for name in measures)
    rows = connection.execute(
        f"SELECT {stored} AS stored{items} FROM {quoted(dataset.name)} "
        f"WHERE {quoted(time.name)} IS NOT NULL GROUP BY stored"
    ).fetchall()
    decoded = [(period, row[1:]) for row in rows if (period := _decode(time, row[0])) is not None]
    covered = {
        measure: _ascending(period for period, has in decoded if has[index]) for index, measure in enumerate(measures)
    }
    return _ascending(period for period, _ in decoded), covered


def _decode(time: Field, stored: object) -> Period | None:
    return decode(time, stored) if isinstance(stored, str | int | dt.date) else None


def _ascending(periods: Iterable[Period]) -> tuple[Period, ...]:
    return tuple(sorted(set(periods), key=lambda period: (period.start, period.end)))


def _levels(connection: duckdb.DuckDBPyConnection, catalog: Catalog, dataset: Dataset, field: Field) -> tuple[str, ...]:
    """Return at which levels the dataset has rows, for a field that is levelled or points to one that is."""
    if field.levels:
        level = quoted(field.levels.field)
        found = connection.execute(f"SELECT DISTINCT CAST({level} AS VARCHAR) FROM {quoted(dataset.name)}").fetchall()
        return _ordered(field.levels.order, {row[0] for row in found if row[0] is not None})
    for relationship in catalog.links.outgoing.get(dataset.name, ()):
        if field.name not in relationship.from_columns:
            continue
        target = catalog.by_name.get(relationship.to)
        column = relationship.to_columns[relationship.from_columns.index(field.name)]
        if relationship.level and target and (found_level := _level_of(target, relationship.level)):
            return (found_level,)
        key = target.fields_by_name.get(column) if target else None
        if target and key and key.levels:
            return _joined_levels(connection, dataset, target, key, relationship)
    return ()


def _level_of(target: Dataset, column: str) -> str | None:
    """Name the level whose members stand in ``column`` of a levelled dataset."""
    for field in target.fields:
        if field.levels:
            for level, parent in field.levels.parents.items():
                if column in (parent, level):
                    return level
    return None


def _joined_levels(
    connection: duckdb.DuckDBPyConnection, dataset: Dataset, target: Dataset, key: Field, relationship: Relationship
) -> tuple[str, ...]:
    assert key.levels is not None
    pairs = zip(relationship.from_columns, relationship.to_columns, strict=True)
    on = " AND ".join(f"f.{quoted(own)} = d.{quoted(theirs)}" for own, theirs in pairs)
    found = connection.execute(
        f"SELECT DISTINCT CAST(d.{quoted(key.levels.field)} AS VARCHAR) FROM {quoted(target.name)} d "
        f"WHERE EXISTS (SELECT 1 FROM {quoted(dataset.name)} f WHERE {on})"
    ).fetchall()
    return _ordered(key.levels.order, {row[0] for row in found if row[0] is not None})


def _ordered(order: tuple[str, ...], found: set[str]) -> tuple[str, ...]:
    return (*(level for level in order if level in found), *sorted(found - set(order)))
