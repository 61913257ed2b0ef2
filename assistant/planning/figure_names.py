"""How a figure is spoken of in a sentence: counted ("hoeveel woningen") or told ("wat is het aandeel …")."""

from __future__ import annotations

from itertools import takewhile

from assistant.catalog.catalog import Catalog, MetricRef
from assistant.catalog.formula import formula
from assistant.catalog.text import Language
from assistant.catalog.units import is_money, is_percentage
from assistant.linking.words import is_generic, is_glue, split
from assistant.planning.names import metric_label
from assistant.planning.words import words


def countable(catalog: Catalog, ref: MetricRef, language: Language) -> bool:
    """Whether "how many" asks for a figure: a number of things, that its label names."""
    unit = catalog.metric(ref).unit
    if is_money(unit) or is_percentage(unit) or not formula(catalog, ref).additive:
        return False
    label = split(metric_label(catalog, ref, language))
    plural = label and (label[0].endswith(_PLURAL[language]) or label[-1].endswith(_PLURAL[language]))
    return bool(plural) and not is_generic(label[0])


_PLURAL: dict[Language, tuple[str, ...]] = {"nl": ("en", "s"), "en": ("s", "people", "children", "men", "women")}


def article(name: str, language: Language) -> str | None:
    """Return the definite article of a figure's name; None where Dutch does not tell."""
    if language == "en":
        return "the"
    spoken = list(takewhile(lambda word: not is_glue(word), split(name.split("(")[0])))
    if not spoken:
        return None
    if spoken[0] in words("neuter") or spoken[-1].endswith(tuple(words("neuter_ends"))):
        return "het"
    return "de" if spoken[-1].endswith(tuple(words("common_ends"))) else None
