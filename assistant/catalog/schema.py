"""A JSON Schema of the catalogue's files, made from the types, so that editors complete and check the YAML.

``python -m assistant.catalog.schema [FILE]`` writes it (default ``catalog/schema.json``). One schema serves both
kinds of file: what has ``source`` or ``fields`` is a dataset, anything else is ``catalog.yaml``.
"""

from __future__ import annotations

import json
import sys
from importlib import resources
from pathlib import Path
from typing import Any

from assistant.catalog.catalog import Catalog
from assistant.catalog.text import SCALAR, SCALARS
from assistant.own_yaml import read_own

Schema = dict[str, Any]

#: What may be written instead of the full form of a type.
_SHORT_FORMS: dict[str, Schema] = {
    "Text": SCALAR,
    "Synonyms": SCALARS,
    "Contact": {"type": "string"},
    "Margin": {"type": "string"},
    "MergerTarget": SCALAR,
}
_MEASURES = ("Field", "Metric")
_NOISE = ("title", "default")


def json_schema() -> Schema:
    """Return the schema, ready to be written as JSON."""
    made = Catalog.model_json_schema(by_alias=True)
    types: Schema = made.pop("$defs")
    made["properties"].pop("datasets")
    types["Catalog"] = made
    written = {name: _documented(name, _tidy(schema)) for name, schema in sorted(types.items())}
    for name, short in _SHORT_FORMS.items():
        full = written[name]
        about = full.pop("description", "")
        written[name] = {"description": about, "anyOf": [short, full]}
    _language_lists(written["Synonyms"]["anyOf"][1])
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Duiding catalogue, format version 1",
        "if": {"anyOf": [{"required": ["source"]}, {"required": ["fields"]}]},
        "then": {"$ref": "#/$defs/Dataset"},
        "else": {"$ref": "#/$defs/Catalog"},
        "$defs": written,
    }


def key_descriptions() -> dict[str, dict[str, str]]:
    """Return what each key means, per type, as the resource file says it."""
    text = resources.files(__package__).joinpath("keys.yaml").read_text("utf-8")
    described: dict[str, dict[str, str]] = read_own(text)
    return described


def schema_text() -> str:
    """Return the schema as it is kept in the catalogue folder."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def _tidy(node: Any, *, named: bool = False) -> Any:
    """Drop what helps no editor: generated titles, defaults, and "or nothing". ``named``: the keys are names."""
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = dict(node) if named else {key: value for key, value in node.items() if key not in _NOISE}
    options = [option for option in kept.get("anyOf", ()) if option != {"type": "null"}]
    if not named and len(options) == 1:
        kept = {**{key: value for key, value in kept.items() if key != "anyOf"}, **options[0]}
    return {key: _tidy(value, named=not named and key in ("properties", "$defs")) for key, value in kept.items()}


def _documented(name: str, schema: Schema) -> Schema:
    """Add what each key means; a reference keeps its words beside it."""
    described = key_descriptions()
    shared = described["MeasureKeys"] if name in _MEASURES else {}
    about = shared | described.get(name, {})
    for key, value in schema.get("properties", {}).items():
        if key in about:
            schema["properties"][key] = (
                {"description": about[key], "allOf": [value]}
                if "$ref" in value
                else {"description": about[key], **value}
            )
    if "description" in schema:
        schema["description"] = " ".join(schema["description"].replace("``", "").split())
    return schema


def _language_lists(synonyms: Schema) -> None:
    """One word alone need not be a list."""
    for key, value in synonyms["properties"].items():
        synonyms["properties"][key] = {"description": value.get("description", ""), **SCALARS}


def main(arguments: list[str]) -> None:
    """Write the schema to the file that is named, or to ``catalog/schema.json`` of a checkout."""
    root = Path(__file__).resolve().parent.parent.parent
    target = Path(arguments[0]) if arguments else root / "catalog" / "schema.json"
    target.write_text(schema_text(), "utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
