"""Where the figures come from: one entry per dataset that an answer rests on."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.catalog.catalog import Catalog
from assistant.catalog.text import Language
from assistant.explanation.shown import Json


def sources(catalog: Catalog, datasets: Iterable[str], language: Language) -> tuple[dict[str, Json], ...]:
    """Return dataset, publisher, identifier, updated and what else the catalogue documents, each dataset once."""
    return tuple(_source(catalog, name, language) for name in dict.fromkeys(datasets) if name in catalog.by_name)


def _source(catalog: Catalog, name: str, language: Language) -> dict[str, Json]:
    dataset = catalog.by_name[name]
    provenance, publisher = dataset.provenance, catalog.publisher.name if catalog.publisher else None
    updated = dataset.updated or (provenance.retrieved if provenance else None)
    return {
        "dataset": name,
        "publisher": (provenance.publisher if provenance else None) or publisher,
        "identifier": provenance.identifier if provenance else None,
        "updated": updated.isoformat() if updated else None,
        "title": dataset.title.say(language) if dataset.title else name,
        "url": provenance.url if provenance else None,
        "license": (provenance.license if provenance else None) or catalog.license,
        "method": provenance.method if provenance else None,
        "owner": dataset.owner.name if dataset.owner else None,
    }
