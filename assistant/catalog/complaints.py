"""What the types found wrong in a file, in plain words, with the place and a way to mend it."""

from __future__ import annotations

import difflib
import types
from collections.abc import Sequence
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from yaml.nodes import Node

from assistant.catalog.text import Text
from assistant.catalog.yamlfile import YamlFile
from assistant.errors import Problem


def complaints(error: ValidationError, model: type[BaseModel], file: YamlFile, root: Node) -> tuple[Problem, ...]:
    """Return one :class:`Problem` for each thing that ``model`` found wrong in ``file``."""
    return tuple(_problem(detail, model, file, root) for detail in error.errors(include_url=False))


def did_you_mean(word: str, known: Sequence[str]) -> str | None:
    """Return "did you mean 'x'?" for the known word that ``word`` is nearest to, if any is near."""
    lower = {item.lower(): item for item in known}
    near = difflib.get_close_matches(word.lower(), lower, n=1, cutoff=0.6)
    return f"did you mean '{lower[near[0]]}'?" if near else None


def keys_of(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys that may be written for a type."""
    return tuple(info.alias or name for name, info in model.model_fields.items())


def _problem(detail: ErrorDetails, model: type[BaseModel], file: YamlFile, root: Node) -> Problem:
    path = tuple(step for step in detail["loc"] if step != "[key]")
    message, suggestion = _words(detail, path, model)
    key = detail["type"] == "extra_forbidden"
    return Problem(_rule(detail["type"]), message, file.locate(path, root, key=key), suggestion)


def _rule(kind: str) -> str:
    return {"extra_forbidden": "unknown_key", "missing": "missing_key"}.get(kind, "value")


def _words(detail: ErrorDetails, path: tuple[str | int, ...], model: type[BaseModel]) -> tuple[str, str | None]:
    """Return what is wrong, and how to mend it, without a word of the machinery that found it."""
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "the file")
    kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
    match kind:
        case "extra_forbidden":
            known = keys_of(inside) if (inside := _type_at(model, path[:-1])) else ()
            listed = f"known here: {', '.join(known)}" if known and len(known) <= _LISTED else None
            return f"unknown key '{path[-1]}'", did_you_mean(str(path[-1]), known) or listed
        case "missing" if path and isinstance(path[-1], int):
            return f"'{name}' has too few values", None
        case "missing":
            return f"'{path[-1]}' is missing", None
        case "enum" | "literal_error":
            expected = str(context.get("expected", "")).replace(" or ", ", ")
            choices = [word.strip().strip("'") for word in expected.split(",")]
            return f"'{given}' is not one of {', '.join(choices)} ({name})", did_you_mean(str(given), choices)
        case "value_error":
            return f"{context.get('error')} ({name})", None
        case "too_long":
            return f"'{name}' has too many values", None
    if kind.startswith("model") and _type_at(model, path) is Text:
        return f"'{name}' should be a text or {{nl: …, en: …}}, not {_shown(given)}", None
    wanted = next((words for start, words in _EXPECTED.items() if kind.startswith(start)), "something else")
    return f"'{name}' should be {wanted}, not {_shown(given)}", _how(wanted, name)


#: More keys than this are no help in one line.
_LISTED = 14
_EXPECTED = {
    "string": "a text",
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "finite_number": "a number",
    "date": "a date such as 2024-12-31",
    "tuple": "a list",
    "list": "a list",
    "dict": "a set of keys (key: value)",
    "model": "a set of keys (key: value)",
}


def _how(wanted: str, name: str) -> str | None:
    return f"write {name}: [one, two]" if wanted == "a list" else None


def _shown(given: Any) -> str:
    if given is None:
        return "empty"
    if isinstance(given, dict):
        return "a set of keys"
    if isinstance(given, list | tuple):
        return "a list"
    text = str(given)
    return f"'{text}'" if len(text) <= 60 else f"'{text[:57]}…'"


def _type_at(model: type[BaseModel], path: tuple[str | int, ...]) -> type[BaseModel] | None:
    """Return the catalogue type that stands at ``path`` in a file of type ``model``."""
    found: Any = model
    for step in path:
        if isinstance(found, type) and issubclass(found, BaseModel):
            fields = {info.alias or name: info.annotation for name, info in found.model_fields.items()}
            found = fields.get(str(step))
        else:
            found = next(reversed([part for part in get_args(found) if part is not Ellipsis]), None)
        found = _bare(found)
    return found if isinstance(found, type) and issubclass(found, BaseModel) else None


def _bare(annotation: Any) -> Any:
    """Return the type without "or nothing"."""
    if get_origin(annotation) in (Union, types.UnionType):
        return next((part for part in get_args(annotation) if part is not type(None)), None)
    return annotation
