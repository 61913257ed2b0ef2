"""Documentation laid over documentation: keys win, records in a list are matched by their name."""

from __future__ import annotations

from importlib.abc import Traversable
from pathlib import Path
from typing import Any

from assistant.settings import demo_catalog
from assistant.workbench.cbs.yaml_files import parse

Document = dict[str, Any]

#: What a record in a list is known by, in this order.
_IDENTITY = ("name", "id", "value", "code")
#: Keys of a preset that are for the importer and never written.
_OWN_KEYS = {"code", "leave_out", "grains"}


def lay_over(under: Any, over: Any) -> Any:
    """Return ``under`` with everything that ``over`` says: mappings key by key, lists of records by name."""
    if isinstance(under, dict) and isinstance(over, dict):
        return under | {key: lay_over(under[key], value) if key in under else value for key, value in over.items()}
    if isinstance(under, list) and isinstance(over, list) and (key := identity(under + over, (under, over))):
        upper = {record[key]: record for record in over}
        merged = [lay_over(record, upper.pop(record[key])) if record[key] in upper else record for record in under]
        return merged + list(upper.values())
    return over


def identity(records: list[Any], lists: tuple[list[Any], ...]) -> str | None:
    """Return the key that the records of some lists are known by; None when they cannot be told apart within one."""
    if not records or not all(isinstance(record, dict) for record in records):
        return None
    key = next((key for key in _IDENTITY if all(key in record for record in records)), None)
    if key is None or any(len({str(record[key]) for record in some}) < len(some) for some in lists):
        return None
    return key


def presets_folder() -> Path:
    """Return where the reviewed documentation of known tables lives."""
    return demo_catalog() / "presets" / "cbs"


def load_preset(table: str, folder: Traversable | None = None) -> Document:
    """Return the reviewed documentation of a table; empty when there is none."""
    file = (folder or presets_folder()).joinpath(f"{table}.yaml")
    if not file.is_file():
        return {}
    found: Document = parse(file.read_text("utf-8"), str(file)) or {}
    return found


def names_by_code(preset: Document) -> dict[str, str]:
    """Return the column names that a preset gives to codes of the service."""
    return {field["code"]: field["name"] for field in preset.get("fields", []) if "code" in field}


def left_out(preset: Document) -> set[str]:
    """Return the codes of measures that a preset leaves out."""
    return {field["code"] for field in preset.get("fields", []) if field.get("leave_out")}


def fitted(preset: Document, document: Document, grain: str | None, time_field: str | None) -> Document:
    """Return what a preset says of one dataset of its table, without the importer's own keys.

    Left out is what speaks of fields and members that were not brought, or of another length of period (``grains``).
    A break without a ``field`` is one in time.
    """
    brought = {field["name"]: field for field in document["fields"]}
    fields: dict[str, Document] = {}
    for field in _of_grain(preset.get("fields", []), grain):
        if field["name"] in brought or "expression" in field:
            kept = _fitted_field(field, brought.get(field["name"], {}), set(brought))
            fields[field["name"]] = lay_over(fields.get(field["name"], {}), kept)
    found: Document = preset | {"fields": list(fields.values())}
    for key in ("caveats", "breaks"):
        if key in preset:
            own = {"field": time_field} if key == "breaks" and time_field else {}
            fits = (_fitted_record(own | record, set(brought)) for record in _of_grain(preset[key], grain))
            found[key] = [record for record in fits if record is not None]
    return {key: value for key, value in found.items() if key not in {"name", "catalog"}}


def _of_grain(records: list[Document], grain: str | None) -> list[Document]:
    return [record for record in records if "grains" not in record or grain in record["grains"]]


def _without_own(record: Document) -> Document:
    return {key: value for key, value in record.items() if key not in _OWN_KEYS}


def _fitted_field(field: Document, brought: Document, names: set[str]) -> Document:
    kept = _without_own(field)
    if "members" in field:
        present = {member["value"] for member in brought.get("members", [])}
        kept["members"] = [member for member in field["members"] if member["value"] in present]
    if "related" in field:
        kept["related"] = [name for name in field["related"] if name in names]
    return kept


def _fitted_record(record: Document, names: set[str]) -> Document | None:
    if "field" in record and record["field"] not in names:
        return None
    if "applies_to" not in record:
        return _without_own(record)
    kept = [name for name in record["applies_to"] if name in names or "." in name]
    return _without_own(record) | {"applies_to": kept} if kept else None
