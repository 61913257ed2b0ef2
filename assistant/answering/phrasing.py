"""A language model may word the sentence of an answer; ours stands unless the model's says exactly the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.answering.refusals import datasets_of
from assistant.answering.words import say
from assistant.explanation import names
from assistant.explanation.answer import Answer
from assistant.explanation.rephrasing import Masked, masked, reworded
from assistant.explanation.shown import Shown
from assistant.plan import Plan
from assistant.planning.model.calls import CallLog
from assistant.planning.model.prompt import phrase_prompt
from assistant.planning.model.saying import asked
from assistant.planning.model.translator import ModelTranslator
from assistant.settings import Leaves


def phrased(answer: Answer, plan: Plan, by: ModelTranslator, log: CallLog) -> Answer:
    """Return the answer in the model's wording, which says so; as it is where ours stands.

    Figures, members and periods stay in the house, unless a setting lets them be told of each dataset behind them.
    """
    if answer.shown is None or answer.grounds is None or not answer.text:
        return answer
    datasets = datasets_of(plan, answer.shown.catalog)
    ours = masked(answer.text, answer.grounds, _documented(answer.shown))
    if ours is None or not by.leaving.may(Leaves.TEXTS, *datasets):
        return answer
    told = ours.held if by.leaving.may(Leaves.FIGURES, *datasets) else ()
    prompt = phrase_prompt(ours.text, told, answer.language)
    text = asked(by.talker, prompt, log, lambda value: _read(value, ours, answer), brought="wording")
    if text is None or text == answer.text:
        return answer
    return replace(answer, text=f"{text} {say('worded', answer.language)}")


def _read(value: Mapping[str, Any], ours: Masked, answer: Answer) -> str | None:
    text = value.get("text")
    if text is None and set(value) == {"text"}:
        return answer.text
    if not isinstance(text, str) or set(value) != {"text"} or answer.grounds is None:
        return None
    return reworded(ours, text, answer.grounds)


def _documented(shown: Shown) -> frozenset[str]:
    """Return the names of the figures: documentation, which a model may see."""
    found = set()
    for metric in shown.plan.metrics:
        name = names.metric_name(shown.catalog, metric, shown.language)
        label = names.metric_label(shown.catalog, metric, shown.language)
        found |= {part for part in (label, name.label, name.noun, name.core) if part}
    return frozenset(found)
