"""A connection that is lost at the worst moment: nothing that was asked or answered is lost with it."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
import socketio

from assistant.records import Records
from tests.attacks.conftest import Served
from tests.attacks.test_forging import FIGURE, QUESTION, play

pytestmark = pytest.mark.heavy


def test_a_question_at_the_moment_of_opening_is_answered(served: Served, kim: httpx.Client) -> None:
    """The chat still looks what it has to tell; that is no question before this one."""

    async def asks() -> None:
        async with served.page(kim) as browser:
            await browser.ask(QUESTION)
            await browser.until("element")
            assert not [data for name, data in browser.events if name == "toast"]

    play(asks())


def test_a_connection_lost_before_its_page_got_the_conversation(served: Served, kim: httpx.Client) -> None:
    """What a slow machine does: the page gives up, connects again, and sends what somebody typed meanwhile."""

    async def loses() -> None:
        async with served.page(kim) as first:
            await first.ask(QUESTION)
            talk = (await first.until("first_interaction"))[0]["thread_id"]
            await first.until("element")
        async with served.page(kim, greets=False, threadId=talk) as lost:
            pass
        async with served.page(kim, threadId=talk, sessionId=lost.session) as again:
            await again.ask("En in 2019?")
            shown = (await again.until("resume_thread"))[0]
            assert FIGURE in str(shown)
            await again.until("element")
            assert not [data for name, data in again.events if name == "toast"]
            assert again.moment("resume_thread") < again.moment("element")

    play(loses())


@pytest.mark.parametrize("seconds", [0.0, 0.1, 1.0])
def test_a_connection_lost_while_an_answer_is_made(seconds: float, served: Served, kim: httpx.Client) -> None:
    """The page that comes back in the same session shows question and answer, each once."""

    async def loses() -> None:
        async with served.page(kim) as first:
            number = await first.ask(QUESTION)
            await first.until("task_start")
            await asyncio.sleep(seconds)
        async with served.page(kim, sessionId=first.session) as again:
            shown: dict[str, Any] = {}
            async with asyncio.timeout(60):
                while FIGURE not in str(shown):
                    shown = ([{}] + [data for name, data in again.events if name == "resume_thread"])[-1]
                    await asyncio.sleep(0.05)
            assert [one["id"] for one in shown["steps"] if one["type"] == "user_message"] == [number]
            assert len(shown["elements"]) == 1

    play(loses())


@pytest.mark.parametrize("greets", [True, False])
def test_a_page_that_asks_for_a_conversation_in_its_second_connection_gets_it(
    greets: bool, served: Served, kim: httpx.Client
) -> None:
    """A new tab on the address of a conversation connects at once, and again as soon as it knows which one it shows."""

    async def opens() -> None:
        async with served.page(kim) as first:
            await first.ask(QUESTION)
            talk = (await first.until("first_interaction"))[0]["thread_id"]
            await first.until("element")
        async with served.page(kim, greets=greets) as unknowing:
            pass
        async with served.page(kim, threadId=talk, sessionId=unknowing.session) as knowing:
            shown = (await knowing.until("resume_thread"))[0]
            assert shown["id"] == talk
            await knowing.ask("En in 2019?")
            await knowing.until("element")
        with Records.open(served.database) as records:
            assert [one.question for one in records.conversation(talk)] == [QUESTION, "En in 2019?"]

    play(opens())


def test_nobody_gets_the_conversation_of_another_in_a_second_connection(
    served: Served, kim: httpx.Client, lou: httpx.Client
) -> None:
    async def tries() -> None:
        async with served.page(kim) as first:
            await first.ask(QUESTION)
            talk = (await first.until("first_interaction"))[0]["thread_id"]
            await first.until("element")
        async with served.page(lou) as unknowing:
            pass
        with pytest.raises(socketio.exceptions.ConnectionError):
            async with served.page(lou, threadId=talk, sessionId=unknowing.session):
                pass
        with Records.open(served.database) as records:
            assert len(records.conversation(talk)) == 1

    play(tries())


def test_a_page_that_forgets_to_say_which_conversation_it_shows_gets_that_of_its_address(
    served: Served, kim: httpx.Client, lou: httpx.Client
) -> None:
    async def forgets() -> None:
        async with served.page(kim) as first:
            await first.ask(QUESTION)
            talk = (await first.until("first_interaction"))[0]["thread_id"]
            await first.until("element")
        async with served.page(kim, shows=f"/thread/{talk}") as forgetful:
            assert (await forgetful.until("resume_thread"))[0]["id"] == talk
        # A new conversation is begun at another address, and that of somebody else stays theirs.
        async with served.page(kim, shows="/") as new:
            await new.ask(QUESTION)
            assert (await new.until("first_interaction"))[0]["thread_id"] != talk
        with pytest.raises(socketio.exceptions.ConnectionError):
            async with served.page(lou, shows=f"/thread/{talk}"):
                pass

    play(forgets())
