"""What happens when someone opens the chat or asks something. Chainlit loads this file; nothing else imports it."""

from __future__ import annotations

import asyncio
import logging
import os
from functools import lru_cache
from pathlib import Path

import chainlit as cl
from chainlit.config import config

from assistant.answering import Assistant
from assistant.catalog.text import Language
from assistant.chat.card import card
from assistant.chat.starters import starters
from assistant.chat.wording import wording
from assistant.settings import Settings

log = logging.getLogger("duiding.chat")

config.ui.name = "Duiding"
config.ui.custom_css = "/public/duiding.css"
config.ui.cot = "hidden"
config.features.unsafe_allow_html = False
config.features.latex = False
config.features.edit_message = False
if config.features.spontaneous_file_upload is not None:
    config.features.spontaneous_file_upload.enabled = False


@lru_cache(maxsize=1)
def brain() -> Assistant:
    """Return the one assistant of this process."""
    return Assistant.open(Settings(catalog=Path(os.environ["DUIDING_CATALOG"]), home=Path(os.environ["DUIDING_HOME"])))


def language_of(tag: str | None) -> Language:
    """Dutch unless the browser prefers English."""
    return "en" if (tag or "nl").lower().startswith("en") else "nl"


@cl.set_starters
async def offer(user: cl.User | None, language: str | None) -> list[cl.Starter]:
    """Offer a few questions that are known to give an answer."""
    found = await asyncio.to_thread(starters, brain(), language_of(language))
    return [cl.Starter(label=question, message=question) for question in found]


@cl.on_message
async def answer(message: cl.Message) -> None:
    """Answer one question with one card; whatever goes wrong, the reader gets a sentence."""
    session = cl.context.session
    language = language_of(getattr(session, "language", None))
    try:
        told = await asyncio.to_thread(
            brain().ask, message.content, conversation=str(session.id), language=None, role="manager"
        )
        draw = None
        if told.chart is not None:
            from assistant.explanation.chart import svg as draw
        properties = await asyncio.to_thread(card, told, brain().catalog, draw)
    except Exception:
        # The one border where everything is caught: Chainlit would show nothing and send the error's text.
        log.exception("a question was not answered")
        await cl.Message(content=wording(language)["failed"]).send()
        return
    element = cl.CustomElement(name="AnswerCard", props=properties, display="inline")
    await cl.Message(content="", elements=[element], author="Duiding").send()
