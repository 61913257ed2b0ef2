"""Names in running text: a place with its level word, a metric as a Dutch or English noun phrase."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from assistant.catalog.catalog import Catalog, FieldRef, MetricRef
from assistant.catalog.field import Field
from assistant.catalog.metric import Metric
from assistant.catalog.text import Language
from assistant.catalog.vocabulary import Aggregation, OverTime
from assistant.explanation.numbers import kind_of_unit, number
from assistant.explanation.words import Words, words
from assistant.plan import Per, Ratio

_NO_COUNT = (Aggregation.MEAN, Aggregation.WEIGHTED_MEAN, Aggregation.MEDIAN)


@dataclass(frozen=True, slots=True)
class Place:
    """A member that figures are "in": as a subject (``de gemeente Utrecht``) and with its preposition."""

    subject: str
    inside: str


def _place_word(name: str | None, say: Words) -> dict[str, Any] | None:
    """Return the entry of a level word ("gemeente", "GM", "municipality"), in either language."""
    wanted = (name or "").strip().casefold()
    for entry in say.look("places"):
        if wanted and wanted in entry["match"]:
            return dict(entry)
    return None


def level_label(catalog: Catalog, field: FieldRef, level: str, language: Language) -> str:
    """Return what people call a level: the documented label of its value, our word for a known code, or the value."""
    documented = catalog.field(field)
    if documented.levels and (column := catalog.by_name[field.dataset].fields_by_name.get(documented.levels.field)):
        for member in column.members:
            if member.value == level and member.label:
                return member.label.say(language)
    entry = _place_word(level, words(language))
    return str(entry["one"]) if entry else level


def is_place(catalog: Catalog, field: FieldRef, language: Language) -> bool:
    """Whether members of this field are somewhere a figure can be in, rather than a property of what is counted."""
    documented = catalog.field(field)
    if documented.levels:
        return True
    return any(_place_word(name, words(language)) for name in _field_names(documented))


def place(catalog: Catalog, field: FieldRef, label: str, level: str | None, language: Language) -> Place:
    """Return a member as a place: ``de gemeente Utrecht``; a label that already says its level stays as it is."""
    say = words(language)
    entry = _entry(catalog, field, level, say)
    if entry is None:
        return Place(label, say.say("place.unknown", label=label))
    if any(word in label.casefold().replace("(", " ").replace(")", " ").split() for word in entry["match"]):
        return Place(label, say.say("place.unknown", label=label))
    return Place(entry["subject"].format(label=label), entry["in"].format(label=label))


def members_word(catalog: Catalog, field: FieldRef, level: str | None, language: Language, count: int = 2) -> str:
    """Return the word for members of a field: ``gemeenten``, ``wijk``; the field's own label when we have no plural."""
    say = words(language)
    entry = _entry(catalog, field, level, say)
    if entry:
        return str(entry["one" if count == 1 else "many"])
    name = level_label(catalog, field, level, language) if level else field_label(catalog, field, language)
    return name if count == 1 else plural(name, say)


def field_label(catalog: Catalog, field: FieldRef, language: Language) -> str:
    """Return what people call a field."""
    documented = catalog.field(field)
    return documented.label.say(language) if documented.label else field.field.replace("_", " ")


def metric_label(catalog: Catalog, metric: MetricRef, language: Language) -> str:
    """Return what people call a metric."""
    documented = catalog.metric(metric)
    return documented.label.say(language) if documented.label else metric.metric.replace("_", " ")


def plural(noun: str, say: Words) -> str:
    """Return a plural by the plainest rule of the language; a noun that looks plural already stays."""
    if _looks_plural(noun, say):
        return noun
    for rule in say.look("plural.endings"):
        if re.search(rule["match"], noun, re.IGNORECASE):
            return re.sub(rule["match"], rule["put"], noun, flags=re.IGNORECASE)
    return noun + str(say.say("plural.default"))


def _looks_plural(noun: str, say: Words) -> bool:
    return noun.casefold().endswith(tuple(say.words("plural.already")))


def per_words(catalog: Catalog, wanted: Per, language: Language) -> str:
    """Return what a figure is divided by: ``inwoner``, ``1.000 inwoners``."""
    say = words(language)
    if wanted.factor == 1:
        named = next((item for item in catalog.denominators if item.name == wanted.name), None)
        return named.label.say(language) if named and named.label else wanted.name
    noun = metric_name(catalog, wanted.denominator, language)
    return say.say("per.factor", factor=number(wanted.factor, language), name=noun.noun or noun.label)


@dataclass(frozen=True, slots=True)
class MetricName:
    """A metric in running text.

    ``noun`` is what is counted (``inwoners``), None when the figure is no count. ``subject`` is a phrase with its
    article (``het aantal inwoners``), None when the article of the label is unknown: then texts avoid it.
    ``article`` and ``core`` are the parts of the subject; ``plural`` decides the verb. ``says_unit``: the name already
    says what the number is (``rapportcijfer``), so that the unit is left out behind the figure.
    """

    label: str
    noun: str | None
    article: str | None
    core: str
    plural: bool
    owned: bool
    says_unit: bool = False

    @property
    def subject(self) -> str | None:
        """The phrase with its article."""
        return f"{self.article} {self.core}" if self.article else None


