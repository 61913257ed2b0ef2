"""Writes what was found as documentation, and TODO where only a person knows. It never invents a meaning."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.catalog.text import Language
from assistant.catalog.vocabulary import FieldRole
from assistant.workbench.adding.joins import Join
from assistant.workbench.adding.levels import LevelsFound
from assistant.workbench.adding.measures import Meaning, meaning_of
from assistant.workbench.adding.structure import Part, Structure
from assistant.workbench.adding.totals import Total
from assistant.workbench.adding.words import pattern, spoken, words
from assistant.workbench.cbs.words import words as cbs_words
from assistant.workbench.cbs.yaml_files import dump, today

_TODO = re.compile(r"^(\s*)TODO (\w+): ''$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Made:
    """A hidden column that is not in the file but follows from it: the level of a code, rows with a star."""

    name: str
    label: Mapping[str, str]
    values: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """Everything that was found out about one file, by header of its columns."""

    name: str
    title: str
    structure: Structure
    names: Mapping[str, str]
    reasons: Mapping[str, str]
    totals: Mapping[str, Total] = field(default_factory=dict)
    levels: Mapping[str, LevelsFound] = field(default_factory=dict)
    joins: Mapping[str, Join] = field(default_factory=dict)
    provisional: str | None = None
    made: tuple[Made, ...] = ()


def document_of(found: Found, language: Language) -> dict[str, Any]:
    """Return the documentation of a dataset; keys that start with TODO become comments when it is written."""
    fields = [_field(part, found, language) for part in found.structure.parts]
    document: dict[str, Any] = {
        "name": found.name,
        "title": {language: found.title},
        "source": f"{found.name}.csv",
        **_todo("description", "owner"),
        "provenance": {"retrieved": today(), **_todo("provenance")},
    }
    if found.structure.key:
        document["primary_key"] = [found.names[header] for header in found.structure.key]
    else:
        document |= _todo("primary_key")
    if found.provisional:
        document["provisional"] = found.provisional
    document["fields"] = [*fields, *(_made(made, found) for made in found.made)]
    if not found.structure.of(FieldRole.MEASURE):
        label = {language: words()["texts"]["rows"][language].format(title=found.title)}
        document["metrics"] = [{"name": f"aantal_{found.name}", "label": label, "expression": "COUNT(*)"}]
    if found.joins:
        document["relationships"] = [_relationship(found, join) for join in found.joins.values()]
    return document


def written(document: dict[str, Any], heading: str, language: Language) -> str:
    """Return the YAML of a documentation, with what a person should fill in as comments."""
    questions = words()["todo"]
    return _TODO.sub(lambda match: f"{match[1]}# TODO {questions[match[2]][language]}", dump(document, heading))


def without_todo(value: Any) -> Any:
    """Return a documentation as data alone."""
    if isinstance(value, dict):
        return {key: without_todo(item) for key, item in value.items() if not key.startswith("TODO ")}
    return [without_todo(item) for item in value] if isinstance(value, list) else value


def _todo(*names: str) -> dict[str, str]:
    return {f"TODO {name}": "" for name in names}


def _made(made: Made, found: Found) -> dict[str, Any]:
    document: dict[str, Any] = {"name": made.name, "role": "hidden", "datatype": "String", "label": dict(made.label)}
    levels = [one for header, one in found.levels.items() if not one.header and _level_name(header, found) == made.name]
    return document | (_levels_named(levels[0].order) if levels else {})


def _level_name(header: str, found: Found) -> str:
    """Return the name of the field that says at which level the rows of a column of codes lie."""
    own = found.levels[header].header
    return found.names[own] if own else f"{found.names[header]}_niveau"


def _levels_named(order: Sequence[str]) -> dict[str, Any]:
    """Return the members of a field of levels, with the words that people say for those that are known."""
    known = {level["value"]: level for level in cbs_words()["levels"].values()}
    return {
        "members": [
            {"value": level} | {key: known[level][key] for key in ("label", "synonyms") if level in known}
            for level in order
        ]
    }


def _field(part: Part, found: Found, language: Language) -> dict[str, Any]:
    column = part.column
    name = found.names[column.header]
    document: dict[str, Any] = {"name": name, "role": str(part.role), **_called(part, language)}
    own = next((one for one in found.levels.values() if one.header == column.header), None)
    if own is not None:
        # "Per gemeente" asks for a level of the places; as a dimension of its own it would be taken for a filter.
        return document | {"role": "hidden", "datatype": "String"} | _levels_named(own.order)
    if part.personal:
        return document | {"personal": True} | _todo("personal")
    document |= _kind(part, found) | _missing(part, found, language)
    if column.header in found.totals:
        document["total"] = found.totals[column.header].member
    if column.header in found.levels:
        levels = found.levels[column.header]
        document["levels"] = {"field": _level_name(column.header, found), "order": list(levels.order)}
        if levels.parents:
            document["levels"]["parents"] = {one: found.names[header] for one, header in levels.parents.items()}
    if column.mixed:
        document |= _todo("mixed")
    return document | _todo("english")


def _called(part: Part, language: Language) -> dict[str, Any]:
    """Return what a field is called: its header, and for a code with names what is left without "code" or "naam"."""
    header = spoken(part.column.header)
    if part.label is None:
        return {"label": {language: header}}
    label = spoken(part.label)
    tail = pattern("tail")
    stem = next((found for text in (label, header) if (found := tail.sub("", text).strip())), header)
    return {"label": {language: stem}, "synonyms": {language: [label, header]}}


def _kind(part: Part, found: Found) -> dict[str, Any]:
    column = part.column
    if part.role is FieldRole.MEASURE and column.number:
        return _measure(meaning_of(part, bool(found.structure.of(FieldRole.TIME))))
    if column.time:
        said = {"datatype": str(column.time.datatype), "grain": str(column.time.grain)}
        return said | ({"format": column.time.format} if column.time.format else {})
    return {"datatype": "String"} | ({"label_field": found.names[part.label]} if part.label else {})


def _measure(meaning: Meaning) -> dict[str, Any]:
    document: dict[str, Any] = {"datatype": meaning.datatype, "aggregation": meaning.aggregation}
    for key, value in (("over_time", meaning.over_time), ("reference", meaning.reference), ("unit", meaning.unit)):
        if value:
            document[key] = value
    if meaning.scale != 1:
        document["scale"] = meaning.scale
    return document | _todo("definition", *meaning.open)


def _missing(part: Part, found: Found, language: Language) -> dict[str, Any]:
    marks = part.column.missing
    if not marks:
        return {}
    template = words()["missing_text"]
    missing = {
        mark: {language: found.reasons[mark]} if mark in found.reasons else _said(template, mark) for mark in marks
    }
    unexplained = any(mark not in found.reasons for mark in marks)
    return {"missing": missing} | (_todo("missing") if unexplained else {})


def _said(template: Mapping[str, str], mark: str) -> dict[str, str]:
    return {language: text.format(mark=mark) for language, text in template.items()}


def _relationship(found: Found, join: Join) -> dict[str, Any]:
    return {
        "name": f"{found.name}_{found.names[join.header]}",
        "from": found.name,
        "to": join.dataset,
        "from_columns": [found.names[join.header]],
        "to_columns": [join.key],
    }
