"""Where a figure of a kept answer stands, for who reads it now."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial

from assistant.answering.assistant import Assistant
from assistant.answering.reopening import reopen
from assistant.answering.standing.compared import compared
from assistant.answering.standing.parts import Ask
from assistant.catalog.text import Language
from assistant.errors import InputError
from assistant.explanation.standing import Standing
from assistant.plan import Plan
from assistant.plan.thawing import Unreadable, thawed
from assistant.validation import DEFAULT_ROLE


def standing(
    assistant: Assistant,
    answer_id: str,
    *,
    language: Language | None = None,
    role: str = DEFAULT_ROLE,
    as_of: dt.date | None = None,
    user: str | None = None,
    conversation: str | None = None,
) -> Standing:
    """Return where the figure of a kept answer stands, with the rights of the reader.

    All comparisons are one reading: what one of them shows counts for what the next may show. What cannot be compared
    is left out. Raises :class:`InputError` when there is no such answer with figures for this reader.
    """
    role = assistant.role_of(user, role)
    plan = _plan(assistant, answer_id, role)
    plan = replace(plan, language=language) if language is not None else plan
    reader = assistant.reader(role, user=user, conversation=conversation)
    ask: Ask = partial(assistant.again, role=role, as_of=as_of, reader=reader)
    return compared(plan, assistant.catalog, assistant.engine, ask, role)


def _plan(assistant: Assistant, answer_id: str, role: str) -> Plan:
    opened = reopen(assistant, answer_id, role=role)
    if opened is None:
        raise InputError(f"there is no answer {answer_id!r} in this catalogue for {role!r}")
    try:
        plan = thawed(opened.record.plan) if opened.now is not None else None
    except Unreadable:
        plan = None
    if not isinstance(plan, Plan) or opened.record.outcome != "answer":
        raise InputError("this is no answer with figures that can be compared", hint="ask for a figure first")
    return plan
