"""What the rows that a figure rests on meet: the conditions of caveats, asked of the same rows as the figure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import reduce

from sqlglot import exp

from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.dialect import parsed
from assistant.catalog.profile import DataProfile
from assistant.catalog.text import Text
from assistant.plan import Plan, Refusal
from assistant.sql import values
from assistant.sql.aggregate import counted, owned
from assistant.sql.branch import Branch
from assistant.sql.compile import ask_of, begin, calculated
from assistant.sql.evidence_rows import narrowed, original_keys
from assistant.sql.facts import Fact, rows_used
from assistant.sql.names import Names, aliased, col
from assistant.sql.query import ColumnRole, CompiledQuery, OutputColumn
from assistant.sql.words import heading

ROWS = "rows"


@dataclass(frozen=True)
class Narrowing:
    """Which of the rows count: those of the ``members`` and ``periods`` that are shown, where not all are.

    ``about`` says of a probe which components it is about (by key): rows that only others rest on do not count.
    ``several`` names fields of which is asked whether the rows hold more than one value.
    """

    members: Mapping[FieldRef, tuple[str, ...]] = field(default_factory=dict)
    periods: Collection[str] | None = None
    about: Mapping[str, frozenset[str]] = field(default_factory=dict)
    several: tuple[str, ...] = ()


def evidence_query(
    plan: Plan,
    catalog: Catalog,
    profile: DataProfile,
    dataset: str,
    probes: Mapping[str, str],
    narrowing: Narrowing | None = None,
) -> CompiledQuery | None:
    """Return, per probe, whether a row that the figures rest on meets it, and last the number of ``rows`` used.

    A probe is a predicate over the dataset's own columns. Columns come in the order of ``probes``, then those of
    ``several``; a column's label is the probe's key, its name the key as an identifier. None when the plan's figures
    do not rest on ``dataset``.
    """
    making = begin(plan, catalog, profile)
    if isinstance(calculated(making, ask_of(plan, making.setting)), Refusal):
        return None
    facts = [made for made in making.query.facts if made.group.dataset == dataset]
    if not facts:
        return None
    wanted = narrowing or Narrowing()
    names = Names()
    rows_name = names.take(ROWS)
    keys = {key: names.take(key) for key in probes}
    fields = {name: names.take(f"several_{name}") for name in wanted.several}
    used = [query for made in facts for query in _used(made, probes, keys, fields, wanted)]
    rows = reduce(lambda one, other: exp.Union(this=one, expression=other, distinct=False), used)
    tree = exp.select().from_(rows.subquery("gebruikt"))
    for name in keys.values():
        met = exp.Coalesce(this=exp.LogicalOr(this=col(name)), expressions=[exp.false()])
        tree = tree.select(aliased(met, name), copy=False)
    for name in fields.values():
        differs = exp.NEQ(this=exp.Min(this=col(name)), expression=exp.Max(this=col(name)))
        tree = tree.select(aliased(exp.Coalesce(this=differs, expressions=[exp.false()]), name), copy=False)
    tree = tree.select(aliased(exp.Count(this=exp.Star(), big_int=True), rows_name), copy=False)
    labels = [*keys.items(), *((f"several_{field}", name) for field, name in fields.items())]
    columns = [OutputColumn(name, ColumnRole.SUPPORT, Text(nl=key, en=key)) for key, name in labels]
    columns.append(OutputColumn(rows_name, ColumnRole.SUPPORT, heading("rows")))
    return CompiledQuery(tree, tuple(columns))


def _used(
    made: Fact, probes: Mapping[str, str], keys: Mapping[str, str], fields: Mapping[str, str], wanted: Narrowing
) -> list[exp.Query]:
    own_keys = original_keys(made)
    made = narrowed(made, wanted.periods)
    found: list[exp.Query] = []
    for branch, where in rows_used(made):
        for key in branch.keys:
            if key.split.field in wanted.members:
                where.append(_among(key.code, wanted.members[key.split.field]))
        tree = branch.rows.select()
        for name, predicate in probes.items():
            met = _met(made, branch, own_keys, predicate, wanted.about.get(name))
            tree = tree.select(aliased(met, keys[name]), copy=False)
        for name, column in fields.items():
            tree = tree.select(aliased(branch.rows.own(name), column), copy=False)
        if not probes and not fields:
            tree = tree.select(aliased(exp.true(), "used"), copy=False)
        condition = values.every(where)
        found.append(tree.where(condition, copy=False) if condition is not None else tree)
    return found


def _among(code: exp.Expr, members: tuple[str, ...]) -> exp.Expr:
    if not members:
        return exp.false()
    text = exp.cast(code.copy(), exp.DataType.Type.TEXT)
    return exp.In(this=text, expressions=[values.text(item) for item in members])


def _met(
    made: Fact, branch: Branch, own_keys: tuple[str, ...], predicate: str, about: frozenset[str] | None
) -> exp.Expr:
    """Return the probe on the rows of the components that it is about."""
    met = owned(parsed(predicate), branch.rows)
    if not about or about >= set(own_keys):
        return met
    limits: list[exp.Expr | None] = []
    for known, (component, _) in zip(own_keys, made.group.components, strict=True):
        if known in about:
            line, time = made.group.timelines.get(component.key), made.group.time
            at = line.condition(branch.rows.own(time.name)) if line is not None and time is not None else None
            limits.append(counted(component, branch.rows, at))
    if not limits:
        return exp.false()
    if any(limit is None for limit in limits):
        return met
    rows = values.some(exp.paren(limit) for limit in limits if limit is not None)
    return exp.and_(exp.paren(met), exp.paren(rows), copy=False)
