"""The JSON Schema that editors use says the same as the types, in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from assistant.catalog.schema import json_schema, key_descriptions, schema_text
from assistant.catalog.yamlfile import YamlFile

SCHEMA = json_schema()


def typed(value: Any) -> Any:
    """Read numbers and truths as an editor does."""
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [typed(item) for item in value]
    if value in ("true", "false"):
        return value == "true"
    try:
        return int(value) if str(value).lstrip("-").isdigit() else float(value)
    except (TypeError, ValueError):
        return value


def complaints(text: str) -> list[str]:
    value, _, _ = YamlFile("x.yaml", text).read()
    return [error.message for error in jsonschema.Draft7Validator(SCHEMA).iter_errors(typed(value))]


def test_the_kept_schema_is_current(root: Path) -> None:
    """`python -m assistant.catalog.schema` writes it anew."""
    assert (root / "catalog" / "schema.json").read_text("utf-8") == schema_text()


def test_the_schema_is_one() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    json.dumps(SCHEMA, allow_nan=False)


def test_the_demo_catalogue_fits(root: Path) -> None:
    files = [root / "catalog" / "catalog.yaml", *sorted((root / "catalog" / "datasets").glob("*.yaml"))]
    assert {path.name: found for path in files if (found := complaints(path.read_text("utf-8")))} == {}


FITS = {
    "plain texts and values without quotes": "name: a\nsource: a.csv\ntitle: T\nfields:\n"
    "  - {name: x, role: dimension, label: {nl: a}, synonyms: [b], total: 10, order: [1, 2], default: true}\n",
    "one instead of a list": "name: a\nsource: a.csv\nprimary_key: x\nfields: [{name: x, role: key, synonyms: y}]\n",
    "a contact by name": "owner: Team\nname: a\nsource: a.csv\nfields: [{name: x, role: key}]\n",
    "catalog.yaml": "name: c\nlanguage: en\nhome: {field: a.x, value: 0344}\ndisclosure: {off: openbaar}\n",
    "an open range": "name: a\nsource: a.csv\nfields: [{name: x, role: measure, range: [0, .inf]}]\n",
}
FITS_NOT = {
    "an unknown key": "name: a\nsource: a.csv\nfields: [{name: x, role: key, lable: y}]\n",
    "a word outside its list": "name: a\nsource: a.csv\nfields: [{name: x, role: measur}]\n",
    "a key that is missing": "name: a\nfields: [{name: x, role: key}]\n",
    "datasets in catalog.yaml": "datasets: []\n",
    "a language that is not known": "language: de\n",
}


@pytest.mark.parametrize("text", FITS.values(), ids=FITS.keys())
def test_what_may_be_written_fits(text: str) -> None:
    assert complaints(text) == []


@pytest.mark.parametrize("text", FITS_NOT.values(), ids=FITS_NOT.keys())
def test_what_may_not_be_written_does_not_fit(text: str) -> None:
    assert complaints(text)


def test_every_key_is_described_and_nothing_else() -> None:
    described = key_descriptions()
    for name, definition in SCHEMA["$defs"].items():
        full = (
            definition["anyOf"][1] if name in ("Text", "Synonyms", "Contact", "Margin", "MergerTarget") else definition
        )
        keys = set(full.get("properties", {}))
        assert all(full["properties"][key].get("description") for key in keys), name
        own = set(described.get(name, {}))
        assert own <= keys, f"{name} has no {own - keys}"
    assert set(described) - {"MeasureKeys"} <= set(SCHEMA["$defs"])
