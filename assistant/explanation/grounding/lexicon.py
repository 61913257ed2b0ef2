"""The names and units of a whole catalogue: what may turn up in a text only when its answer has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.profile import DataProfile
from assistant.catalog.text import Language
from assistant.catalog.vocabulary import FieldRole
from assistant.explanation import names, numbers
from assistant.explanation.words import words

_KINDS = (FieldRole.KEY, FieldRole.DIMENSION)


@dataclass(frozen=True)
class Lexicon:
    """Names of members with a capital, and the first words of units and counted nouns, all in small letters."""

    names: frozenset[str]
    units: frozenset[str]


@lru_cache(maxsize=16)
def _slots(catalog: int, profile: int, language: Language) -> list[tuple[Catalog, DataProfile | None, Lexicon]]:
    return []


def lexicon(catalog: Catalog, profile: DataProfile | None, language: Language) -> Lexicon:
    """Return the lexicon; it is worked out once for a catalogue and its data."""
    slot = _slots(id(catalog), id(profile), language)
    if not slot or slot[0][0] is not catalog or slot[0][1] is not profile:
        found = Lexicon(
            frozenset(label.casefold() for label in _labels(catalog, profile, language) if label[:1].isupper()),
            frozenset(_units(catalog, language)) - frozenset(words(language).words("metric.prepositions")),
        )
        slot[:] = [(catalog, profile, found)]
    return slot[0][2]


def _labels(catalog: Catalog, profile: DataProfile | None, language: Language) -> Iterator[str]:
    for dataset in catalog.datasets:
        for field in dataset.fields:
            if field.role not in _KINDS or field.personal:
                continue
            yield from (member.label.say(language) for member in field.members if member.label)
            held = profile.field(FieldRef(dataset.name, field.name)) if profile else None
            yield from (member.label or member.value for member in held.members) if held else ()


def _units(catalog: Catalog, language: Language) -> Iterator[str]:
    for ref in catalog.metric_refs:
        metric = catalog.metric(ref)
        if metric.unit and numbers.kind_of_unit(metric.unit.say(language)) == "other":
            yield first_word(metric.unit.say(language))
        noun = names.metric_name(catalog, ref, language).noun
        if noun:
            yield first_word(noun)


def first_word(text: str) -> str:
    """Return the first word, in small letters."""
    return text.strip().partition(" ")[0].casefold()
