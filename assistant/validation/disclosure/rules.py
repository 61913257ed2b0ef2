"""Which small-count rule holds for a metric, and for each count of persons that a metric rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assistant.catalog.catalog import Catalog, FieldRef, MetricRef
from assistant.catalog.component import Component
from assistant.catalog.disclosure import Disclosure
from assistant.catalog.formula import formula


@dataclass(frozen=True, slots=True)
class CountRule:
    """The small-count rule as it holds for one count."""

    min_count: int
    withhold_zero: bool = False
    round_to: int | None = None

    def hides(self, value: object) -> bool:
        """Whether a count may not be shown."""
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            return False
        return 0 < value < self.min_count or (value == 0 and self.withhold_zero)


def rule_for(catalog: Catalog, ref: MetricRef) -> CountRule | None:
    """Return the rule for a metric: its own, else its dataset's, else the catalogue's; None when none holds."""
    dataset = catalog.by_name.get(ref.dataset)
    metric = dataset.metrics.get(ref.metric) if dataset else None
    if dataset is None or metric is None:
        return None
    listed = catalog.disclosure is not None and str(ref) in catalog.disclosure.fields
    concerned = metric.persons or listed or (metric.disclosure is not None and metric.disclosure.min_count is not None)
    return _layered((metric.disclosure, dataset.disclosure, catalog.disclosure)) if concerned else None


def field_rule(catalog: Catalog, ref: FieldRef) -> CountRule | None:
    """Return the rule for a measure field, also for one that is no metric itself but that ratios are built on."""
    dataset = catalog.by_name.get(ref.dataset)
    field = dataset.fields_by_name.get(ref.field) if dataset else None
    if dataset is None or field is None:
        return None
    listed = catalog.disclosure is not None and str(ref) in catalog.disclosure.fields
    own = field.disclosure is not None and field.disclosure.min_count is not None
    return (
        _layered((field.disclosure, dataset.disclosure, catalog.disclosure)) if field.persons or listed or own else None
    )


def counts_of(catalog: Catalog, ref: MetricRef) -> tuple[tuple[Component, CountRule], ...]:
    """Return the counts of persons that a metric rests on, each with its rule; none when the metric is exempt."""
    metric = catalog.metric(ref)
    if metric.disclosure is not None and metric.disclosure.off is not None:
        return ()
    found = []
    for component in formula(catalog, ref).components:
        if not component.persons:
            continue
        own = [field_rule(catalog, FieldRef(component.dataset, name)) for name in component.fields]
        if component.dataset == ref.dataset:
            own.append(rule_for(catalog, ref))
        if (rule := strictest(item for item in own if item is not None)) is not None:
            found.append((component, rule))
    return tuple(found)


def metric_rule(catalog: Catalog, ref: MetricRef) -> CountRule | None:
    """Return the strictest rule among the counts that a metric rests on."""
    return strictest(rule for _, rule in counts_of(catalog, ref))


def strictest(rules: Iterable[CountRule]) -> CountRule | None:
    """Return the rule with the highest minimum."""
    return max(rules, key=lambda rule: (rule.min_count, rule.withhold_zero), default=None)


def rounded(value: object, rule: CountRule | None) -> object:
    """Return a count as it may be shown: rounded to the catalogue's multiple where it asks for that."""
    if rule is None or rule.round_to is None or isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return rule.round_to * int(value / rule.round_to + (0.5 if value >= 0 else -0.5))


def _layered(rules: Iterable[Disclosure | None]) -> CountRule | None:
    """Return what the rules say together, the nearest first; None when the nearest is switched off."""
    layers = [layer for layer in rules if layer is not None]
    if not layers or layers[0].off is not None:
        return None
    minimum = _first(layers, "min_count")
    if minimum is None:
        return None
    zero = next((layer.withhold_zero for layer in layers if "withhold_zero" in layer.model_fields_set), False)
    return CountRule(int(minimum), zero, _first(layers, "round_to"))


def _first(layers: list[Disclosure], key: str) -> int | None:
    found: int | None = next((getattr(layer, key) for layer in layers if getattr(layer, key) is not None), None)
    return found
