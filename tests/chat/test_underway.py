"""Turns of one conversation wait for each other; a double click asks once."""

from __future__ import annotations

import asyncio

from assistant.chat.underway import UnderWay


def test_turns_of_a_conversation_are_one_after_the_other_and_those_of_others_are_not_held_up() -> None:
    async def run() -> list[str]:
        under_way, said = UnderWay(), list[str]()
        begun, go_on = asyncio.Event(), asyncio.Event()

        async def first() -> None:
            async with under_way.turn("c1", "eerst"):
                begun.set()
                await go_on.wait()
                said.append("eerst")

        async def after(conversation: str) -> None:
            async with under_way.turn(conversation, "dan"):
                said.append(conversation)

        running = asyncio.create_task(first())
        await begun.wait()
        waiting = asyncio.create_task(after("c1"))
        await after("c2")
        go_on.set()
        await asyncio.gather(running, waiting)
        return said

    assert asyncio.run(run()) == ["c2", "eerst", "c1"]


def test_the_same_question_twice_at_once_is_asked_once_and_later_again() -> None:
    async def run() -> list[bool]:
        under_way = UnderWay()
        async with under_way.turn("c1", "Hoeveel?") as first, under_way.turn("c1", "Hoeveel?") as second:
            both = [first, second]
        async with under_way.turn("c1", "Hoeveel?") as third:
            return [*both, third]

    assert asyncio.run(run()) == [True, False, True]
