"""Review of an answer: asked for by who may read it, decided by an analyst, told to who relied on it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from assistant.answering.adding import opened
from assistant.answering.approving import Approved, alone, approved, settle, without_old
from assistant.answering.assistant import Assistant
from assistant.answering.correcting import Proposal, may_be_told
from assistant.answering.filled import said
from assistant.answering.reopening import Reopened
from assistant.errors import InputError
from assistant.records import Author, Review, ReviewState
from assistant.validation import DEFAULT_ROLE


def ask_for_review(
    assistant: Assistant, answer_id: str, author: Author, word: str = "", *, role: str = DEFAULT_ROLE
) -> Review:
    """Ask an analyst to look at an answer, with a word of why; who asked will be told what was decided."""
    with_figures(opened(assistant, answer_id, role=role))
    return assistant.records.reviews.ask(answer_id, author, word)


def approve(
    assistant: Assistant,
    answer_id: str,
    author: Author,
    seen: int,
    word: str = "",
    *,
    role: str = DEFAULT_ROLE,
    question: str = "",
    paraphrases: Sequence[str] = (),
    instead_of: Collection[str] = (),
) -> Review:
    """Say that an answer is right, having read its review as version ``seen``; its question is verified from then on.

    Figures that have changed since they were shown are not approved unseen. ``question`` says it so that it can be
    asked by itself, where it leaned on the turn before; without it such an answer is approved and no question
    verified. ``instead_of`` are verified questions that this one may change; others raise
    :class:`~assistant.answering.approving.Disturbs`.
    """
    found = with_figures(opened(assistant, answer_id, role=role))
    made = approved(assistant, found, author, question, paraphrases, word, role=role)
    if made is None and (question or paraphrases):
        raise InputError("this answer cannot be given again, so no question can be verified by it")
    body: dict[str, Any] = {"word": word.strip()}
    return settle(assistant, answer_id, author, seen, ReviewState.APPROVED, body, made, instead_of)


def reject(
    assistant: Assistant, answer_id: str, author: Author, seen: int, reason: str, *, role: str = DEFAULT_ROLE
) -> Review:
    """Say that an answer is wrong and why; whoever asked for it, opened it or took it along will be told.

    A verified question that came of it no longer is.
    """
    with_figures(opened(assistant, answer_id, role=role))
    body = {"word": said(reason, "reason")}
    review = assistant.records.reviews.decide(answer_id, author, seen, ReviewState.REJECTED, body)
    without_old(assistant, answer_id)
    return review


def correct(
    assistant: Assistant,
    answer_id: str,
    author: Author,
    seen: int,
    proposal: Proposal,
    word: str,
    *,
    instead_of: Collection[str] = (),
) -> Review:
    """Put a proposal that was looked at in the place of an answer; who relied on that one is told what it is now."""
    body: dict[str, Any] = {"word": said(word, "word"), "wording": proposal.wording, "kind": proposal.kind}
    if may_be_told(assistant, proposal):
        body["now"] = proposal.now.text
    made = Approved(proposal.verified(assistant, author, word), proposal.found)
    return settle(assistant, answer_id, author, seen, ReviewState.CORRECTED, body, made, instead_of)


def with_figures(found: Reopened) -> Reopened:
    """Return an answer that has figures; raises :class:`InputError` for any other."""
    if found.record.outcome != "answer" or found.record.sql is None:
        raise InputError("this is no answer with figures", hint="ask for a figure first")
    return found


__all__ = ["alone", "approve", "ask_for_review", "correct", "reject", "with_figures"]
