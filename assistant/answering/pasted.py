"""The caveats of a pasted query that ran: its rows are asked what they meet, as those of an answer are."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from assistant.catalog.catalog import Catalog
from assistant.catalog.period import Period
from assistant.catalog.text import Language
from assistant.catalog.timecode import grain_of
from assistant.catalog.vocabulary import FieldRole, Grain
from assistant.engines.base import Engine, ResultTable
from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats.evidence import DatasetEvidence, Evidence
from assistant.explanation.caveats.own.rows import stands_for_groups
from assistant.explanation.caveats.pasted import absent_inside, pasted_caveats, pasted_probes
from assistant.explanation.caveats.pasted_result import PastedResult
from assistant.sql.evidence_pasted import Pasted, pasted, pasted_query
from assistant.sql.evidence_shape import Shape, shape_of
from assistant.validation import ValidatedQuery, validate_plan

_log = logging.getLogger(__name__)


def caveats_of_query(
    query: ValidatedQuery,
    table: ResultTable,
    withheld: frozenset[tuple[int, int]],
    catalog: Catalog,
    engine: Engine,
    role: str,
    language: Language,
    limit: int,
) -> tuple[CaveatShown, ...]:
    """Return the caveats that the rows behind the result meet, those about withheld cells included."""
    read = pasted(query.sql, catalog, table.rows, limit + 1)
    asked = replace(
        _result(query, read, withheld, catalog, language),
        rows=len(table.rows),
        absent=dict(_absent(query, read, table, catalog)),
    )
    found: dict[str, DatasetEvidence] = {}
    for dataset, probes in pasted_probes(asked).items():
        several = asked.added_fields(dataset)
        evidence = _ask(read, dataset, probes, several, catalog, engine, role, language)
        # What cannot be asked of the rows is said: a caveat is never left out in silence.
        found[dataset] = evidence or DatasetEvidence(frozenset(probes), None, frozenset(several))
    return pasted_caveats(asked, Evidence(found))


def standing_caveats(
    query: ValidatedQuery, catalog: Catalog, language: Language, limit: int
) -> tuple[CaveatShown, ...]:
    """Return the caveats that hold for a query whatever its rows: those without a condition that fit its kind."""
    read = pasted(query.sql, catalog, (), limit + 1)
    return pasted_caveats(_result(query, read, frozenset(), catalog, language), Evidence())


def _ask(
    read: Pasted | None,
    dataset: str,
    probes: dict[str, str],
    several: tuple[str, ...],
    catalog: Catalog,
    engine: Engine,
    role: str,
    language: Language,
) -> DatasetEvidence | None:
    compiled = pasted_query(read, dataset, probes, several) if read is not None else None
    if compiled is None:
        return None
    checked = validate_plan(compiled, catalog, binder=None, role=role, language=language)
    table = engine.run(checked, 1) if isinstance(checked, ValidatedQuery) else None
    if not isinstance(table, ResultTable):
        _log.warning("the caveats of %s could not be asked of the rows of a pasted query", dataset)
        return None
    cells = table.rows[0]
    met = frozenset(name for name, cell in zip(probes, cells, strict=False) if cell is True)
    differ = frozenset(name for name, cell in zip(several, cells[len(probes) :], strict=False) if cell is True)
    return DatasetEvidence(met, cells[-1] if isinstance(cells[-1], int) else None, differ)


def _absent(
    query: ValidatedQuery, read: Pasted | None, table: ResultTable, catalog: Catalog
) -> Iterator[tuple[str, tuple[Period, ...]]]:
    """Yield the periods that lack inside a series; a result that was cut or has one row a day is no series to count."""
    for index, column in enumerate(query.grounds.columns):
        if read is None or read.shown is not None or column.calls or len(column.values) != 1:
            continue
        ref = column.values[0]
        field = catalog.field(ref)
        if field.role is FieldRole.TIME and grain_of(field) not in (None, Grain.DAY):
            yield ref.dataset, absent_inside(field, (row[index] for row in table.rows))


def _result(
    query: ValidatedQuery,
    read: Pasted | None,
    withheld: frozenset[tuple[int, int]],
    catalog: Catalog,
    language: Language,
) -> PastedResult:
    columns = query.grounds.columns
    shape = shape_of(read) if read is not None else Shape(True, True, True, frozenset())
    plain = {ref for one in columns if not one.calls for ref in one.values}
    figures = {ref for one in columns for ref in one.fields}
    places = Counter(one.dataset for one in query.grounds.rows)
    hidden = {ref for _, column in withheld if column < len(columns) for ref in columns[column].fields}
    return PastedResult(
        catalog=catalog,
        language=language,
        datasets=query.datasets,
        fields=frozenset(query.fields),
        figures=frozenset(figures),
        plain=frozenset(ref for ref in plain if catalog.field(ref).role is not FieldRole.MEASURE),
        counted=frozenset(name for one in columns if "count" in one.calls for name in one.datasets),
        averaged=frozenset(
            ref.dataset
            for one in columns
            if {"avg", "mean"} & set(one.calls)
            for ref in one.values
            if stands_for_groups(catalog, ref.dataset)
        ),
        summed=any("sum" in one.calls for one in columns),
        ranked=shape.ranked,
        ratio=shape.ratio,
        change=shape.change,
        listed=shape.listed,
        twice=frozenset(name for name, count in places.items() if count > 1),
        withheld=frozenset(ref.dataset for ref in hidden if catalog.field(ref).role is FieldRole.MEASURE),
    )
