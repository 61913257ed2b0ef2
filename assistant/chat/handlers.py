"""What happens when someone opens the chat or asks something. Chainlit loads this file; nothing else imports it."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import Any

import chainlit as cl

from assistant.catalog.text import Language
from assistant.chat import brain
from assistant.chat.acting import ACTIONS, Actor, act
from assistant.chat.beside import beside
from assistant.chat.card import card
from assistant.chat.kept import CARD
from assistant.chat.layer import RecordsLayer
from assistant.chat.news import news
from assistant.chat.offers import Offers
from assistant.chat.person import acting_role, person, signing
from assistant.chat.starters import due, starters
from assistant.chat.threads import AUTHOR
from assistant.chat.underway import UnderWay
from assistant.chat.wording import language_of, wording
from assistant.entrance import Person
from assistant.errors import DuidingError, OperatorError
from assistant.stopping import stoppable

log = logging.getLogger("duiding.chat")
under_way = UnderWay()
offers = Offers()


@cl.set_starters
async def offer(user: cl.User | None, language: str | None) -> list[cl.Starter]:
    """Offer a few questions that are known to give an answer."""
    found = await asyncio.to_thread(_starters, language_of(language), user)
    return [cl.Starter(label=question, message=question) for question in found]


@cl.data_layer
def layer() -> RecordsLayer:
    """Keep conversations in the records."""
    return RecordsLayer()


@cl.on_chat_resume
async def resume(thread: cl.types.ThreadDict) -> None:
    """Go on with a conversation: the cards come from the records, and so does what the next turn leans on."""
    await tell_news()


@cl.on_chat_start
async def start() -> None:
    """Tell what was decided about answers since somebody was here last."""
    await tell_news()


async def tell_news() -> None:
    """Tell what analysts decided; that this fails is no reason to show no answer."""
    try:
        who = await asyncio.to_thread(person)
        said = await asyncio.to_thread(_news, who, language_of(getattr(cl.context.session, "language", None)))
    except DuidingError:
        log.exception("what was decided about answers is not told now; it waits")
        return
    if said:
        await cl.Message(content=said, author=AUTHOR).send()  # type: ignore[no-untyped-call]


@cl.on_message
async def answer(message: cl.Message) -> None:
    """Answer one question with one card; whatever goes wrong, the reader gets a sentence."""
    session = cl.context.session
    async with under_way.turn(session.thread_id, message.content) as first:
        if not first:
            await message.remove()  # type: ignore[no-untyped-call]
            return
        try:
            who = await asyncio.to_thread(person)
            with stoppable() as stop:
                try:
                    properties = await asyncio.to_thread(_answered, message.content, message.id, session.thread_id, who)
                except asyncio.CancelledError:
                    # The button to stop, or a conversation that was left: the query ends, not only the waiting.
                    stop.stop()
                    raise
        except Exception as error:
            # The one border where everything is caught: Chainlit would show nothing and send the error's text.
            log.exception("a question was not answered")
            said = "unkept" if isinstance(error, OperatorError) else "failed"
            text = wording(language_of(getattr(session, "language", None)))[said]
            await cl.Message(content=text, author=AUTHOR).send()  # type: ignore[no-untyped-call]
            return
        element = cl.CustomElement(name=CARD, props=properties, display="inline")
        await cl.Message(content="", elements=[element], author=AUTHOR).send()  # type: ignore[no-untyped-call]
        await tell_news()


async def pressed(action: cl.Action) -> dict[str, Any]:
    """Do what a button of a card asks; whatever goes wrong, the reader gets a sentence."""
    try:
        who = await asyncio.to_thread(person)
        return await asyncio.to_thread(_acted, action.name, action.payload, cl.context.session.thread_id, who)
    except Exception:
        log.exception("a button was not answered")
        return {"said": wording(language_of(getattr(cl.context.session, "language", None)))["failed_button"]}


for name in ACTIONS:
    cl.action_callback(name)(pressed)


def _acted(name: str, payload: dict[str, Any], conversation: str, who: Person) -> dict[str, Any]:
    actor = Actor(who.acting(), who.user, signing(who), partial(offers.remember, conversation))
    with brain.using() as assistant:
        return act(name, payload, assistant, actor)


def _answered(question: str, message: str, conversation: str, who: Person) -> dict[str, Any]:
    """Ask and draw; outside the event loop, so that one slow question holds up nobody else."""
    with brain.using() as assistant:
        assistant.records.conversations.begin(conversation, who.id, question)
        role, user, plan = who.acting(), who.user, offers.plan(conversation, question)
        answered = assistant.ask(
            question, id=message, conversation=conversation, role=role, user=user, plan=plan, lasting=True
        )
        return card(answered, assistant.catalog, beside=beside(assistant, answered, signing(who), role))


def _news(who: Person, language: Language) -> str:
    with brain.using() as assistant:
        return news(assistant, who.id, language)


def _starters(language: Language, user: cl.User | None) -> tuple[str, ...]:
    with brain.using() as assistant:
        role = acting_role(user)
        return (*due(assistant, language, role), *starters(assistant, language, role))
