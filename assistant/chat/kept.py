"""The card of an answer that was kept, drawn again from the records: what is stored of a card is the answer's name."""

from __future__ import annotations

from typing import Any

from assistant.answering import Assistant
from assistant.answering.reopening import Cause, Reopened, reopen
from assistant.answering.sheets import as_answered
from assistant.catalog.text import Language
from assistant.chat.beside import beside
from assistant.chat.card import card
from assistant.chat.wording import wording
from assistant.explanation.answer import Answer
from assistant.records import AnswerRecord

#: The custom element that draws a card.
CARD = "AnswerCard"


def _state(opened: Reopened, language: Language) -> str:
    """Say what became of an answer since, when it is not the same any more."""
    if Cause.DATASET_GONE in opened.causes:
        return wording(language)["state_gone"]
    return wording(language)["state_changed"] if opened.same is False else ""


def kept_card(assistant: Assistant, record: AnswerRecord, role: str, author: str = "") -> dict[str, Any]:
    """Return the properties of the card as ``role`` may see it now, with the figures of then."""
    opened = reopen(assistant, record.id, role=role)
    if opened is not None:
        answered = as_answered(opened)
        drawn = card(answered, assistant.catalog, beside=beside(assistant, answered, author, role))
        return drawn | {"state": _state(opened, answered.language)}
    language: Language = "en" if record.language == "en" else "nl"
    said = wording(language)["closed"]
    return card(Answer(record.question, language, "error", error=said), assistant.catalog)
