"""An overview of a catalogue: what can be asked, by what it can be split, how fresh it is, what to mind.

:func:`describe` gives it as plain values, ready for JSON; :mod:`assistant.catalog.show_text` makes it text for people.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any

from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.dataset import Break, Caveat, Contact, Dataset
from assistant.catalog.field import Field
from assistant.catalog.graph import shared_dimensions
from assistant.catalog.levels import levels_of
from assistant.catalog.metric import Metric
from assistant.catalog.profile import DataProfile
from assistant.catalog.text import Language, Text
from assistant.catalog.timecode import grain_of

Overview = dict[str, Any]


def describe(
    catalog: Catalog, language: Language, profile: DataProfile | None = None, only: Set[str] | None = None
) -> Overview:
    """Return the overview of ``catalog`` in ``language``; with ``profile`` also rows, periods and members.

    ``only`` names the datasets to tell about; by default all.
    """
    told = [dataset for dataset in catalog.datasets if only is None or dataset.name in only]
    return {
        "name": catalog.name,
        "title": _say(catalog.title, language),
        "description": _say(catalog.description, language),
        "publisher": _contact(catalog.publisher),
        "license": catalog.license,
        "home": _home(catalog, language),
        "datasets": [_dataset(catalog, dataset, language, profile) for dataset in told],
        "concepts": [
            {
                "name": concept.name,
                "label": _say(concept.label, language) or concept.name,
                "readings": list(concept.readings),
            }
            for concept in catalog.concepts
        ],
        "groups": [
            {"name": group.name, "label": _say(group.label, language) or group.name, "members": len(group.values)}
            for group in catalog.groups
        ],
        "denominators": [{"name": item.name, "metric": item.metric} for item in catalog.denominators],
        "caveats": [
            {"id": f"catalog.{item.id}", "severity": item.severity.value, "text": item.text.say(language)}
            for item in catalog.caveats
        ],
    }


def _dataset(catalog: Catalog, dataset: Dataset, language: Language, profile: DataProfile | None) -> Overview:
    source = dataset.provenance
    seen = profile.datasets.get(dataset.name) if profile else None
    minded: tuple[Caveat | Break, ...] = (*dataset.caveats, *dataset.breaks)
    return {
        "name": dataset.name,
        "title": _say(dataset.title, language) or dataset.name,
        "description": _say(dataset.description, language),
        "owner": _contact(dataset.owner),
        "publisher": source.publisher if source else None,
        "method": source.method if source else None,
        "updated": dataset.updated.isoformat() if dataset.updated else None,
        "update_frequency": dataset.update_frequency,
        "one_row_per": list(dataset.primary_key),
        "rows": seen.rows if seen else None,
        "time": [_time(dataset, field, language, profile) for field in dataset.time_fields if field.reachable],
        "metrics": [_metric(dataset, metric, language) for metric in dataset.metrics.values()],
        "dimensions": [
            _dimension(catalog, ref, language, profile)
            for ref in shared_dimensions(catalog, (dataset.name,))
            if catalog.field(ref).reachable and not _is_label(catalog, ref)
        ],
        "caveats": [
            {"id": f"{dataset.name}.{item.id}", "severity": item.severity.value, "text": item.text.say(language)}
            for item in minded
        ],
    }


def _is_label(catalog: Catalog, ref: FieldRef) -> bool:
    """Whether the field only says how the members of another field are called."""
    return any(field.label_field == ref.field for field in catalog.by_name[ref.dataset].fields)


def _time(dataset: Dataset, field: Field, language: Language, profile: DataProfile | None) -> Overview:
    seen = profile.datasets.get(dataset.name) if profile else None
    periods = seen.periods.get(field.name, ()) if seen else ()
    grain = grain_of(field)
    return {
        "field": f"{dataset.name}.{field.name}",
        "label": _say(field.label, language) or field.name,
        "grain": grain.value if grain else None,
        "from": periods[0].text if periods else None,
        "to": periods[-1].text if periods else None,
    }


def _metric(dataset: Dataset, metric: Metric, language: Language) -> Overview:
    return {
        "name": f"{dataset.name}.{metric.name}",
        "label": _say(metric.label, language) or metric.name,
        "definition": _say(metric.definition, language),
        "unit": _say(metric.unit, language),
        "synonyms": list(getattr(metric.synonyms, language)),
        "over_time": metric.behaviour.value,
        "persons": metric.persons,
    }


def _dimension(catalog: Catalog, ref: FieldRef, language: Language, profile: DataProfile | None) -> Overview:
    field, levels = catalog.field(ref), levels_of(catalog, ref)
    seen = profile.field(ref) if profile else None
    return {
        "field": str(ref),
        "label": _say(field.label, language) or field.name,
        "levels": list(levels.order) if levels else [],
        "members": len(seen.members) if seen else None,
        "examples": list(_examples(field, language)),
    }


def _examples(field: Field, language: Language) -> Iterator[str]:
    """A few documented members show what a dimension is about."""
    for member in field.members[:5]:
        yield _say(member.label, language) or member.value


def _home(catalog: Catalog, language: Language) -> Overview | None:
    if catalog.home is None:
        return None
    field = catalog.field(catalog.home.ref)
    member = next((member for member in field.members if member.value == catalog.home.value), None)
    label = _say(member.label, language) if member else None
    return {"field": catalog.home.field, "value": catalog.home.value, "label": label}


def _contact(contact: Contact | None) -> Overview | None:
    return {"name": contact.name, "email": contact.email, "url": contact.url} if contact else None


def _say(text: Text | None, language: Language) -> str | None:
    return text.say(language) if text is not None else None
