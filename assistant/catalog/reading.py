"""From the text of one file to a catalogue type, or to what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from yaml.nodes import Node

from assistant.catalog.complaints import complaints
from assistant.catalog.text import Language
from assistant.catalog.yamlfile import YamlFile
from assistant.errors import Location, Problem

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Parsed(Generic[Model]):
    """What a file says, or None and why it cannot be used."""

    value: Model | None
    problems: tuple[Problem, ...]


def parse(file: YamlFile, model: type[Model], language: Language, *, without: tuple[str, ...] = ()) -> Parsed[Model]:
    """Read ``file`` as ``model``; ``without`` are keys of the type that are not written in this file."""
    plain, root, problems = file.read()
    if root is None or plain is None:
        return Parsed(None, problems or (Problem("yaml", "the file is empty", Location(file.name)),))
    if not isinstance(plain, dict):
        what = "a list" if isinstance(plain, list) else "a text"
        message = f"the file should hold keys (name: …), not {what}"
        return Parsed(None, (*problems, Problem("yaml", message, file.at(root), "one file, one set of keys")))
    for name in without:
        if plain.pop(name, None) is not None:
            message, where = f"'{name}' is not written in this file", file.locate((name,), root, key=True)
            hint = f"write {name}/NAME.yaml, one file each"
            problems += (Problem("unknown_key", message, where, hint),)
    value, found = _validate(plain, model, language, file, root)
    return Parsed(None if problems else value, (*problems, *found))


def _validate(
    plain: dict[str, Any], model: type[Model], language: Language, file: YamlFile, root: Node
) -> tuple[Model | None, tuple[Problem, ...]]:
    context = {"language": language}
    try:
        return model.model_validate(plain, context=context), ()
    except ValidationError as error:
        # A key with nothing behind it counts as not written.
        empty = [detail["loc"] for detail in error.errors() if detail["input"] is None and _known(detail["type"])]
        if not empty:
            return None, complaints(error, model, file, root)
    for path in empty:
        _drop(plain, path)
    try:
        return model.model_validate(plain, context=context), ()
    except ValidationError as error:
        return None, complaints(error, model, file, root)


def _known(kind: str) -> bool:
    return kind not in ("extra_forbidden", "missing")


def _drop(plain: Any, path: tuple[str | int, ...]) -> None:
    for step in path[:-1]:
        if isinstance(plain, dict):
            plain = plain.get(str(step))
        elif isinstance(plain, list) and isinstance(step, int) and step < len(plain):
            plain = plain[step]
    if isinstance(plain, dict):
        plain.pop(str(path[-1]), None)
