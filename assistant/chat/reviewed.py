"""Whether a person looked at an answer, as its card says it: a badge, what follows from it, and its tone."""

from __future__ import annotations

import datetime as dt
from typing import Any

from assistant.catalog.text import Language
from assistant.chat.wording import wording
from assistant.explanation.answer import Answer
from assistant.explanation.periods import day
from assistant.records import Review, ReviewState

#: A card shows green what a person found right, red what they found wrong, grey all else.
_TONES = {
    "verified": "good",
    "approved": "good",
    "corrected": "wrong",
    "rejected": "wrong",
}


_GIVEN = ("verified", "expired")


def reviewed(answer: Answer, now: tuple[dict[str, Any], Review | None] | None) -> dict[str, Any] | None:
    """Return the badge of an answer: what a person decided about it since, else what it said when it was given.

    ``now`` is what is to be said of it today. None where nobody looked at it: that is said with its query.
    """
    if answer.sql is None:
        return None
    told, review = now or (answer.review, None)
    status = str(told.get("status"))
    if review is not None and review.state is not ReviewState.EXPIRED and not (review.waits and status in _GIVEN):
        return _decided(review, answer.language)
    return _given(told, status, answer.language) if status in _GIVEN else None


def _given(told: dict[str, Any], status: str, language: Language) -> dict[str, Any]:
    words = wording(language)
    on = day(dt.date.fromisoformat(str(told["on"])), language)
    key = "review_verified_for" if told.get("for") and status == "verified" else f"review_{status}"
    more = [words["review_expired_why"]] if status == "expired" else []
    text = words[key].format(by=told["by"], on=on, question=told.get("for"))
    return {"text": text, "more": more, "tone": _TONES.get(status, "")}


def _decided(review: Review, language: Language) -> dict[str, Any]:
    words, status = wording(language), review.state.value
    on = day(review.changed_at.date(), language)
    more = []
    if review.said.get("word") and not review.waits:
        more.append(words["review_said"].format(word=review.said["word"]))
    if review.said.get("now"):
        more.append(words["review_now"].format(text=review.said["now"]))
    text = words[f"review_{status}"].format(by=review.by or "", on=on)
    return {"text": text, "more": more, "tone": _TONES.get(status, "")}
