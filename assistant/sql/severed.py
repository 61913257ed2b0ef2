"""Steps of a series that cross a break over which figures cannot be compared: of them no change is computed."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.catalog.catalog import Catalog, MetricRef
from assistant.catalog.component import Component
from assistant.catalog.dataset import Break, Dataset
from assistant.catalog.formula import formula
from assistant.catalog.period import Period
from assistant.catalog.timecode import moment
from assistant.sql.buckets import Bucket


def severed(catalog: Catalog, refs: Iterable[MetricRef], buckets: tuple[Bucket, ...]) -> frozenset[str]:
    """Return the periods whose figure cannot be held against that of the period before.

    A break that holds for some rows only is judged later, with the rows that were used.
    """
    begins = [
        start.start
        for ref in refs
        for part in formula(catalog, ref).components
        for found in catalog.by_name[part.dataset].breaks
        if not found.comparable and not found.when and _about(found, ref, part)
        if (start := _moment(catalog.by_name[part.dataset], found, part)) is not None
    ]
    return frozenset(
        bucket.text
        for bucket in buckets
        if any(bucket.first.shift(-1).start < day <= bucket.last.end for day in begins)
    )


def _about(found: Break, ref: MetricRef, part: Component) -> bool:
    """Whether a break is about this metric, or a field that it reads."""
    if not found.applies_to:
        return True
    names = {name.rpartition(".")[2] for name in found.applies_to}
    return bool(names & {ref.metric, *part.fields})


def _moment(dataset: Dataset, found: Break, part: Component) -> Period | None:
    name = found.field or part.time
    field = dataset.fields_by_name.get(name) if name else None
    return moment(field, str(found.at)) if field is not None else None
