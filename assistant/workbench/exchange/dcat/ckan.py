"""The JSON in which CKAN catalogues, such as data.overheid.nl, give the record of one dataset."""

from __future__ import annotations

import json
from typing import Any

from assistant.catalog.text import Language
from assistant.workbench.cbs.naming import snake
from assistant.workbench.cbs.overlay import Document
from assistant.workbench.exchange.dcat.terms import LICENCES
from assistant.workbench.exchange.records import need, records, text
from assistant.workbench.exchange.told import Told

_LICENCES = {name.lower(): name for name in LICENCES} | {"cc-by": "CC-BY-4.0", "cc-zero": "CC0-1.0", "cc-0": "CC0-1.0"}


def ckan_record(content: str) -> Document | None:
    """Return the record in a JSON text, bare or as the answer of ``package_show``; None when it is something else."""
    try:
        found: Any = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if isinstance(found, dict) and isinstance(found.get("result"), dict):
        found = found["result"]
    return (
        found
        if isinstance(found, dict) and "name" in found and "resources" in found and "@context" not in found
        else None
    )


def read_ckan(record: Document, language: Language, told: Told) -> Document:
    """Return the dataset of a record."""
    found: Document = {"name": snake(need(record, "CKAN record", "name"), "dataset")}
    found |= text("title", record.get("title"), language) | text("description", record.get("notes"), language)
    words = [str(tag.get("display_name") or tag.get("name")) for tag in records(record, "tags", "CKAN record")]
    if words:
        found["synonyms"] = {language: words}
    owner = record.get("maintainer") or record.get("author")
    email = record.get("maintainer_email") or record.get("author_email")
    if owner or email:
        found["owner"] = {"name": str(owner or email)} | ({"email": str(email)} if email else {})
    found["provenance"] = _provenance(record)
    if changed := str(record.get("metadata_modified") or record.get("modified") or "")[:10]:
        found["updated"] = changed
    for resource in records(record, "resources", "CKAN record"):
        if resource.get("url"):
            told.of_lost("download", name=found["name"], address=resource["url"])
    for extra in records(record, "extras", "CKAN record"):
        told.of_lost("property", name=found["name"], key=extra.get("key"))
    return {key: value for key, value in found.items() if value}


def _provenance(record: Document) -> Document:
    found: Document = {}
    organisation = record.get("organization")
    if isinstance(organisation, dict) and organisation.get("title"):
        found["publisher"] = str(organisation["title"])
    if record.get("identifier"):
        found["identifier"] = str(record["identifier"])
    if record.get("url"):
        found["url"] = str(record["url"])
    licence = str(record.get("license_id") or "")
    if licence:
        known = _LICENCES.get(licence.lower()) or _LICENCES.get(licence.rstrip("/").rpartition("/")[2].lower())
        found["license"] = known or licence
    return found
