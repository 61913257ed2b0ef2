"""The fields of the register, filled in as far as this installation can tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from assistant.catalog.text import Language
from assistant.cli.registering.facts import Facts, Source

#: The register's own name of a language.
_TONGUES = {"nl": "nld", "en": "eng"}


@dataclass(frozen=True, slots=True)
class Filled:
    """One field: what is known of it, and whether the organisation still has to write or confirm it."""

    key: str
    section: str
    value: str | list[dict[str, str]] | None
    below: int | None
    required: bool
    fill: bool
    confirm: bool

    @property
    def open(self) -> bool:
        """Whether it waits for the organisation; a field that may stay empty does not."""
        return self.confirm or (self.value is None and self.fill)


@lru_cache(maxsize=1)
def form() -> Mapping[str, Any]:
    """Return the fields of the standard, as ``fields.yaml`` has them."""
    found: dict[str, Any] = yaml.safe_load(_resource("fields.yaml"))
    return found


@lru_cache(maxsize=2)
def words(language: Language) -> Mapping[str, Any]:
    """Return what is said in a language."""
    found: dict[str, Any] = yaml.safe_load(_resource(f"{language}.yaml"))
    return found


def filled(known: Facts, language: Language) -> tuple[Filled, ...]:
    """Return every field of the standard in its order; a text that is too long is a fault of ours, and never cut."""
    values = _values(known, language)
    return tuple(
        Filled(
            field["key"],
            section,
            values.get(field["key"]) or None,
            field.get("below"),
            bool(field.get("required")),
            bool(field.get("fill")),
            bool(field.get("confirm")),
        )
        for section, fields in form()["sections"].items()
        for field in fields
    )


def _values(known: Facts, language: Language) -> dict[str, Any]:
    told = words(language)
    below = {field["key"]: field.get("below") for fields in form()["sections"].values() for field in fields}
    more = known.values | {"login": told["logins"][known.login], "seen": told["seen"][known.seen], "listed": ""}
    room = below["source_data"] - len(_text(told["texts"]["source_data"], known.holds, more)) - 1
    more["listed"] = _listed(known.sources, room, told["more"])
    texts = {key: _text(parts, known.holds, more) for key, parts in told["texts"].items()}
    own = {
        "organization": known.organization,
        "contact_email": known.contact,
        "source_data_grouping": [{"title": one.title, "link": one.url} for one in known.sources if one.url],
        "lang": _TONGUES[language],
        "standard_version": form()["standard"],
        "source_id": f"duiding-{known.values['catalog_name']}"[: below["source_id"] - 1],
    }
    return texts | own


def _text(parts: list[dict[str, Any]], holds: frozenset[str], values: Mapping[str, object]) -> str:
    said = [part["text"].format_map(values) for part in parts if set(part.get("when", ())) <= holds]
    return " ".join(" ".join(said).split())


def _listed(sources: tuple[Source, ...], room: int, more: str) -> str:
    """Name the datasets, each once with its publisher, as many as fit; the others are counted."""
    names = list(dict.fromkeys(f"{one.title} ({one.publisher})" if one.publisher else one.title for one in sources))
    for shown in range(len(names), 0, -1):
        rest = f"; {more.format(number=len(names) - shown)}" if shown < len(names) else "."
        if len(text := "; ".join(names[:shown]) + rest) < room:
            return text
    return ""


def _resource(name: str) -> str:
    return resources.files("assistant.cli.registering").joinpath(name).read_text("utf-8")
