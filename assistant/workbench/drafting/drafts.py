"""Asking a language model for texts, and reading its reply: of what was asked for, in the shape that was asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from assistant.catalog.dataset import Dataset
from assistant.planning.model.calls import CallLog, Prompt, Talker
from assistant.planning.model.prompt import template
from assistant.planning.model.saying import asked
from assistant.workbench.drafting.wanting import Wanting

#: So many in one call that the reply stays short.
AT_ONCE = 4
#: One line of ordinary text: a line break or a control character could be read as YAML.
_LINE = r"^[^\x00-\x1f]+$"
_Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60, pattern=_LINE)]
_Long = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=_LINE)]


class _Label(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    nl: _Short
    en: _Short


class _Definition(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    nl: _Long
    en: _Long


class _Synonyms(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    nl: Annotated[tuple[_Short, ...], Field(max_length=4)] = ()
    en: Annotated[tuple[_Short, ...], Field(max_length=4)] = ()


class Draft(BaseModel):
    """Texts for one column or figure, as a model wrote them; nobody has read them yet."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    label: _Label
    definition: _Definition
    synonyms: _Synonyms = _Synonyms()


def drafts(dataset: Dataset, wanted: Sequence[Wanting], talker: Talker, log: CallLog) -> tuple[Draft, ...]:
    """Return the drafts for up to :data:`AT_ONCE` columns or figures; none where the model failed."""
    return asked(talker, draft_prompt(dataset, wanted), log, lambda value: _read(value, wanted), brought="drafts") or ()


def draft_prompt(dataset: Dataset, wanted: Sequence[Wanting]) -> Prompt:
    """Return what a model is asked: documentation of the dataset, and the names that lack a text."""
    told = [text.say("nl") for text in (dataset.title, dataset.description) if text]
    values = {
        "dataset": " | ".join((dataset.name, *told)),
        "things": "\n".join(f"- {one.name} | {one.about}" for one in wanted),
    }
    return template("draft").filled(values, _schema([one.name for one in wanted]))


def _read(value: Mapping[str, Any], wanted: Sequence[Wanting]) -> tuple[Draft, ...] | None:
    if set(value) != {"texts"} or not isinstance(value["texts"], list):
        return None
    try:
        found = {one.name: one for one in map(Draft.model_validate, value["texts"])}
    except ValidationError:
        return None
    return tuple(_in_order(found, wanted)) if set(found) <= {one.name for one in wanted} else None


def _in_order(found: Mapping[str, Draft], wanted: Sequence[Wanting]) -> Iterator[Draft]:
    return (found[one.name] for one in wanted if one.name in found)


def _schema(names: Sequence[str]) -> dict[str, Any]:
    def both(kind: dict[str, Any]) -> dict[str, Any]:
        return _object({"nl": kind, "en": kind})

    text: dict[str, Any] = {"type": "string"}
    one = {
        "name": {"type": "string", "enum": list(names)},
        "label": both(text),
        "definition": both(text),
        "synonyms": both({"type": "array", "items": text, "maxItems": 4}),
    }
    return {
        "title": "drafts",
        "description": "Texts for columns and figures.",
        **_object({"texts": {"type": "array", "items": _object(one), "maxItems": len(names)}}),
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
