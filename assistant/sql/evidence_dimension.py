"""What the rows of a dimension dataset meet: those of the members that an answer is about."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from assistant.catalog.catalog import Catalog
from assistant.catalog.dialect import parsed
from assistant.catalog.text import Text
from assistant.sql import values
from assistant.sql.evidence import ROWS
from assistant.sql.names import Names, aliased, col, ident
from assistant.sql.query import ColumnRole, CompiledQuery, OutputColumn
from assistant.sql.words import heading


def dimension_query(
    catalog: Catalog, dataset: str, members: Mapping[str, tuple[str, ...]], probes: Mapping[str, str]
) -> CompiledQuery:
    """Return, per probe, whether a row of ``members`` (values per field) meets it, and last the number of rows."""
    names = Names()
    rows_name = names.take(ROWS)
    keys = {key: names.take(key) for key in probes}
    fields = catalog.by_name[dataset].fields_by_name
    tree = exp.select().from_(exp.Table(this=ident(dataset)))
    for key, predicate in probes.items():
        met = exp.Coalesce(this=exp.LogicalOr(this=parsed(predicate)), expressions=[exp.false()])
        tree = tree.select(aliased(met, keys[key]), copy=False)
    tree = tree.select(aliased(exp.Count(this=exp.Star(), big_int=True), rows_name), copy=False)
    for name, wanted in members.items():
        chosen = [values.literal(fields[name], value) for value in wanted]
        tree = tree.where(values.one_of(col(name, dataset), chosen) if chosen else exp.false(), copy=False)
    columns = [OutputColumn(name, ColumnRole.SUPPORT, Text(nl=key, en=key)) for key, name in keys.items()]
    columns.append(OutputColumn(rows_name, ColumnRole.SUPPORT, heading("rows")))
    return CompiledQuery(tree, tuple(columns))
