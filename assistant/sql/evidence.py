"""What the rows that a figure rests on meet: the conditions of caveats, asked of the same rows as the figure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

import sqlglot
from sqlglot import exp

from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.profile import DataProfile
from assistant.catalog.text import Text
from assistant.plan import Plan, Refusal
from assistant.sql import values
from assistant.sql.aggregate import owned
from assistant.sql.compile import ask_of, begin, calculated
from assistant.sql.facts import Fact, rows_used
from assistant.sql.names import Names, aliased, col
from assistant.sql.query import ColumnRole, CompiledQuery, OutputColumn
from assistant.sql.words import heading

ROWS = "rows"


def evidence_query(
    plan: Plan,
    catalog: Catalog,
    profile: DataProfile,
    dataset: str,
    probes: Mapping[str, str],
    shown: Mapping[FieldRef, tuple[str, ...]] | None = None,
) -> CompiledQuery | None:
    """Return, per probe, whether a row that the figures rest on meets it, and last the number of ``rows`` used.

    A probe is a predicate over the dataset's own columns. Columns come in the order of ``probes``; a column's label
    is the probe's key, its name the key as an identifier. ``shown`` keeps the rows of the members that are shown
    (a ranking). None when the plan's figures do not rest on ``dataset``.
    """
    making = begin(plan, catalog, profile)
    if isinstance(calculated(making, ask_of(plan, making.setting)), Refusal):
        return None
    facts = [made for made in making.query.facts if made.group.dataset == dataset]
    if not facts:
        return None
    names = Names()
    rows_name = names.take(ROWS)
    keys = {key: names.take(key) for key in probes}
    used = [query for made in facts for query in _used(made, probes, keys, shown or {})]
    rows = reduce(lambda one, other: exp.Union(this=one, expression=other, distinct=False), used)
    tree = exp.select().from_(rows.subquery("gebruikt"))
    for name in keys.values():
        met = exp.Coalesce(this=exp.LogicalOr(this=col(name)), expressions=[exp.false()])
        tree = tree.select(aliased(met, name), copy=False)
    tree = tree.select(aliased(exp.Count(this=exp.Star(), big_int=True), rows_name), copy=False)
    columns = [OutputColumn(name, ColumnRole.SUPPORT, Text(nl=key, en=key)) for key, name in keys.items()]
    columns.append(OutputColumn(rows_name, ColumnRole.SUPPORT, heading("rows")))
    return CompiledQuery(tree, tuple(columns))


def _used(
    made: Fact, probes: Mapping[str, str], keys: Mapping[str, str], shown: Mapping[FieldRef, tuple[str, ...]]
) -> list[exp.Query]:
    found: list[exp.Query] = []
    for branch, where in rows_used(made):
        for key in branch.keys:
            if key.split.field in shown:
                code = exp.cast(key.code.copy(), exp.DataType.Type.TEXT)
                where.append(exp.In(this=code, expressions=[values.text(item) for item in shown[key.split.field]]))
        tree = branch.rows.select()
        for name, predicate in probes.items():
            met = owned(sqlglot.parse_one(predicate, dialect="duckdb"), branch.rows)
            tree = tree.select(aliased(met, keys[name]), copy=False)
        if not probes:
            tree = tree.select(aliased(exp.true(), "used"), copy=False)
        condition = values.every(where)
        found.append(tree.where(condition, copy=False) if condition is not None else tree)
    return found
