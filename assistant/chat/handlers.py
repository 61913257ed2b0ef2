"""What happens when someone opens the chat or asks something. Chainlit loads this file; nothing else imports it."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import chainlit as cl

from assistant.catalog.text import Language
from assistant.chat import brain
from assistant.chat.card import card
from assistant.chat.person import person
from assistant.chat.starters import starters
from assistant.chat.wording import language_of, wording
from assistant.entrance import Person

log = logging.getLogger("duiding.chat")


@cl.set_starters
async def offer(user: cl.User | None, language: str | None) -> list[cl.Starter]:
    """Offer a few questions that are known to give an answer."""
    found = await asyncio.to_thread(_starters, language_of(language))
    return [cl.Starter(label=question, message=question) for question in found]


@cl.on_message
async def answer(message: cl.Message) -> None:
    """Answer one question with one card; whatever goes wrong, the reader gets a sentence."""
    session = cl.context.session
    try:
        who = await asyncio.to_thread(person)
        properties = await asyncio.to_thread(_answered, message.content, str(session.id), who)
    except Exception:
        # The one border where everything is caught: Chainlit would show nothing and send the error's text.
        log.exception("a question was not answered")
        failed = wording(language_of(getattr(session, "language", None)))["failed"]
        await cl.Message(content=failed, author="Duiding").send()  # type: ignore[no-untyped-call]
        return
    element = cl.CustomElement(name="AnswerCard", props=properties, display="inline")
    await cl.Message(content="", elements=[element], author="Duiding").send()  # type: ignore[no-untyped-call]


def _answered(question: str, conversation: str, who: Person) -> dict[str, Any]:
    """Ask and draw; outside the event loop, so that one slow question holds up nobody else."""
    with brain.using() as assistant:
        answered = assistant.ask(question, conversation=conversation, role=who.acting(), user=who.user)
        return card(answered, assistant.catalog)


def _starters(language: Language) -> tuple[str, ...]:
    with brain.using() as assistant:
        return starters(assistant, language)
