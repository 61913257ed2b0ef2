"""A second reading where the grammar is not sure: it never takes the place of the first unsaid.

Where the two agree, the grammar's stands. Where they differ, the asker decides between them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.plan import Assumption, Clarification, Decision, Option, Plan, WordUse
from assistant.planning.draft import Draft
from assistant.planning.margin import LOW
from assistant.planning.model.restating import restated, same_figures
from assistant.planning.phrases import say

#: Options of a question back, with that of the model.
_MOST = 6


def unsure(decision: Decision) -> bool:
    """Whether the grammar is not sure: words that could mean something else nearly as well, or a choice left open."""
    match decision:
        case Plan():
            return decision.margin is not None and decision.margin < LOW
        case Clarification():
            return any(option.plan is not None for option in decision.options)
    return False


def weighed_against(
    decision: Decision, other: Plan, text: str, draft: Draft, read: Callable[[str], Decision], name: str
) -> Decision:
    """Return what to do with a second reading: ``text`` in words of the catalogue, ``other`` as the grammar reads that.

    ``read`` reads a question that stands alone, ``name`` says which model it was.
    """
    match decision:
        case Plan():
            return decision if same_figures(decision, other) else _between(decision, other, text, draft, read, name)
        case Clarification():
            return _beside(decision, other, text)
    return decision


def _between(plan: Plan, other: Plan, text: str, draft: Draft, read: Callable[[str], Decision], name: str) -> Decision:
    own = restated(plan, draft, read)
    if own is None or own == text:
        # No question of its own says what the grammar read: its answer stands, and the other reading is told.
        told = Assumption("model", say("model_otherwise", draft.language, question=text))
        return replace(plan, assumptions=(*plan.assumptions, told))
    options = (Option(own, own, plan), Option(text, text, other))
    word = WordUse(draft.request.question, "?")
    return Clarification(say("model_differs", draft.language), options, draft.language, (word,), name)


def _beside(asked: Clarification, other: Plan, text: str) -> Clarification:
    """A question back stays one; the model's reading is pointed out, or stands beside the others."""
    same = next((one for one in asked.options if one.plan is not None and same_figures(one.plan, other)), None)
    if same is not None:
        note = say("model_leans", asked.language, option=same.label)
        return replace(asked, text=f"{asked.text} {note}")
    if len(asked.options) >= _MOST:
        return asked
    note = say("model_adds", asked.language, question=text)
    return replace(asked, text=f"{asked.text} {note}", options=(*asked.options, Option(text, text, other)))
