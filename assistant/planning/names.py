"""What people call the things of a catalogue, and what can be asked of it."""

from __future__ import annotations

from assistant.catalog.catalog import Catalog, FieldRef, MetricRef
from assistant.catalog.period import Period
from assistant.catalog.text import Language
from assistant.planning.phrases import listing, say
from assistant.planning.translator import Knowledge


def metric_label(catalog: Catalog, ref: MetricRef, language: Language) -> str:
    """Return a metric's label, with its dataset's title when another metric has the same label."""
    own = catalog.metric(ref)
    label = own.label.say(language) if own.label else own.name.replace("_", " ")
    return label


def field_label(catalog: Catalog, ref: FieldRef, language: Language) -> str:
    """Return a field's label."""
    field = catalog.field(ref)
    return field.label.say(language) if field.label else field.name.replace("_", " ")


def level_label(catalog: Catalog, ref: FieldRef, level: str, language: Language) -> str:
    """Return what people call a level."""
    levels = catalog.field(ref).levels
    if levels is not None:
        documented = catalog.by_name[ref.dataset].fields_by_name.get(levels.field)
        for doc in documented.members if documented else ():
            if doc.value == level and doc.label:
                return doc.label.say(language)
    return level.replace("_", " ")


def member_label(knowledge: Knowledge, ref: FieldRef, value: str, language: Language) -> str:
    """Return what people call a member: its documented label, the label in the data, else its code."""
    for doc in knowledge.catalog.field(ref).members:
        if doc.value == value and doc.label:
            return doc.label.say(language)
    profile = knowledge.profile.field(ref)
    found = profile.by_value.get(value) if profile else None
    return (found.label if found else None) or value


def topics(knowledge: Knowledge, language: Language, refs: list[MetricRef] | None = None, most: int = 4) -> str:
    """Name a few metrics that can be asked about, one of each dataset first."""
    chosen = refs
    if not chosen:
        chosen = [MetricRef(ds.name, next(iter(ds.metrics))) for ds in knowledge.catalog.datasets if ds.metrics]
    labels = list(dict.fromkeys(metric_label(knowledge.catalog, ref, language) for ref in chosen))[:most]
    return listing(labels, language) if labels else "…"


def period_words(period: Period, language: Language) -> str:
    """Return a period as people write it in a sentence."""
    match period.grain.value:
        case "quarter":
            quarter = (period.start.month + 2) // 3
            return say("period_quarter", language, number=quarter, year=period.start.year)
        case "month":
            return f"{say(f'month_{period.start.month}', language)} {period.start.year}"
        case "week":
            iso = period.start.isocalendar()
            return f"week {iso.week} {iso.year}"
        case "day":
            day = period.start
            return f"{day.day} {say(f'month_{day.month}', language)} {day.year}"
        case _:
            return period.text


def span_words(first: Period, last: Period, language: Language) -> str:
    """Return one period, or from one up to another."""
    if first == last:
        return period_words(first, language)
    return say("period_span", language, first=period_words(first, language), last=period_words(last, language))
