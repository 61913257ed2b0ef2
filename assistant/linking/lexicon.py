"""Every phrase a catalogue and its data offer, with what it stands for. Nothing here knows a dataset by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from assistant.catalog.catalog import Catalog, FieldRef, MetricRef
from assistant.catalog.dataset import Dataset
from assistant.catalog.field import Field, MemberDoc
from assistant.catalog.graph import conformed
from assistant.catalog.member import Member
from assistant.catalog.profile import DataMember, DataProfile
from assistant.catalog.text import LANGUAGES, Synonyms, Text
from assistant.catalog.vocabulary import FieldRole
from assistant.linking.targets import (
    ConceptTarget,
    DatasetTarget,
    DenominatorTarget,
    Entry,
    FieldTarget,
    GroupTarget,
    LevelTarget,
    MemberTarget,
    MetricTarget,
    Target,
)
from assistant.linking.words import is_every, is_generic, is_technical, split

LABEL, SYNONYM, NAME = 0, 1, 2
#: A key with more members than this and no labels numbers rows; its members are not names in a question.
_NAMED = 1000
_BRACKETED = re.compile(r"\s*\([^)]*\)\s*$")
_CODELIKE = re.compile(r"[^\W\d_].|.[^\W\d_]")
_WORDLIKE = re.compile(r"[^\W\d_]{2,}")


def entries(catalog: Catalog, profile: DataProfile) -> Iterator[Entry]:
    """Yield every phrase of the catalogue, its documented members, and the members found in the data."""
    yield from _catalog_words(catalog)
    for dataset in catalog.datasets:
        yield from _phrases(DatasetTarget(dataset.name), dataset.title, dataset.synonyms, dataset.name)
        for name, metric in dataset.metrics.items():
            own = None if metric.label and all(map(is_technical, name.split("_"))) else name
            yield from _phrases(MetricTarget(MetricRef(dataset.name, name)), metric.label, metric.synonyms, own)
        for field in dataset.fields:
            yield from _field(catalog, profile, dataset, field)


def _catalog_words(catalog: Catalog) -> Iterator[Entry]:
    for concept in catalog.concepts:
        yield from _phrases(ConceptTarget(concept.name), concept.label, concept.synonyms, concept.name)
    for group in catalog.groups:
        yield from _phrases(GroupTarget(group.name), group.label, group.synonyms, group.name)
    for denominator in catalog.denominators:
        yield from _phrases(
            DenominatorTarget(denominator.name), denominator.label, denominator.synonyms, denominator.name
        )


def _field(catalog: Catalog, profile: DataProfile, dataset: Dataset, field: Field) -> Iterator[Entry]:
    if field.personal or field.role is FieldRole.MEASURE:
        return
    ref = FieldRef(dataset.name, field.name)
    if field.levels is not None:
        yield from _levels(dataset, field, ref)
    if not field.reachable:
        return
    target = conformed(catalog, ref)
    if not any(other.label_field == field.name for other in dataset.fields):
        yield from _phrases(FieldTarget(target), field.label, field.synonyms, field.name)
    # A key that points elsewhere has its members there; a label belongs to the code beside it.
    if target == ref and field.role is not FieldRole.TIME:
        yield from _members(profile, dataset, field, ref)


def _levels(dataset: Dataset, field: Field, ref: FieldRef) -> Iterator[Entry]:
    assert field.levels is not None
    level_field = dataset.fields_by_name.get(field.levels.field)
    documented = {doc.value: doc for doc in level_field.members} if level_field else {}
    for level in dict.fromkeys([*field.levels.order, *documented]):
        target = LevelTarget(ref, level)
        doc = documented.get(level)
        yield from _phrases(target, doc.label if doc else None, doc.synonyms if doc else Synonyms(), level)


def _members(profile: DataProfile, dataset: Dataset, field: Field, ref: FieldRef) -> Iterator[Entry]:
    if any(other.label_field == field.name for other in dataset.fields) or _row_number(profile, dataset, field, ref):
        return
    documented = {doc.value: doc for doc in field.members}
    found = profile.field(ref)
    known: dict[str, DataMember] = dict(found.by_value) if found else {}
    labels = Counter(one.label for one in known.values())
    for one in known.values():
        # Of two members with one label each is also known by label and code.
        if one.label and labels[one.label] > 1:
            target = MemberTarget(ref, Member(one.value, one.label, one.level))
            yield Entry(f"{one.label} {one.value}", target, NAME, True)
    for value in dict.fromkeys([*documented, *known]):
        phrases = _member(ref, field, documented.get(value), known.get(value) or DataMember(value))
        # "Totaal" by itself asks to add up, "alle" for everything; they name no member.
        yield from (entry for entry in phrases if " " in entry.phrase or not _names_nothing(entry.phrase))


def _names_nothing(phrase: str) -> bool:
    return all(is_generic(word) or is_every(word) for word in split(phrase))


def _row_number(profile: DataProfile, dataset: Dataset, field: Field, ref: FieldRef) -> bool:
    """Whether a field numbers the rows of its dataset: thousands of codes that nobody calls anything by name."""
    alone = dataset.primary_key == (field.name,) and field.label_field is None and not field.members
    found = profile.field(ref)
    return alone and field.levels is None and found is not None and len(found.members) > _NAMED


def _member(ref: FieldRef, field: Field, doc: MemberDoc | None, data: DataMember) -> Iterator[Entry]:
    label = data.label or (doc.label.say("nl") if doc and doc.label else None) or data.value
    target = MemberTarget(ref, Member(data.value, label, data.level))
    if doc is not None:
        yield from _phrases(target, doc.label, doc.synonyms, None)
    if data.label:
        yield Entry(data.label, target, LABEL, doc is None)
        if (bare := _BRACKETED.sub("", data.label)) and bare != data.label:
            yield Entry(bare, target, SYNONYM, doc is None)
    if _CODELIKE.search(data.value):
        yield Entry(data.value, target, NAME if data.label else LABEL, doc is None)


def _phrases(target: Target, label: Text | None, synonyms: Synonyms, name: str | None) -> Iterator[Entry]:
    if label is not None:
        for text in dict.fromkeys(label.say(language) for language in LANGUAGES):
            yield Entry(text, target, LABEL)
    for word in synonyms.all():
        yield Entry(word, target, SYNONYM)
    if name is not None and _WORDLIKE.search(name):
        yield Entry(name.replace("_", " "), target, NAME if label is not None else LABEL)
