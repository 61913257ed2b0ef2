"""Which columns and figures of a dataset lack a text, and what a language model may read about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.catalog.dataset import Dataset
from assistant.catalog.field import Field
from assistant.catalog.metric import Metric
from assistant.catalog.text import Text

_LANGUAGES = ("nl", "en")
_MOST_MEMBERS = 8


@dataclass(frozen=True, slots=True)
class Wanting:
    """One column or figure: its name, the texts it lacks, and its documentation on one line."""

    name: str
    lacks: frozenset[str]
    about: str


def wanting(dataset: Dataset) -> Iterator[Wanting]:
    """Yield what lacks a label or a definition in either language; nothing that is personal or hidden."""
    figures = dict(dataset.metrics)
    fields = {field.name: field for field in dataset.fields if field.reachable and not field.personal}
    for name in dict.fromkeys((*fields, *(one for one in figures if one not in dataset.fields_by_name))):
        field, figure = fields.get(name), figures.get(name)
        one = field or figure
        assert one is not None
        lacks = frozenset(key for key in ("label", "definition") if _incomplete(getattr(one, key)))
        if lacks:
            yield Wanting(name, lacks, "; ".join(_told(one)))


def _incomplete(text: Text | None) -> bool:
    return text is None or any(not getattr(text, language) for language in _LANGUAGES)


def _told(one: Field | Metric) -> Iterator[str]:
    for key in ("label", "definition", "unit"):
        text = getattr(one, key)
        if text is not None:
            yield f"{key}: {text.say('nl')}"
    if isinstance(one, Field):
        yield one.role.value
        if one.members:
            yield "values: " + ", ".join(
                member.label.say("nl") if member.label else member.value for member in one.members[:_MOST_MEMBERS]
            )
    elif one.expression:
        yield f"worked out as {one.expression}"
