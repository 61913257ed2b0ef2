"""The prompts in ``prompts/``: one Markdown file per call, its variables and version declared at the top."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.catalog.text import Language
from assistant.errors import InternalError
from assistant.own_yaml import read_own
from assistant.planning.model.calls import Prompt
from assistant.planning.model.entries import Known
from assistant.planning.model.forms import forms
from assistant.planning.model.proposal import schema

_KEYS = {"name", "version", "variables"}
_VARIABLE = re.compile(r"{(\w+)}")


@dataclass(frozen=True, slots=True)
class Template:
    """One prompt before it is filled in."""

    name: str
    version: int
    variables: frozenset[str]
    system: str
    user: str

    def filled(self, values: Mapping[str, str], shape: Mapping[str, Any]) -> Prompt:
        """Return the prompt with its variables filled in; a value's own braces stay as they are."""
        if set(values) != self.variables:
            raise InternalError(f"prompt {self.name!r} wants {sorted(self.variables)}, not {sorted(values)}")
        system, user = (_VARIABLE.sub(lambda found: values[found[1]], text) for text in (self.system, self.user))
        return Prompt(self.name, self.version, system, user, shape)


def plan_prompt(question: str, language: Language, entries: Sequence[Known]) -> Prompt:
    """Return what a model is asked about a question that the grammar did not understand."""
    values = {
        "entries": "\n".join(" | ".join(part for part in (one.id, one.phrase, one.about) if part) for one in entries),
        "forms": "\n".join(f"- {one.name}: {one.about}" for one in forms().values()),
        "question": json.dumps(question, ensure_ascii=False),
        "language": {"nl": "Dutch", "en": "English"}[language],
    }
    return template("plan").filled(values, schema(entries))


#: What a query comes back as.
_QUERY = {
    "title": "query",
    "description": "One query, or none.",
    "type": "object",
    "properties": {"sql": {"anyOf": [{"type": "string"}, {"type": "null"}]}},
    "required": ["sql"],
    "additionalProperties": False,
}


def query_prompt(question: str, language: Language, tables: str) -> Prompt:
    """Return what a model is asked when no plan can say what was asked."""
    values = {
        "tables": tables,
        "question": json.dumps(question, ensure_ascii=False),
        "language": {"nl": "Dutch", "en": "English"}[language],
    }
    return template("query").filled(values, _QUERY)


#: What a sentence comes back as.
_TEXT = {
    "title": "wording",
    "description": "The sentence worded better, or nothing.",
    "type": "object",
    "properties": {"text": {"anyOf": [{"type": "string"}, {"type": "null"}]}},
    "required": ["text"],
    "additionalProperties": False,
}


def phrase_prompt(text: str, held: Sequence[str], language: Language) -> Prompt:
    """Return what a model is asked about the wording of an answer; ``held`` is what marks stand for, if it is told."""
    values = {
        "text": text,
        "values": "".join(f"\n[{at}] = {one}" for at, one in enumerate(held, start=1)),
        "language": {"nl": "Dutch", "en": "English"}[language],
    }
    return template("phrase").filled(values, _TEXT)


@cache
def template(name: str) -> Template:
    """Return a prompt file; an unknown key, or a variable that is not declared or not used, is an error."""
    text = _path(f"{name}.md").read_text("utf-8")
    _, head, body = text.split("---\n", 2)
    told: dict[str, Any] = read_own(head)
    parts = dict(re.findall(r"(?ms)^## (\w+)\n(.*?)(?=^## |\Z)", body))
    if set(told) != _KEYS or set(parts) != {"system", "user"} or told["name"] != name:
        raise InternalError(f"prompts/{name}.md has other keys or parts than a prompt for a model")
    declared, found = frozenset(told["variables"]), frozenset(_VARIABLE.findall(parts["system"] + parts["user"]))
    if declared != found:
        raise InternalError(f"prompts/{name}.md declares {sorted(declared)} and uses {sorted(found)}")
    return Template(name, told["version"], declared, parts["system"].strip(), parts["user"].strip())


def _path(name: str) -> Path:
    """Return the file: in the wheel beside the code, in a checkout beside the package."""
    package = Path(__file__).resolve().parents[2]
    packaged = package / "resources" / "prompts" / name
    return packaged if packaged.is_file() else package.parent / "prompts" / name
