"""The figures of an ask as one relation: fact queries beside each other, then the arithmetic of each metric."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlglot import exp

from assistant.catalog.formula import Component, Formula
from assistant.plan import Refusal
from assistant.sql import values
from assistant.sql.ask import Ask, Setting
from assistant.sql.facts import COUNTS, Fact, fact
from assistant.sql.groups import groups
from assistant.sql.joined import crossed, joined
from assistant.sql.names import Names, aliased, col, ident
from assistant.sql.shape import Shape, shape_of


@dataclass
class Query:
    """A query in the making: its CTEs in order, the fact queries among them, and the names taken."""

    ctes: list[tuple[str, exp.Query]] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    tables: Names = field(default_factory=Names)

    def add(self, name: str, tree: exp.Query) -> str:
        """Add a CTE under a free name and return that name."""
        taken = self.tables.take(name)
        self.ctes.append((taken, tree))
        return taken


def figures(setting: Setting, ask: Ask, query: Query) -> Shape | Refusal:
    """Add the CTEs that give the figures of ``ask`` and return the shape of the last one."""
    parts = groups(setting, ask)
    if isinstance(parts, Refusal):
        return parts
    names = Names()
    shape = shape_of(setting.catalog, ask, names)
    facts: list[Fact] = []
    for group in parts:
        made = fact(setting, ask, group, shape, query.tables)
        if isinstance(made, Refusal):
            return made
        query.ctes.append((made.name, made.tree))
        facts.append(made)
    query.facts.extend(facts)
    shape.ranked = any(len(made.scope.branches) > 1 for made in facts if made.group.leads)
    formulas = ask.formulas(setting.catalog)
    return _one(shape, facts, formulas) or _combined(setting, ask, query, shape, facts, formulas, names)


def _one(shape: Shape, facts: list[Fact], formulas: tuple[Formula, ...]) -> Shape | None:
    """Use the only fact query as it is, when every metric is one of its columns."""
    if len(facts) > 1 or any(not isinstance(item.outer, exp.Column) for item in formulas):
        return None
    only = facts[0]
    if shape.time is not None and not only.timed:
        return None
    shape.relation = only.name
    for item in formulas:
        component = item.components[0]
        shape.metrics[item.metric] = only.columns[component.key]
        shape.counts[item.metric] = _counts_of(component, only)
    return shape


def _counts_of(component: Component, source: Fact) -> tuple[str, ...]:
    if not component.persons:
        return ()
    return (source.columns[component.key] if component.kind in COUNTS else source.counts[component.key],)


def _combined(
    setting: Setting,
    ask: Ask,
    query: Query,
    shape: Shape,
    facts: list[Fact],
    formulas: tuple[Formula, ...],
    names: Names,
) -> Shape:
    """Put the fact queries beside each other and work out every metric from its components."""
    tree = exp.select().from_(exp.Table(this=ident(facts[0].name)))
    leading = [facts[0]]
    for other in facts[1:]:
        condition = values.every(_meet(ask, shape, leading, other))
        table = exp.Table(this=ident(other.name))
        if condition is None:
            tree = crossed(tree, table)
        else:
            tree = joined(tree, table, condition, "full" if other.group.leads else "left")
        if other.group.leads:
            leading.append(other)
    tree = tree.select(*_keys(shape, leading), copy=False)
    source = {key: made for made in facts for key in made.columns}
    for item in formulas:
        name = names.take(item.metric.metric)
        tree = tree.select(aliased(_outer(item, source), name), copy=False)
        shape.metrics[item.metric] = name
        counts = []
        for component in item.components:
            for column in _counts_of(component, source[component.key]):
                if isinstance(item.outer, exp.Column) and component.kind in COUNTS:
                    counts.append(name)
                    continue
                support = names.take(f"{column}__count")
                tree = tree.select(aliased(col(column, source[component.key].name), support), copy=False)
                counts.append(support)
        shape.counts[item.metric] = tuple(dict.fromkeys(counts))
    shape.relation = query.add("cijfers", tree)
    return shape


def _outer(item: Formula, source: dict[str, Fact]) -> exp.Expr:
    by_name = {component.name: component for component in item.components}

    def place(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Column):
            component = by_name[node.name]
            made = source[component.key]
            return col(made.columns[component.key], made.name)
        return node

    return item.outer.copy().transform(place, copy=False)


def _keys(shape: Shape, leading: list[Fact]) -> list[exp.Expr]:
    found: list[exp.Expr] = []
    for split in shape.splits:
        know = [made for made in leading if split in made.splits]
        found.append(aliased(_first([col(split.code, made.name) for made in know]), split.code))
        if split.labelled:
            found.append(aliased(_first([col(split.name, made.name) for made in know]), split.name))
        ranked = [made for made in know if len(made.scope.branches) > 1]
        if ranked:
            found.append(aliased(_first([col(split.rank, made.name) for made in ranked]), split.rank))
    if shape.time is not None:
        timed = [made for made in leading if made.timed]
        if timed:
            found.append(aliased(_first([col(shape.time, made.name) for made in timed]), shape.time))
        else:
            shape.time = None
    return found


def _meet(ask: Ask, shape: Shape, leading: list[Fact], other: Fact) -> list[exp.Expr]:
    """Return the conditions on the keys that ``other`` shares with the queries before it; missing members meet too."""
    found: list[exp.Expr] = []
    for split in other.splits:
        before = [col(split.code, made.name) for made in leading if split in made.splits]
        if before:
            found.append(exp.NullSafeEQ(this=_first(before), expression=col(split.code, other.name)))
    if shape.time is not None and other.timed:
        before = [col(shape.time, made.name) for made in leading if made.timed]
        if before:
            found.append(exp.EQ(this=_mapped(ask, other, _first(before)), expression=col(shape.time, other.name)))
    return found


def _mapped(ask: Ask, other: Fact, time: exp.Expr) -> exp.Expr:
    """Return the bucket as ``other`` files it: a coarser period where it follows on a coarser series."""
    pairs = [
        (asked.text, own.text) for asked, own in zip(ask.buckets, other.group.own_buckets, strict=True) if asked != own
    ]
    if not pairs:
        return time
    return values.case(time, ((values.text(one), values.text(two)) for one, two in pairs))


def _first(columns: list[exp.Column]) -> exp.Expr:
    if len(columns) == 1:
        return columns[0]
    return exp.Coalesce(this=columns[0], expressions=list(columns[1:]))
