"""Documented expressions of metrics under the rules that every query meets: each as the query that it stands for.

What an expression does not mention (a year, a place, begroot or gerealiseerd) is for the question to settle: the query
is grouped by it. What it does mention, it must settle itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlglot import exp

from assistant.catalog.aggregate_call import FormulaError
from assistant.catalog.catalog import Catalog, MetricRef
from assistant.catalog.component import Component
from assistant.catalog.dataset import Dataset
from assistant.catalog.field import Field
from assistant.catalog.formula import Formula, formula
from assistant.catalog.loaded import LoadedCatalog
from assistant.catalog.profile import DataProfile
from assistant.catalog.rules.walk import metrics
from assistant.catalog.vocabulary import FieldRole
from assistant.errors import Problem
from assistant.validation.lineage import Lineage
from assistant.validation.meaning.figures import Figures
from assistant.validation.query import Issue
from assistant.validation.rules import additivity, fixed, units
from assistant.validation.tree import Tree
from assistant.validation.validate import qualified
from assistant.validation.view import View

_RULES = (additivity.check, fixed.check, units.check)


@dataclass(frozen=True)
class _Everything(View):
    """The catalogue as its maintainer sees it."""

    def permits(self, dataset: Dataset) -> bool:
        """Whether a dataset is there: all are."""
        return True


def metric_problems(loaded: LoadedCatalog, profile: DataProfile | None) -> tuple[Problem, ...]:
    """Return what the expressions of metrics add up and should not, with file and line."""
    catalog = loaded.catalog
    view = _Everything(catalog, "maintainer", "en", True, profile)
    found = []
    for dataset, metric, path in metrics(catalog):
        if metric.expression is not None:
            for item in dict.fromkeys(_issues(MetricRef(dataset.name, metric.name), view)):
                where = loaded.location((*path, "expression"))
                message = f"the expression of '{metric.name}': {item.message}"
                found.append(Problem(item.rule, message, where, None, item.severity))
    return tuple(found)


def _issues(ref: MetricRef, view: View) -> Iterator[Issue]:
    """Yield what the rules find in a metric; nothing where it cannot be worked out, which another rule says."""
    try:
        worked_out = formula(view.catalog, ref)
    except FormulaError:
        return
    tree = qualified(_query(worked_out, view.catalog), view)
    if tree is None:
        return
    figures = Figures(Lineage(Tree(tree), view))
    for rule in _RULES:
        # Places in a query that nobody wrote help nobody.
        yield from (replace(item, line=None, column=None) for item in rule(figures))


def _query(of: Formula, catalog: Catalog) -> exp.Select:
    """Return the query that a formula stands for: its leading dataset, others as a value beside it."""
    leading = of.datasets[0]
    parts = {component.name: component for component in of.components}
    mentioned = _mentioned(of)

    def put_in(node: exp.Expr) -> exp.Expr:
        if not isinstance(node, exp.Column) or node.name not in parts:
            return node
        one = parts[node.name]
        call = _call(one, mentioned[one.dataset], catalog)
        if one.dataset == leading:
            return call
        return exp.Subquery(this=_over(one.dataset, [call], mentioned[one.dataset], catalog))

    return _over(leading, [of.outer.copy().transform(put_in)], mentioned[leading], catalog)


def _over(name: str, values: list[exp.Expr], mentioned: set[str], catalog: Catalog) -> exp.Select:
    table = exp.Table(this=exp.to_identifier(name, quoted=True))
    kept_apart = [_column(field.name) for field in _settled(catalog.by_name[name]) if field.name not in mentioned]
    return exp.select(*(exp.alias_(value, "figure") for value in values)).from_(table).group_by(*kept_apart)


def _call(component: Component, mentioned: set[str], catalog: Catalog) -> exp.Expr:
    """Return the aggregate of a component over the rows that it counts."""
    own = _names(component)
    conditions = [component.condition.copy()] if component.condition is not None else []
    for field in _settled(catalog.by_name[component.dataset]):
        usual = field.total if field.total is not None else field.default
        if field.name in mentioned - own and usual is not None:
            # What other parts of the expression settle, this one takes as a question without it would.
            conditions.append(_column(field.name).eq(exp.Literal.string(str(usual))))
    call = component.call.copy()
    return exp.Filter(this=call, expression=exp.Where(this=exp.and_(*conditions))) if conditions else call


def _mentioned(of: Formula) -> dict[str, set[str]]:
    """Return, per dataset, the fields that some part of the formula looks at in its conditions."""
    found: dict[str, set[str]] = {name: set() for name in of.datasets}
    for component in of.components:
        found[component.dataset] |= _names(component)
    return found


def _names(component: Component) -> set[str]:
    trees = [component.call, *([component.condition] if component.condition is not None else [])]
    return {column.name for tree in trees for column in tree.find_all(exp.Column)}


def _settled(dataset: Dataset) -> list[Field]:
    """Return the fields of which a question settles one way: time, places, totals and alternatives."""
    kinds = (FieldRole.TIME, FieldRole.KEY)
    return [one for one in dataset.fields if one.role in kinds or one.total is not None or one.exclusive or one.levels]


def _column(name: str) -> exp.Column:
    return exp.column(exp.to_identifier(name, quoted=True))
