"""Compares two catalogues by what a question can meet: datasets, figures, dimensions, words, caveats, rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from pydantic import BaseModel

from assistant.catalog.catalog import Catalog
from assistant.catalog.dataset import Dataset
from assistant.catalog.text import LANGUAGES, Language, Synonyms, Text
from assistant.catalog.vocabulary import FieldRole
from assistant.workbench.cbs.yaml_files import parse

#: What is compared of each thing; how it is written or stored is no concern of who asks.
_OF_CATALOG = ("home", "disclosure", "denominators", "concepts", "groups", "mergers")
_OF_DATASET = ("title", "description", "access", "row_filter", "disclosure", "provisional", "owner", "updated")
_OF_METRIC = (
    *(
        "label",
        "definition",
        "unit",
        "scale",
        "decimals",
        "aggregation",
        "expression",
        "over_time",
        "reference",
        "time",
    ),
    *("filter", "better", "persons", "margin", "disclosure", "weight", "running", "missing"),
)
_OF_FIELD = ("label", "definition", "total", "levels", "order", "exclusive", "default", "grain", "members", "missing")
_OF_CAVEAT = ("text", "severity", "when", "since", "until", "applies_to", "shown_for")
_ASKED = (FieldRole.KEY, FieldRole.DIMENSION, FieldRole.TIME, FieldRole.ATTRIBUTE)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed. ``kind`` is gone, new, changed, words_gone or words_new; ``what`` a kind of thing."""

    kind: str
    what: str
    name: str
    key: str | None = None
    before: str | None = None
    after: str | None = None

    def say(self, language: Language) -> str:
        """Return the difference as a sentence."""
        words = _words()
        what = words["what"][self.what][language]
        return str(words["kinds"][self.kind][language]).format(
            what=what, name=self.name, key=self.key, before=self.before, after=self.after
        )


def differences(before: Catalog, after: Catalog) -> tuple[Difference, ...]:
    """Return what changed from one catalogue to the other, dataset by dataset."""
    found = [*_changed("catalog", after.name or before.name or "", before, after, _OF_CATALOG)]
    found += _named("catalog_caveat", _by_id(before.caveats), _by_id(after.caveats), ("text", "severity", "when"))
    found += _named("dataset", before.by_name, after.by_name, _OF_DATASET)
    for name, old in before.by_name.items():
        if name in after.by_name:
            found += _dataset(name, old, after.by_name[name])
    return tuple(found)


def _dataset(name: str, old: Dataset, new: Dataset) -> Iterator[Difference]:
    yield from _named("metric", _under(name, old.metrics), _under(name, new.metrics), _OF_METRIC)
    yield from _named("field", _under(name, _fields(old)), _under(name, _fields(new)), _OF_FIELD)
    caveats = [_under(name, _by_id(dataset.caveats)) for dataset in (old, new)]
    yield from _named("caveat", caveats[0], caveats[1], _OF_CAVEAT)
    breaks = [_under(name, _by_id(dataset.breaks)) for dataset in (old, new)]
    yield from _named("break", breaks[0], breaks[1], ("text", "at", "comparable", "when", "applies_to"))


def _fields(dataset: Dataset) -> dict[str, Any]:
    return {field.name: field for field in dataset.fields if field.role in _ASKED and field.reachable}


def _by_id(items: tuple[Any, ...]) -> dict[str, Any]:
    return {item.id: item for item in items}


def _under(name: str, items: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{name}.{key}": item for key, item in items.items()}


def _named(what: str, old: Mapping[str, Any], new: Mapping[str, Any], keys: Iterable[str]) -> Iterator[Difference]:
    yield from (Difference("gone", what, name) for name in old if name not in new)
    yield from (Difference("new", what, name) for name in new if name not in old)
    for name in old:
        if name in new:
            yield from _changed(what, name, old[name], new[name], keys)
            yield from _synonyms(what, name, old[name], new[name])


def _changed(what: str, name: str, old: Any, new: Any, keys: Iterable[str]) -> Iterator[Difference]:
    for key in keys:
        one, other = getattr(old, key, None), getattr(new, key, None)
        if one != other:
            yield Difference("changed", what, name, key, _shown(one), _shown(other))


def _synonyms(what: str, name: str, old: Any, new: Any) -> Iterator[Difference]:
    one, other = (getattr(item, "synonyms", Synonyms()) for item in (old, new))
    for language in LANGUAGES:
        was, now = getattr(one, language), getattr(other, language)
        for kind, words in (
            ("words_gone", [word for word in was if word not in now]),
            ("words_new", [word for word in now if word not in was]),
        ):
            if words:
                yield Difference(kind, what, name, before=", ".join(words), after=", ".join(words))


def _shown(value: Any) -> str:
    if value is None or value == () or value == {}:
        return "–"
    if isinstance(value, Text):
        return " / ".join(filter(None, (value.nl, value.en)))
    if isinstance(value, BaseModel):
        inside = value.model_dump(mode="json", exclude_defaults=True, by_alias=True)
        return ", ".join(f"{key}: {_shown(item)}" for key, item in inside.items())
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_shown(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(_shown(item) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


@cache
def _words() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("words.yaml").read_text("utf-8")
    found: dict[str, Any] = parse(text, "words.yaml")
    return found
