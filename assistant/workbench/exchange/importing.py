"""Brings a description from elsewhere into a catalogue: read it, fit it to the data, try it, put it in place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.catalog.text import Language
from assistant.settings import Settings
from assistant.workbench.exchange.described import Described
from assistant.workbench.exchange.fetching import document_of, text_of
from assistant.workbench.exchange.placing import Place, place
from assistant.workbench.exchange.told import Told

#: What can be brought in.
SOURCES = ("dcat", "frictionless", "dbt", "ossie", "odcs")


@dataclass(frozen=True, slots=True)
class Given:
    """What the maintainer gave: the description (file or http address), the tables, and the default language."""

    form: str
    source: str
    data: Path | None = None
    language: Language = "nl"


def import_description(given: Given, target: Path, settings: Settings, told: Told) -> tuple[Path, ...]:
    """Bring a description into the catalogue at ``target``, made when absent; tell what had no place."""
    described = read_description(given, told)
    heading = f"Made by: duiding catalog import {given.form} {Path(given.source).name}"
    return place(described, Place(target, given.data, heading), settings, told)


def read_description(given: Given, told: Told) -> Described:
    """Return what a description says, as documents of our own."""
    text, name = text_of(given.source)
    if given.form == "dcat":
        from assistant.workbench.exchange.dcat.reading import read_dcat

        return read_dcat(text, name, given.language, told)
    document = document_of(text, name)
    if given.form == "frictionless":
        from assistant.workbench.exchange.frictionless.reading import read_package

        return read_package(document, Path(given.source).parent, given.language, told)
    if given.form == "dbt":
        from assistant.workbench.exchange.dbt.reading import read_dbt

        return read_dbt(document, given.language, told)
    if given.form == "ossie":
        from assistant.workbench.exchange.ossie.reading import read_ossie

        return read_ossie(document, given.language, told)
    from assistant.workbench.exchange.odcs.reading import read_odcs

    return read_odcs(document, given.language, told)
