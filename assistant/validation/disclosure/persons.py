"""What a checked query reads of counts of persons, by the catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sqlglot import exp

from assistant.catalog.catalog import Catalog, FieldRef, MetricRef
from assistant.catalog.vocabulary import Aggregation
from assistant.validation.disclosure.rules import CountRule, field_rule, metric_rule, strictest
from assistant.validation.lineage import Lineage
from assistant.validation.tree import Tree
from assistant.validation.view import view_of


class Persons:
    """The counts of persons that one query reads, and the tree with its lineage."""

    def __init__(self, tree: exp.Expr, catalog: Catalog, role: str) -> None:
        self.lineage = Lineage(Tree(tree), view_of(catalog, role, "en", True))
        self.catalog = catalog

    def fields(self, node: exp.Expr) -> frozenset[FieldRef]:
        """Return the counts of persons that a value comes from, conditions included."""
        return frozenset(ref for ref in self.lineage.fields(node) if rule_of(self.catalog, ref) is not None)

    def counts_rows(self, node: exp.Expr) -> CountRule | None:
        """Return the rule when a COUNT counts rows that are persons themselves."""
        scope = self.lineage.scope_of(node) if isinstance(node, exp.Count) else None
        names = [one.name for one in scope.sources.values() if isinstance(one, exp.Table)] if scope else []
        return strictest(rule for name in names if (rule := rows_rule(self.catalog, name.lower())) is not None)

    def rows_of(self, name: str) -> CountRule | None:
        """Return the rule when the rows of a dataset are persons."""
        return rows_rule(self.catalog, name)

    def rule(self, node: exp.Expr) -> CountRule | None:
        """Return the strictest rule of what a value comes from."""
        rules = [rule_of(self.catalog, ref) for ref in self.fields(node)]
        rules += [self.counts_rows(part) for part in node.find_all(exp.Count)]
        return strictest(rule for rule in rules if rule is not None)


def read_persons(catalog: Catalog, fields: Iterable[FieldRef], datasets: Iterable[str]) -> bool:
    """Whether a query that reads these fields of these datasets is about counts of persons at all."""
    return any(rule_of(catalog, ref) is not None for ref in fields) or any(
        rows_rule(catalog, name) is not None for name in datasets
    )


@lru_cache(maxsize=4096)
def _remembered(key: int, ref: FieldRef) -> list[tuple[Catalog, CountRule | None]]:
    return []


def rule_of(catalog: Catalog, ref: FieldRef) -> CountRule | None:
    """Return the rule of a field; remembered, for a query asks it of every column."""
    slot = _remembered(id(catalog), ref)
    if not slot or slot[0][0] is not catalog:
        slot[:] = [(catalog, field_rule(catalog, ref))]
    return slot[0][1]


def rows_rule(catalog: Catalog, name: str) -> CountRule | None:
    """Return the rule of a dataset whose rows are persons: one with a metric that counts them."""
    dataset = next((one for one in catalog.datasets if one.name.lower() == name.lower()), None)
    if dataset is None:
        return None
    kinds = (Aggregation.COUNT, Aggregation.COUNT_DISTINCT)
    counted = [one for one in dataset.metrics.values() if one.running is not None or one.aggregation in kinds]
    return strictest(
        rule for one in counted if (rule := metric_rule(catalog, MetricRef(dataset.name, one.name))) is not None
    )
