"""Where Chainlit keeps conversations: in our records, whole, and each only for its owner.

Who asks is known by the id of their :class:`~assistant.entrance.Person`: Chainlit has no table of users here.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from chainlit.context import context
from chainlit.data.base import BaseDataLayer
from chainlit.element import Element, ElementDict
from chainlit.step import StepDict
from chainlit.types import Feedback, PageInfo, PaginatedResponse, Pagination, ThreadDict, ThreadFilter
from chainlit.user import PersistedUser, User

from assistant.answering import Assistant
from assistant.chat import brain
from assistant.chat.threads import ELEMENT, MESSAGE, heading, kept_element, thread
from assistant.errors import DuidingError, InputError

log = logging.getLogger("duiding.chat")
_T = TypeVar("_T")


class RecordsLayer(BaseDataLayer):
    """Conversations of the chat in the records database. Every call that writes or reads runs outside the event loop.

    Chainlit writes after it has shown, and looks at no outcome: a write that fails is logged here and nothing is lost
    by it, because answers are kept before they are shown and :func:`~assistant.chat.threads.whole` gives them back.
    """

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def get_user(self, identifier: str) -> PersistedUser:
        """Return who was let in: nothing about them is kept here."""
        return PersistedUser(id=identifier, identifier=identifier, createdAt="")

    async def create_user(self, user: User) -> PersistedUser:
        """Return who was let in."""
        return await self.get_user(user.identifier)

    async def upsert_feedback(self, feedback: Feedback) -> str:
        """Refuse: an answer is judged on its card."""
        raise InputError("an answer is judged on its card")

    async def delete_feedback(self, feedback_id: str) -> bool:
        """Say that there is none."""
        return False

    async def create_element(self, element: Element) -> None:
        """Keep what hangs under a message."""
        body = kept_element(element.to_dict())
        await self._write(element.thread_id, lambda one: _put(one, element.thread_id, ELEMENT, element.id, body))

    async def get_element(self, thread_id: str, element_id: str) -> ElementDict | None:
        """Return what hangs under a message."""
        found = await self.get_thread(thread_id)
        elements = found["elements"] if found is not None else None
        return next((one for one in elements or () if one["id"] == element_id), None)

    async def delete_element(self, element_id: str, thread_id: str | None = None) -> None:
        """Take away what hangs under a message of this conversation."""
        await self._drop(ELEMENT, element_id)

    async def create_step(self, step_dict: StepDict) -> None:
        """Keep a message; steps that nobody sees are not kept."""
        await self.update_step(step_dict)

    async def update_step(self, step_dict: StepDict) -> None:
        """Keep a message as it is now; before somebody asked something there is no conversation to keep one in."""
        if "message" not in step_dict["type"] or not getattr(context.session, "has_first_interaction", True):
            return
        conversation, body, owner = step_dict["threadId"], dict(step_dict), context.session.user
        name = step_dict["output"] if step_dict["type"] == "user_message" else ""

        def put(one: Assistant) -> None:
            if owner is not None:
                one.records.conversations.begin(conversation, owner.identifier, name)
            _put(one, conversation, MESSAGE, step_dict["id"], body)

        await self._write(conversation, put)

    async def delete_step(self, step_id: str) -> None:
        """Take a message of this conversation away."""
        await self._drop(MESSAGE, step_id)

    async def get_thread_author(self, thread_id: str) -> str:
        """Return whose a conversation is; empty when there is none."""
        talk = await _run(lambda one: one.records.conversations.get(thread_id))
        return "" if talk is None else talk.owner

    async def delete_thread(self, thread_id: str) -> None:
        """Delete a conversation; who may do so was asked before."""
        await _run(lambda one: one.records.conversations.delete(thread_id))

    async def list_threads(self, pagination: Pagination, filters: ThreadFilter) -> PaginatedResponse[ThreadDict]:
        """Return conversations of one person, the latest first; of nobody, none."""
        find = partial(_found, filters.userId or "", filters.search or "", pagination.first, pagination.cursor)
        talks = await _run(find)
        data: list[Any] = [heading(talk) | {"steps": [], "elements": []} for talk in talks.talks]
        ends = (data[0]["id"], data[-1]["id"]) if data else (None, None)
        return PaginatedResponse(PageInfo(hasNextPage=talks.more, startCursor=ends[0], endCursor=ends[1]), data)

    async def get_thread(self, thread_id: str) -> ThreadDict | None:
        """Return a whole conversation, its cards as they may be seen now."""

        def read(one: Assistant) -> Any:
            talk = one.records.conversations.get(thread_id)
            return None if talk is None else thread(one, talk)

        found: ThreadDict | None = await _run(read)
        return found

    async def update_thread(
        self,
        thread_id: str,
        name: str | None = None,
        user_id: str | None = None,
        metadata: dict[str, Any] | None = None,
        tags: list[str] | None = None,
    ) -> None:
        """Begin a conversation (with ``user_id``), or change one that is there."""
        given = {"metadata": metadata, "tags": tags}
        details = {key: value for key, value in given.items() if value is not None}

        def change(one: Assistant) -> None:
            if user_id is not None:
                one.records.conversations.begin(thread_id, user_id, name or "")
            new_name = None if user_id is not None else name
            one.records.conversations.change(thread_id, name=new_name, details=details)

        await self._write(thread_id, change)

    async def get_favorite_steps(self, user_id: str) -> list[StepDict]:
        """Return none: favourites are switched off in the settings of the chat."""
        return []

    async def build_debug_url(self) -> str:
        """Return none: there is no other place to look at conversations."""
        return ""

    async def close(self) -> None:
        """Leave the records open: they belong to the assistant."""

    async def _drop(self, kind: str, part: str) -> None:
        conversation = context.session.thread_id
        await self._write(conversation, lambda one: one.records.conversations.drop(conversation, kind, part))

    async def _write(self, conversation: str, write: Callable[[Assistant], None]) -> None:
        """Write in the order in which it was asked, one after the other within a conversation."""
        async with self._locks.setdefault(conversation, asyncio.Lock()):
            try:
                await _run(write)
            except DuidingError as error:
                log.error("a message was not kept: %s", error)


async def _run(call: Callable[[Assistant], _T]) -> _T:
    def lent() -> _T:
        with brain.using() as assistant:
            return call(assistant)

    return await asyncio.to_thread(lent)


def _put(one: Assistant, conversation: str, kind: str, part: str, body: dict[str, Any]) -> None:
    one.records.conversations.put(conversation, kind, part, body)


def _found(owner: str, search: str, first: int, cursor: str | None, one: Assistant) -> Any:
    return one.records.conversations.of(owner, search=search, first=max(1, min(first, 100)), after=cursor)