def metric_name(catalog: Catalog, metric: MetricRef, language: Language) -> MetricName:
    """Return how a metric is named in running text."""
    say, documented = words(language), catalog.metric(metric)
    label = metric_label(catalog, metric, language)
    label = _lowered(label)
    noun = _counted(documented, label, language, say)
    if noun:
        core = say.say("metric.number_of", noun=noun)
        owned = documented.persons and documented.behaviour is not OverTime.SUM
        return MetricName(label, noun, say.say("metric.number_article"), core, False, owned, True)
    article, is_plural = _article(label, say)
    unit = documented.unit.say(language).strip().casefold() if documented.unit else ""
    says_unit = unit.split(" ")[0] == _head(label, say).casefold()
    return MetricName(label, None, article, label, is_plural, False, says_unit)


def counted_as(name: MetricName, label: str, language: Language) -> MetricName:
    """Return the name of a count of one member by that member's own name: ``woninginbraken``."""
    noun = _lowered(label)
    return replace(name, label=noun, noun=noun, core=words(language).say("metric.number_of", noun=noun))


def divided_name(catalog: Catalog, name: MetricName, by: Per | Ratio, language: Language) -> MetricName:
    """Return the name of a metric per inhabitant, or of one metric divided by another: a figure that counts nothing."""
    say = words(language)
    if isinstance(by, Per):
        key, values = "per.label", {"per": per_words(catalog, by, language)}
    else:
        other = metric_name(catalog, by.denominator, language)
        key, values = "ratio.label", {"other": other.subject or other.label}
    core, label = (say.say(key, label=text, **values) for text in (name.core, name.subject or name.label))
    return replace(name, label=label, noun=None, core=core, owned=False, says_unit=True)


def _lowered(label: str) -> str:
    """Return the label as it stands inside a sentence: without its capital, unless that is part of the word."""
    abbreviated = 1 < len(label.partition("-")[0]) <= 4 and "-" in label.split(" ")[0]
    return label if abbreviated or label[1:2].isupper() else label[:1].lower() + label[1:]


def _counted(metric: Metric, label: str, language: Language, say: Words) -> str | None:
    """Return the noun that the figure counts: the label, when it ends in the unit or the metric counts rows or people.

    A figure with decimals (a mark of 7,5) counts nothing, whatever its label ends in.
    """
    unit = metric.unit.say(language).strip() if metric.unit else ""
    if kind_of_unit(unit) != "other" or metric.aggregation in _NO_COUNT or metric.decimals:
        return None
    bare = label
    for prefix in say.words("metric.number_prefixes"):
        if label.casefold().startswith(prefix):
            bare = label[len(prefix) :].strip()
    head = _head(bare, say)
    if unit and (head.casefold().endswith(unit.casefold()) or f" {unit.casefold()} " in f" {bare.casefold()} "):
        return bare
    if bare != label:
        return bare
    if bare.casefold() in unit.casefold().split(" "):
        return unit
    if metric.persons and metric.aggregation is Aggregation.SUM and _looks_plural(head, say):
        return bare
    counts_rows = metric.aggregation in (Aggregation.COUNT, Aggregation.COUNT_DISTINCT) or metric.running is not None
    return bare if counts_rows and not unit else None


def _head(label: str, say: Words) -> str:
    """Return the main noun: a measure word (``aandeel huurwoningen``), else the last one before a preposition."""
    parts = label.split(" ")
    for part in parts[:2]:
        if part.casefold() in say.words("metric.measure_words"):
            return part
    for index, part in enumerate(parts):
        if index and part.casefold() in say.words("metric.prepositions"):
            return parts[index - 1]
    return parts[-1]


def the(label: str, language: Language) -> str:
    """Return the article of one member's kind: ``de`` wijk, ``het`` taakveld; the commonest where none is known."""
    say = words(language)
    return _article(label, say)[0] or say.say("metric.common_article")


def _article(label: str, say: Words) -> tuple[str | None, bool]:
    """Return the article of a label that is no count, and whether it is plural; no article when we cannot know it."""
    head = _head(label, say).casefold().strip("()")
    for rule in say.look("metric.articles"):
        endings = tuple(rule.get("endings", ()))
        if not endings or head.endswith(endings):
            if head.endswith(tuple(rule.get("but_not", ())) or ("\0",)):
                continue
            return rule["article"], bool(rule.get("plural", False))
    return None, False


def _field_names(field: Field) -> list[str]:
    labels = [field.label.nl, field.label.en] if field.label else []
    return [name for name in (*labels, field.name) if name]


def _entry(catalog: Catalog, field: FieldRef, level: str | None, say: Words) -> dict[str, Any] | None:
    if level is not None:
        label = level_label(catalog, field, level, say.language)
        return _place_word(level, say) or _place_word(label, say)
    documented = catalog.field(field)
    if documented.levels:
        return None
    return next((entry for name in _field_names(documented) if (entry := _place_word(name, say))), None)


def unit_beside(label: str, unit: str | None) -> str:
    """Return the unit that stands beside a label; none where the label begins with it ("inwoners (geheel)")."""
    return "" if unit is None or label.casefold().split(" (")[0] == unit.casefold() else unit
