"""What analysts approved and corrected, as evaluation cases: each question with what must come out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from assistant.answering.assistant import Assistant
from assistant.validation import DEFAULT_ROLE


def cases(assistant: Assistant, *, as_of: dt.date, role: str = DEFAULT_ROLE) -> Iterator[dict[str, Any]]:
    """Yield a case for every wording of a verified question that stands, with the rows that its plan gives ``as_of``.

    A query as text says nothing about how a question is to be read, and gives no case.
    """
    for one in assistant.book.all():
        if one.plan is None or not assistant.book.stands(one):
            continue
        answer = assistant.tried(one.plan, role=role, as_of=as_of)
        if answer.outcome != "answer" or answer.rows is None:
            continue
        expect = {"metrics": [str(ref) for ref in one.plan.metrics], "rows": [list(row) for row in answer.rows]}
        for number, wording in enumerate(one.wordings):
            name = one.name if number == 0 else f"{one.name}-{number}"
            yield {"id": name, "question": wording, "lang": one.language, "expect": expect}
