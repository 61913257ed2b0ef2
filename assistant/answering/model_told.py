""" "Welk taalmodel leest mee?", "hoe goed is het taalmodel?": which one helps, and what it was measured to be worth."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answering.words import say
from assistant.explanation.answer import Answer, AnswerColumn
from assistant.explanation.interpretation import about_reading
from assistant.plan import CatalogQuestion

if TYPE_CHECKING:
    from assistant.answering.assistant import Assistant


def model_told(assistant: Assistant, blank: Answer, question: CatalogQuestion) -> Answer:
    """Answer with the model's card as a table; that there is no model, or no card, is an answer as well."""
    language = question.language
    told = replace(blank, outcome="answer", interpretation=about_reading(question), columns=(), rows=())
    if assistant.model_name is None:
        return replace(told, text=say("model_none", language))
    card = assistant.model_card
    if card is None:
        return replace(told, text=say("model_unmeasured", language, model=assistant.model_name))
    said = card.said(language)
    heads = (say("card_measure", language), *said.heads)
    columns = (AnswerColumn(f"card_{at}", head, "dimension") for at, head in enumerate(heads))
    text = " ".join((f"{said.title}.", said.measured, *said.notes))
    return replace(told, text=text, columns=tuple(columns), rows=said.rows)
