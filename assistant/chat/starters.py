"""Questions to begin with: made from the catalogue, and kept only when they give an answer."""

from __future__ import annotations

from functools import lru_cache

from assistant.answering import Assistant
from assistant.catalog.text import Language
from assistant.catalog.vocabulary import Aggregation, FieldRole
from assistant.chat.wording import wording

MOST = 4


@lru_cache(maxsize=8)
def starters(assistant: Assistant, language: Language) -> tuple[str, ...]:
    """Return a few questions, one a dataset, that this catalogue answers."""
    found: list[str] = []
    forms = (wording(language)["starter_figure"], wording(language)["starter_series"])
    for dataset in assistant.catalog.datasets:
        if len(found) == MOST:
            break
        for metric in dataset.metrics.values():
            if metric.label is None:
                continue
            count = metric.aggregation in (Aggregation.SUM, Aggregation.COUNT)
            timed = any(field.role is FieldRole.TIME for field in dataset.fields)
            form = forms[1] if timed and (len(found) % 2 or not count) else forms[0]
            question = form.format(metric=metric.label.say(language))
            if assistant.ask(question, language=language).outcome == "answer":
                found.append(question)
                break
    return tuple(found)
