"""A server that is told to stop finishes what is under way: whoever asked gets the answer, and it is kept."""

from __future__ import annotations

import asyncio
import signal
from typing import Any

import httpx
import pytest

from assistant.records import Records
from tests.attacks.conftest import PATIENCE, Served
from tests.attacks.test_forging import FIGURE, QUESTION, play

pytestmark = pytest.mark.heavy
PROGRAMS = 20


def test_what_is_under_way_is_answered_and_kept_before_the_program_ends(served: Served, kim: httpx.Client) -> None:
    with Records.open(served.database) as records:
        token = records.users.new_token("lou")

    async def stops() -> list[str]:
        headers = {"authorization": f"Bearer {token}"}
        async with (
            httpx.AsyncClient(base_url=served.address, headers=headers, timeout=PATIENCE) as program,
            served.page(kim) as browser,
        ):
            asking = [
                asyncio.ensure_future(
                    program.post("/api/ask", json={"question": QUESTION, "conversation": f"c{number}"})
                )
                for number in range(PROGRAMS)
            ]
            await asyncio.wait(asking, return_when=asyncio.FIRST_COMPLETED)
            await browser.ask(QUESTION)
            await browser.until("task_start", 2)
            served.program.send_signal(signal.SIGTERM)
            await browser.until("element")
            assert FIGURE in str(browser.events)
            told = await asyncio.gather(*asking, return_exceptions=True)
        answered: list[Any] = [one for one in told if isinstance(one, httpx.Response)]
        # Who was not let in any more heard nothing; who was heard all.
        assert {type(one) for one in told if one not in answered} <= {httpx.ConnectError, httpx.ReadError}
        assert {one.status_code for one in answered} == {200}
        assert all(FIGURE in one.json()["answer"] for one in answered)
        return [one.headers["content-location"].rpartition("/")[2] for one in answered]

    shown: list[str] = []

    async def keeps() -> None:
        shown.extend(await stops())

    play(keeps())
    assert served.program.wait(PATIENCE) == 0
    assert shown
    with Records.open(served.database) as records:
        kept = [records.get(one) for one in shown]
        assert all(kept)
        (talk,) = records.conversations.of("kim").talks
        (said,) = records.conversation(talk.id)
    assert FIGURE in said.answer["answer"]
