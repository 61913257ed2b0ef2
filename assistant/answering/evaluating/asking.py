"""A case asked as a reader would ask it."""

from __future__ import annotations

import time
from typing import Any

from assistant.answering.assistant import Assistant
from assistant.answering.evaluating.cases import Case, CaseFile


def asked(assistant: Assistant, file: CaseFile, case: Case, conversation: str) -> dict[str, Any]:
    """Return what comes of a case, after the turns before it, as JSON; ``kept`` is what the answer is kept under.

    ``conversation`` is the name of its own, for a case that has turns before it.
    """
    if case.query:
        return _queried(assistant, case)
    name = conversation if case.before else None
    for turn in case.before:
        assistant.ask(turn, conversation=name, language=case.lang, as_of=file.as_of, role=case.role)
    answer = assistant.ask(case.text, conversation=name, language=case.lang, as_of=file.as_of, role=case.role)
    return answer.to_json() | {"kept": answer.kept}


def _queried(assistant: Assistant, case: Case) -> dict[str, Any]:
    """Return what came of a pasted query in the shape of an answer; one that is rejected is refused."""
    started = time.perf_counter()
    told = assistant.query(case.query, role=case.role, language=case.lang or "nl").to_json()
    took = {"total": round((time.perf_counter() - started) * 1000, 1)}
    why = "; ".join(str(issue["message"]) for issue in told["issues"])
    return told | {"outcome": "answer" if told["ok"] else "refuse", "answer": why, "timings_ms": took}
