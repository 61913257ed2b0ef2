"""Answers to questions about the catalogue itself: rows from the documentation, no query."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answering.words import say
from assistant.catalog.catalog import Catalog, FieldRef, MetricRef
from assistant.catalog.formula import formula
from assistant.catalog.profile import DataProfile
from assistant.catalog.text import Language
from assistant.explanation.answer import AnswerColumn
from assistant.explanation.shown import Json
from assistant.explanation.sources import sources
from assistant.plan import CatalogQuestion, CatalogTopic
from assistant.planning.names import field_label, metric_label
from assistant.planning.phrases import listing

_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class About:
    """What the documentation says: a text, and the rows it rests on."""

    text: str
    columns: tuple[AnswerColumn, ...]
    rows: tuple[tuple[Json, ...], ...]
    datasets: tuple[str, ...]


def about(question: CatalogQuestion, catalog: Catalog, profile: DataProfile, visible: tuple[str, ...]) -> About:
    """Answer from the documentation; ``visible`` are the datasets that the reader may see."""
    named = [name for name in _datasets(question, catalog) if name in visible]
    match question.topic:
        case CatalogTopic.MEANING:
            return _meaning(question, catalog, named)
        case CatalogTopic.SOURCE:
            return _source(question.language, catalog, named or list(visible))
        case CatalogTopic.FRESHNESS:
            return _freshness(question.language, catalog, profile, named or list(visible))
        case CatalogTopic.INVENTORY:
            return _inventory(question.language, catalog, named or list(visible))


def _datasets(question: CatalogQuestion, catalog: Catalog) -> tuple[str, ...]:
    from_metrics = [name for ref in question.metrics for name in formula(catalog, ref).datasets]
    return tuple(dict.fromkeys([*question.datasets, *from_metrics, *(ref.dataset for ref in question.fields)]))


def _columns(language: Language, *names: str) -> tuple[AnswerColumn, ...]:
    return tuple(AnswerColumn(name, say(f"column_{name}", language), "dimension") for name in names)


def _title(catalog: Catalog, name: str, language: Language) -> str:
    title = catalog.by_name[name].title
    return title.say(language) if title else name


def _meaning(question: CatalogQuestion, catalog: Catalog, named: list[str]) -> About:
    language = question.language
    rows: list[tuple[Json, ...]] = []
    for ref in question.metrics:
        metric = catalog.metric(ref)
        text = metric.definition.say(language) if metric.definition else say("no_definition", language)
        unit = metric.unit.say(language) if metric.unit else None
        rows.append((metric_label(catalog, ref, language), text, unit, _title(catalog, ref.dataset, language)))
    for field in question.fields:
        rows.append((*_field(field, catalog, language), None, _title(catalog, field.dataset, language)))
    for name in question.datasets:
        description = catalog.by_name[name].description
        text = description.say(language) if description else say("no_definition", language)
        rows.append((_title(catalog, name, language), text, None, _title(catalog, name, language)))
    said = " ".join(say("about_meaning", language, label=_capital(str(row[0])), text=row[1]) for row in rows)
    return About(said, _columns(language, "name", "meaning", "unit", "dataset"), tuple(rows), tuple(named))


def _field(ref: FieldRef, catalog: Catalog, language: Language) -> tuple[str, str]:
    definition = catalog.field(ref).definition
    text = definition.say(language) if definition else say("no_definition", language)
    return field_label(catalog, ref, language), text


def _source(language: Language, catalog: Catalog, named: list[str]) -> About:
    found = sources(catalog, named, language)
    rows = tuple((one["title"], one["publisher"], one["identifier"], one["updated"]) for one in found)
    unknown = say("unknown", language)
    said = " ".join(
        say("about_source", language, title=one["title"], publisher=one["publisher"] or unknown) for one in found[:3]
    )
    return About(said, _columns(language, "dataset", "publisher", "identifier", "updated"), rows, tuple(named))


def _freshness(language: Language, catalog: Catalog, profile: DataProfile, named: list[str]) -> About:
    rows: list[tuple[Json, ...]] = []
    for name in named:
        updated = catalog.by_name[name].updated
        data = profile.datasets.get(name)
        periods = next((found for found in data.periods.values() if found), ()) if data else ()
        span = (periods[0].text, periods[-1].text) if periods else (None, None)
        rows.append((_title(catalog, name, language), updated.isoformat() if updated else None, *span))
    unknown = say("unknown", language)
    said = " ".join(
        say("about_fresh", language, title=row[0], updated=row[1] or unknown, last=row[3] or unknown)
        for row in rows[:3]
        if row[3]
    )
    return About(said, _columns(language, "dataset", "updated", "first", "last"), tuple(rows), tuple(named))


def _inventory(language: Language, catalog: Catalog, named: list[str]) -> About:
    refs = [MetricRef(name, metric) for name in named for metric in catalog.by_name[name].metrics]
    rows: list[tuple[Json, ...]] = []
    for ref in refs:
        unit = catalog.metric(ref).unit
        title = _title(catalog, ref.dataset, language)
        rows.append((metric_label(catalog, ref, language), unit.say(language) if unit else None, title))
    first = list(dict.fromkeys(ref.dataset for ref in refs))
    leading = [next(ref for ref in refs if ref.dataset == name) for name in first][:_EXAMPLES]
    shown = leading if len(first) > 1 else refs[:_EXAMPLES]
    examples = listing([metric_label(catalog, ref, language) for ref in shown], language)
    said = say("about_inventory", language, count=len(refs), datasets=len(first), examples=examples)
    return About(said, _columns(language, "name", "unit", "dataset"), tuple(rows), tuple(first))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
