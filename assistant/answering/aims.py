"""What an agreement aims at, in words: which figure should move which way, and to where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.answering.words import say
from assistant.catalog.catalog import MetricRef
from assistant.catalog.text import Language
from assistant.explanation import numbers
from assistant.explanation.names import metric_label
from assistant.records import Agreement, Entry

if TYPE_CHECKING:
    from assistant.answering.assistant import Assistant


def aim_of(assistant: Assistant, entry: Entry, language: Language) -> str:
    """Return which figure should move where; where it is not documented any more, as it was called then."""
    agreement = entry.body
    assert isinstance(agreement, Agreement)
    ref = MetricRef.parse(agreement.metric)
    if ref in assistant.catalog.metric_refs:
        metric, label = assistant.catalog.metric(ref), metric_label(assistant.catalog, ref, language)
        unit, decimals = metric.unit.say(language) if metric.unit else None, metric.decimals
    else:
        label, unit, decimals = *_called_then(assistant, entry, ref, language), None
    if agreement.target is None:
        return say(f"agreement_{agreement.way.value}", language, label=label)
    target = numbers.figure(agreement.target, language, unit, decimals)
    return say(f"agreement_{agreement.way.value}_to", language, label=label, target=target)


def _called_then(assistant: Assistant, entry: Entry, ref: MetricRef, language: Language) -> tuple[str, str | None]:
    """Return label and unit that a figure had in the answer that the agreement stands under."""
    record = assistant.records.get(entry.answer_id or "")
    columns = (record.answer.get("columns") if record is not None else None) or ()
    found = next((one for one in columns if one["role"] == "metric" and one["name"] == ref.metric), None)
    if found is None:
        return say("agreement_figure", language), None
    return str(found["label"]), found["unit"]
