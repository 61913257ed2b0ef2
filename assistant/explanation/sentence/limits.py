"""Limits in words: a filter on rows, a threshold on the figure."""

from __future__ import annotations

from assistant.catalog.catalog import Catalog
from assistant.catalog.text import Language
from assistant.catalog.vocabulary import Datatype
from assistant.explanation import names, numbers
from assistant.explanation.words import Words, words
from assistant.plan import Condition, Op, ValueFilter

_THRESHOLDS = {Op.GT: "over", Op.GE: "at_least", Op.LT: "under", Op.LE: "at_most"}


def value_limit(catalog: Catalog, language: Language, item: ValueFilter) -> str:
    """Return a filter on rows in words: ``leeftijd meer dan 65``."""
    say = words(language)
    field = names.field_label(catalog, item.field, language)
    if item.op is Op.IS_MISSING:
        return say.say("extra_missing", field=field)
    documented = catalog.field(item.field)
    unit = documented.unit.say(language) if documented.unit else None
    plain = unit is None and documented.datatype is Datatype.INTEGER  # a year, a number on a door: no amount
    texts = [
        v if isinstance(v, str) else f"{v:.0f}" if plain else numbers.figure(v, language, unit) for v in item.values
    ]
    if item.op is Op.BETWEEN and len(texts) == 2:
        return f"{field} {say.say('between', low=texts[0], high=texts[1])}"
    return say.say("extra_value", field=field, op=say.look("ops")[item.op.value], value=say.join(texts))


def condition_words(condition: Condition, say: Words, unit: str | None, held: str | None = None) -> str:
    """Return ``hoger dan 100.000``, ``tussen 5 % en 10 %``; with a yardstick ``held`` says what that is."""
    if condition.against is not None:
        return say.say(f"threshold.{_THRESHOLDS[condition.op]}", value=held or say.say("against.other"))
    texts = [numbers.figure(value, say.language, unit) for value in condition.values]
    if condition.op is Op.BETWEEN and len(texts) == 2:
        return say.say("threshold.between", low=texts[0], high=texts[1])
    key = _THRESHOLDS.get(condition.op)
    return say.say(f"threshold.{key}", value=texts[0]) if key and texts else say.join(texts)
