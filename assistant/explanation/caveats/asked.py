"""What a plan uses: the datasets its figures rest on, the components, and every field and metric it touches."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from assistant.catalog.catalog import Catalog, FieldRef, MetricRef
from assistant.catalog.field import Field
from assistant.catalog.formula import Component, formula
from assistant.catalog.graph import conformed, local_field
from assistant.catalog.profile import DataProfile
from assistant.catalog.vocabulary import FieldRole
from assistant.explanation import names
from assistant.explanation.words import words
from assistant.plan import CountMembers, Plan, Rank, Share, divided, judged, underlying


def is_identity(catalog: Catalog, dataset: str, key: str) -> bool:
    """Whether a key only tells rows apart (the number of a report) and names no member of something."""
    field = catalog.by_name[dataset].fields_by_name[key]
    return (
        field.role is FieldRole.KEY
        and field.levels is None
        and conformed(catalog, FieldRef(dataset, key)).dataset == dataset
    )


@dataclass(frozen=True)
class Asked:
    """A plan beside its catalogue and what the data hold."""

    plan: Plan
    catalog: Catalog
    profile: DataProfile | None = None

    @cached_property
    def metrics(self) -> tuple[MetricRef, ...]:
        """Every metric in the answer, denominators and thresholds included."""
        found = [*self.plan.metrics, *(item.metric for item in self.plan.conditions)]
        if (division := divided(self.plan.calculation)) is not None:
            found.append(division.denominator)
        return tuple(dict.fromkeys(found))

    @cached_property
    def components(self) -> tuple[tuple[MetricRef, Component], ...]:
        """Every aggregate that the figures are made of, with the metric it belongs to."""
        return tuple((ref, part) for ref in self.metrics for part in formula(self.catalog, ref).components)

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The datasets whose rows the figures rest on."""
        return tuple(dict.fromkeys(part.dataset for _, part in self.components))

    @cached_property
    def dimensions(self) -> tuple[FieldRef, ...]:
        """The fields that the question filters or groups by, or ranks and counts."""
        found = [split.field for split in self.plan.splits] + [item.field for item in self.plan.filters]
        for wanted in (underlying(self.plan.calculation), judged(self.plan.calculation)):
            if isinstance(wanted, Rank | CountMembers | Share):
                found.append(wanted.field)
        return tuple(dict.fromkeys(found))

    @cached_property
    def touched(self) -> dict[str, frozenset[str]]:
        """Per dataset the names of the fields and metrics that the answer uses."""
        found: dict[str, set[str]] = {name: set() for name in self.facts}
        for ref in self.metrics:
            for metric in (ref, *self._inside(ref)):
                found.setdefault(metric.dataset, set()).add(metric.metric)
        for _, part in self.components:
            found[part.dataset] |= set(part.fields)
        for field in self.dimensions:
            for one in {field, conformed(self.catalog, field)}:
                found.setdefault(one.dataset, set()).add(one.field)
            for name in self.facts:
                if (own := local_field(self.catalog, name, field)) is not None:
                    found[name].add(own.field)
        return {name: frozenset(used) for name, used in found.items()}

    def _inside(self, ref: MetricRef) -> tuple[MetricRef, ...]:
        """Return the metrics that a metric's expression is made of."""
        written = re.findall(r"[\w.]+", self.catalog.metric(ref).expression or "")
        named = [
            MetricRef.parse(name if "." in name else f"{ref.dataset}.{name}") for name in written if name[0].isalpha()
        ]
        return tuple(one for one in dict.fromkeys(named) if one in self.catalog.metric_refs and one != ref)

    def about(self, dataset: str, applies_to: tuple[str, ...]) -> frozenset[str]:
        """Return the keys of the components that a caveat is about; empty when it is about every used row."""
        found: set[str] = set()
        for name in applies_to:
            owner, _, bare = name.rpartition(".")
            if not self._uses(name, dataset):
                continue
            own = {
                part.key
                for ref, part in self.components
                if part.dataset == dataset
                and (
                    ((owner or dataset) == dataset and bare in part.fields)
                    or (ref.dataset, ref.metric) == (owner or dataset, bare)
                )
            }
            if not own:
                return frozenset()
            found |= own
        return frozenset(found)

    def added_fields(self, dataset: str) -> tuple[str, ...]:
        """Return the key fields over which figures of this dataset may add up members: not split by, no time."""
        known = self.catalog.by_name[dataset]
        split = {own.field for one in self.plan.splits if (own := local_field(self.catalog, dataset, one.field))}
        limited = [own.field for one in self.plan.filters if (own := local_field(self.catalog, dataset, one.field))]
        keys = [known.fields_by_name[name] for name in dict.fromkeys((*known.primary_key, *limited))]
        return tuple(
            key.name
            for key in keys
            if key.role in (FieldRole.KEY, FieldRole.DIMENSION)
            and key.name not in split
            and not (known.primary_key == (key.name,) and is_identity(self.catalog, dataset, key.name))
        )

    def time(self, dataset: str) -> Field | None:
        """Return the time field that this dataset's figures are counted by."""
        known = self.catalog.by_name[dataset]
        for _, part in self.components:
            if part.dataset == dataset and part.time is not None:
                return known.fields_by_name.get(part.time)
        return known.time_fields[0] if known.time_fields else None

    def label(self, dataset: str) -> str:
        """Return what people call the figures that rest on this dataset."""
        language = self.plan.language
        used = dict.fromkeys(ref for ref, part in self.components if part.dataset == dataset)
        labels = [names.metric_label(self.catalog, ref, language) for ref in used]
        return words(language).join(list(dict.fromkeys(labels))) or dataset

    def applies(self, dataset: str, applies_to: tuple[str, ...]) -> bool:
        """Whether a caveat of this dataset is about something the answer uses."""
        if not applies_to:
            return True
        return any(self._uses(name, dataset) for name in applies_to)

    def _uses(self, name: str, dataset: str) -> bool:
        owner, _, bare = name.rpartition(".")
        return bare in self.touched.get(owner or dataset, frozenset())
