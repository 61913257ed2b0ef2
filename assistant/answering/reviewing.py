"""Review of an answer: asked for by who may read it, decided by an analyst, told to who relied on it."""

from __future__ import annotations

from assistant.answering.adding import opened
from assistant.answering.assistant import Assistant
from assistant.answering.filled import said
from assistant.answering.reopening import Reopened
from assistant.errors import InputError
from assistant.records import Author, Review, ReviewState
from assistant.validation import DEFAULT_ROLE


def ask_for_review(
    assistant: Assistant, answer_id: str, author: Author, word: str = "", *, role: str = DEFAULT_ROLE
) -> Review:
    """Ask an analyst to look at an answer, with a word of why; who asked will be told what was decided."""
    _with_figures(opened(assistant, answer_id, role=role))
    return assistant.records.reviews.ask(answer_id, author, word)


def approve(
    assistant: Assistant, answer_id: str, author: Author, seen: int, word: str = "", *, role: str = DEFAULT_ROLE
) -> Review:
    """Say that an answer is right, having read its review as version ``seen``.

    Figures that have changed since they were shown are not approved unseen.
    """
    found = _with_figures(opened(assistant, answer_id, role=role))
    if found.same is not True:
        raise InputError(
            "the same question gives other figures today, so these cannot be approved",
            hint="ask the question again, and review the answer of today",
        )
    return assistant.records.reviews.decide(answer_id, author, seen, ReviewState.APPROVED, {"word": word.strip()})


def reject(
    assistant: Assistant, answer_id: str, author: Author, seen: int, reason: str, *, role: str = DEFAULT_ROLE
) -> Review:
    """Say that an answer is wrong and why; whoever asked for it, opened it or took it along will be told."""
    _with_figures(opened(assistant, answer_id, role=role))
    body = {"word": said(reason, "reason")}
    return assistant.records.reviews.decide(answer_id, author, seen, ReviewState.REJECTED, body)


def _with_figures(found: Reopened) -> Reopened:
    if found.record.outcome != "answer" or found.record.sql is None:
        raise InputError("this is no answer with figures", hint="ask for a figure first")
    return found
