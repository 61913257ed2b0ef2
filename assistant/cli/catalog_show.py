"""``duiding catalog show``: what can be asked of a catalogue."""

from __future__ import annotations

import argparse

from assistant.catalog.catalog import Catalog
from assistant.catalog.dataset import Dataset
from assistant.catalog.loading import load_catalog
from assistant.catalog.text import Language, Text
from assistant.catalog.vocabulary import FieldRole
from assistant.cli.opening import settings_of, write_utf8
from assistant.workbench.bundled import ready_catalog


def run(arguments: argparse.Namespace) -> int:
    """Print every dataset with its figures and what they can be split by."""
    write_utf8()
    catalog = load_catalog(ready_catalog(settings_of(arguments))).catalog
    print(described(catalog, arguments.lang or catalog.language))
    return 0


def described(catalog: Catalog, language: Language) -> str:
    """Return the catalogue as a list."""
    title = _said(catalog.title, catalog.name, language)
    return "\n\n".join([title, *(_dataset(dataset, language) for dataset in catalog.datasets)])


def _dataset(dataset: Dataset, language: Language) -> str:
    lines = [f"{dataset.name}: {_said(dataset.title, dataset.name, language)}"]
    for name, metric in dataset.metrics.items():
        unit = f" ({metric.unit.say(language)})" if metric.unit else ""
        lines.append(f"  {dataset.name}.{name}: {_said(metric.label, name, language)}{unit}")
    by = [
        _said(field.label, field.name, language)
        for field in dataset.fields
        if field.role in (FieldRole.KEY, FieldRole.DIMENSION, FieldRole.TIME)
    ]
    return "\n".join([*lines, "  / " + ", ".join(by)])


def _said(text: Text | None, name: str, language: Language) -> str:
    return text.say(language) if text else name
