"""A figure beside the figure: its margin, or how many cases it rests on, compiled exactly as the figure itself.

The companion stands in a copy of the catalogue as one more metric of the same dataset, with the same rows and time;
the plan with the companion in the place of its metric gives the same members and periods.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock

from sqlglot import exp

from assistant.catalog.catalog import Catalog, MetricRef
from assistant.catalog.dataset import Dataset
from assistant.catalog.formula import Component, formula
from assistant.catalog.metric import Metric
from assistant.catalog.profile import DataProfile
from assistant.catalog.vocabulary import Aggregation, Datatype, OverTime
from assistant.plan import Change, Difference, Plan, Refusal, underlying
from assistant.sql.compile import compile_plan
from assistant.sql.evidence_rows import condition_of
from assistant.sql.query import CompiledQuery

_NAME = "companion"
_KEPT = 64
_MEANS = frozenset({Aggregation.MEAN, Aggregation.MEDIAN})


@dataclass(frozen=True)
class Companion:
    """A compiled companion with the catalogue it belongs to and the plan it answers."""

    plan: Plan
    catalog: Catalog
    query: CompiledQuery


def margin_of(plan: Plan, catalog: Catalog, profile: DataProfile, ref: MetricRef) -> Companion | None:
    """Return the half-widths of the margins of a metric's figures; None when it documents none or they are mixed."""
    metric = catalog.metric(ref)
    if metric.margin is None:
        return None
    half = metric.margin.half_width or f"({metric.margin.upper} - {metric.margin.lower}) / 2.0"
    keys: dict[str, object] = {
        "expression": half,
        "aggregation": "none",
        "over_time": "none",
        "time": metric.time,
        "filter": metric.filter,
    }
    return _compiled(plan, catalog, profile, ref.dataset, keys)


def cases_of(plan: Plan, catalog: Catalog, profile: DataProfile, ref: MetricRef) -> Companion | None:
    """Return how many cases each figure of a ratio, mean or median rests on; None for other figures."""
    found = formula(catalog, ref)
    below = [part for part in found.components if part.name in _below(found.outer) and _counts(catalog, part)]
    if below:
        return _compiled(plan, catalog, profile, below[0].dataset, _as_metric(below[0], below[0].call.sql("duckdb")))
    averaged = [part for part in found.components if part.kind in _MEANS]
    if not averaged:
        return None
    count = exp.Count(this=exp.column(averaged[0].fields[0])) if averaged[0].fields else exp.Count(this=exp.Star())
    keys = _as_metric(averaged[0], count.sql("duckdb")) | {"over_time": "sum"}
    return _compiled(plan, catalog, profile, averaged[0].dataset, keys)


def everyone(plan: Plan, catalog: Catalog, profile: DataProfile) -> CompiledQuery | None:
    """Return the figures of all members of a ranking, those that are not shown too."""
    compiled = compile_plan(replace(plan, limit=None, conditions=()), catalog, profile)
    return None if isinstance(compiled, Refusal) else compiled


def _below(outer: exp.Expr) -> frozenset[str]:
    """Return the names of the components that a figure is divided by."""
    divisions = list(outer.find_all(exp.Div))
    return frozenset(column.name for one in divisions for column in one.expression.find_all(exp.Column))


def _counts(catalog: Catalog, part: Component) -> bool:
    """Whether a component counts cases: rows, persons, or things named by their unit (``woningen``)."""
    if part.kind in (Aggregation.COUNT, Aggregation.COUNT_DISTINCT) or part.persons:
        return True
    known = catalog.by_name[part.dataset].fields_by_name
    field = known.get(part.fields[0]) if len(part.fields) == 1 else None
    if part.kind is not Aggregation.SUM or field is None or field.datatype is not Datatype.INTEGER:
        return False
    unit = field.unit.say(catalog.language).casefold() if field.unit else ""
    return bool(unit) and field.label is not None and unit in field.label.say(catalog.language).casefold()


def _as_metric(part: Component, call: str) -> dict[str, object]:
    limit = condition_of(part)
    return {
        "expression": call,
        "over_time": part.over_time.value if part.over_time is not OverTime.MEAN else "sum",
        "reference": part.reference,
        "time": part.time,
        "filter": limit.sql("duckdb") if limit is not None else None,
    }


def _compiled(
    plan: Plan, catalog: Catalog, profile: DataProfile, dataset: str, keys: dict[str, object]
) -> Companion | None:
    variant, ref = _variants.get(catalog, dataset, keys)
    shown = underlying(plan.calculation)
    kept = shown if isinstance(shown, Change | Difference) else None
    alone = replace(plan, metrics=(ref,), conditions=(), order=None, limit=None, calculation=kept)
    compiled = compile_plan(alone, variant, profile)
    return None if isinstance(compiled, Refusal) else Companion(alone, variant, compiled)


class _Variants:
    """Catalogues with a companion, kept so that what is worked out about them is worked out once."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, str, str], tuple[Catalog, Catalog, MetricRef]] = OrderedDict()
        self._lock = Lock()

    def get(self, catalog: Catalog, dataset: str, keys: dict[str, object]) -> tuple[Catalog, MetricRef]:
        """Return the catalogue with the metric in it, and the metric."""
        slot = (id(catalog), dataset, repr(sorted(keys.items(), key=str)))
        with self._lock:
            if slot in self._kept and self._kept[slot][0] is catalog:
                return self._kept[slot][1:]
            made = _with_metric(catalog, dataset, keys)
            self._kept[slot] = (catalog, *made)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return made


_variants = _Variants()


def _with_metric(catalog: Catalog, dataset: str, keys: dict[str, object]) -> tuple[Catalog, MetricRef]:
    known = catalog.by_name[dataset]
    name = _NAME
    while name in known.metrics or name in known.fields_by_name:
        name += "_"
    given = {key: value for key, value in keys.items() if value is not None}
    metric = Metric.model_validate({"name": name} | given)
    changed = known.model_copy(update={"derived": (*known.derived, metric)})
    changed.__dict__.pop("metrics", None)
    datasets: tuple[Dataset, ...] = tuple(changed if one is known else one for one in catalog.datasets)
    variant = catalog.model_copy(update={"datasets": datasets})
    for remembered in ("by_name", "metric_refs", "formulas"):
        variant.__dict__.pop(remembered, None)
    return variant, MetricRef(dataset, name)
