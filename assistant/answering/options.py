"""A question back whose options were tried: each gives an answer, and the answers differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.answering.apart import how_far
from assistant.answering.words import say
from assistant.explanation.answer import Answer
from assistant.plan import Assumption, Clarification, Decision, Option, Plan, Refusal

Run = Callable[[Plan], tuple[Answer, Decision]]
#: Without such a caveat no figure is shown.
_HEAVY = frozenset({"blocking", "important"})


def worth_asking(asked: Clarification, run: Run) -> Decision:
    """Return the question back with the options that give an answer, and what each answers.

    When all give the same figures there is nothing to ask: the first plan is returned, and says what the word was read
    as. When none gives an answer, the reason of the first one is.
    """
    tried = [(option, *run(option.plan)) for option in asked.options if option.plan is not None]
    if len(tried) < len(asked.options):
        return asked
    able = [(option, answer) for option, answer, _ in tried if answer.outcome == "answer"]
    if not able:
        first = next((decision for _, _, decision in tried if isinstance(decision, Refusal)), None)
        return first or asked
    # Two figures that are called the same may be one; two places with the same figure stay two places.
    figures = {option.plan.metrics for option, _ in able if option.plan is not None}
    same = len({answer.rows for _, answer in able}) == 1 and len(figures) == len(able)
    if same and len(able) > 1:
        return _read_as(asked, [option for option, _ in able])
    told = tuple(_told(option, answer) for option, answer in able)
    rivals = len(figures) == len(able) and all(option.answer for option in told)
    apart = how_far([answer for _, answer in able], asked.language) if rivals else None
    return replace(asked, options=told, text=f"{asked.text} {apart}" if apart else asked.text)


def _told(option: Option, answer: Answer) -> Option:
    heavy = tuple(caveat.text for caveat in answer.caveats if caveat.severity in _HEAVY)
    return replace(option, answer=answer.text, caveats=heavy)


def _read_as(asked: Clarification, options: list[Option]) -> Plan:
    plan = options[0].plan
    assert plan is not None
    word = next((use.text for use in asked.words if use.as_ == "?"), "")
    others = ", ".join(one.label for one in options[1:])
    text = say("read_as_same", plan.language, word=word, meaning=options[0].label, others=others)
    return replace(plan, assumptions=(*plan.assumptions, Assumption("word", text)))
