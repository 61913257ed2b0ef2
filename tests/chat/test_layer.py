"""What Chainlit keeps with us: everything it hands over, for its owner only, and a failure loses nothing."""

from __future__ import annotations

import asyncio
import importlib
import logging
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest

from assistant.chat import brain
from assistant.chat.root import lay_out
from assistant.errors import InputError, OperatorError
from assistant.explanation.look import look
from assistant.records import Records
from assistant.validation import DEFAULT_ROLE
from tests.explanation.catalogue import CATALOG

#: Every field of a message that Chainlit's own layer for SQLAlchemy drops or cannot bind on SQLite, with a value.
STEP: dict[str, Any] = {
    "id": "q1",
    "threadId": "c1",
    "parentId": None,
    "type": "user_message",
    "name": "sanne",
    "output": "Hoeveel vijvers zijn er?",
    "createdAt": "2026-01-31T09:30:00Z",
    "tags": ["vijvers", "water"],
    "modes": {"diepte": "kort"},
    "command": "vraag",
    "defaultOpen": True,
    "autoCollapse": False,
    "metadata": {"taal": {"nl": [1, None]}},
    "waitForAnswer": False,
    "isError": False,
    "generation": None,
    "icon": "x",
}


class Lent:
    """An assistant that only has records."""

    catalog = CATALOG

    def __init__(self, records: Records) -> None:
        self.records = records

    def role_of(self, user: str | None) -> str:
        return DEFAULT_ROLE


@pytest.fixture(scope="module")
def chainlit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Chainlit in a folder of this run."""
    root = tmp_path_factory.mktemp("chainlit")
    lay_out(root, look())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHAINLIT_APP_ROOT", str(root))
        importlib.import_module("chainlit")
        yield


@pytest.fixture
def lent(database_url: str, monkeypatch: pytest.MonkeyPatch, chainlit: None) -> Iterator[Lent]:
    with Records.open(database_url) as records:
        one = Lent(records)

        @contextmanager
        def using() -> Iterator[Any]:
            yield one

        monkeypatch.setattr(brain, "using", using)
        yield one


def during(do: Callable[[Any], Awaitable[Any]], owner: str = "sanne", *, asked: bool = True) -> Any:
    """Do something with the layer within a session of somebody, in conversation c1."""
    from chainlit.context import init_ws_context
    from chainlit.session import WebsocketSession

    from assistant.chat.layer import RecordsLayer

    async def run() -> Any:
        layer = RecordsLayer()
        session = WebsocketSession(
            id=f"session-of-{owner}",
            socket_id=f"socket-of-{owner}",
            emit=lambda *_: None,
            emit_call=lambda *_: None,
            user_env={},
            client_type="webapp",
            user=await layer.get_user(owner),
            thread_id="c1",
        )
        session.has_first_interaction = asked
        init_ws_context(session)
        return await do(layer)

    # A thread of its own: the browser tests may have left a running loop in this one.
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(asyncio.run, run()).result()


def listed(layer: Any, owner: str, **filters: Any) -> Any:
    from chainlit.types import Pagination, ThreadFilter

    return layer.list_threads(Pagination(first=filters.pop("first", 20)), ThreadFilter(userId=owner, **filters))


def test_a_message_comes_back_with_everything_that_was_in_it(lent: Lent) -> None:
    async def do(layer: Any) -> Any:
        await layer.create_step(STEP)
        return await layer.get_thread("c1")

    assert during(do)["steps"] == [STEP]


def test_an_element_comes_back_with_its_properties(lent: Lent) -> None:
    import chainlit as cl

    async def do(layer: Any) -> Any:
        await layer.create_step(STEP)
        player = cl.Video(name="uitleg", url="/uitleg", player_config={"loop": [1]}, for_id="q1")
        own = cl.CustomElement(name="Other", props={"rows": [[1, None]]}, for_id="q1")
        for one in (player, own):
            await layer.create_element(one)
        return await layer.get_thread("c1"), await layer.get_element("c1", own.id)

    found, own = during(do)
    video, other = found["elements"]
    assert (video["playerConfig"], video["type"], other["props"]) == ({"loop": [1]}, "video", {"rows": [[1, None]]})
    assert own == other


def test_tags_and_metadata_of_a_conversation_are_kept(lent: Lent) -> None:
    async def do(layer: Any) -> Any:
        await layer.update_thread("c1", name="Hoeveel?", user_id="sanne", tags=["a", "b"])
        await layer.update_thread("c1", metadata={"chat_settings": {"x": [1]}})
        return await layer.get_thread("c1")

    found = during(do)
    assert (found["name"], found["tags"], found["metadata"]) == ("Hoeveel?", ["a", "b"], {"chat_settings": {"x": [1]}})


def test_only_own_conversations_are_listed_and_found(lent: Lent) -> None:
    async def do(layer: Any) -> Any:
        await layer.create_step(STEP)
        mine, theirs = await listed(layer, "sanne"), await listed(layer, "joris")
        return mine, theirs, await listed(layer, "joris", search="vijvers"), await layer.get_thread_author("c1")

    mine, *others, author = during(do)
    assert [one["name"] for one in mine.data] == ["Hoeveel vijvers zijn er?"]
    assert [one.data for one in others] == [[], []]
    assert author == "sanne"


def test_nobody_writes_in_the_conversation_of_another(lent: Lent, caplog: pytest.LogCaptureFixture) -> None:
    during(lambda layer: layer.create_step(STEP))
    forged = STEP | {"output": "Er zijn er 400.", "type": "assistant_message"}
    during(lambda layer: layer.create_step(forged | {"id": "q9"}), owner="joris")
    during(lambda layer: layer.update_step(forged), owner="joris")
    assert during(lambda layer: layer.get_thread("c1"))["steps"] == [STEP]
    assert "somebody else's" in caplog.text


def test_before_a_first_question_there_is_no_conversation(lent: Lent) -> None:
    during(lambda layer: layer.create_step(STEP | {"type": "assistant_message"}), asked=False)
    assert during(lambda layer: listed(layer, "sanne")).data == []


def test_steps_that_nobody_sees_are_not_kept(lent: Lent) -> None:
    async def do(layer: Any) -> Any:
        await layer.create_step(STEP)
        await layer.create_step({"id": "r1", "threadId": "c1", "type": "run", "name": "on_message", "output": ""})
        return await layer.get_thread("c1")

    assert [one["id"] for one in during(do)["steps"]] == ["q1"]


def test_a_deleted_conversation_stays_deleted_when_its_page_is_closed(lent: Lent) -> None:
    async def do(layer: Any) -> Any:
        await layer.create_step(STEP)
        await layer.delete_thread("c1")
        await layer.update_thread("c1", metadata={"client_type": "webapp"})
        return await layer.get_thread("c1"), (await listed(layer, "sanne")).data

    assert during(do) == (None, [])


def test_a_renamed_conversation_keeps_its_name_when_it_goes_on(lent: Lent) -> None:
    async def do(layer: Any) -> Any:
        await layer.create_step(STEP)
        await layer.update_thread("c1", name="Water")
        await layer.create_step(STEP | {"id": "q2", "output": "En in 2019?"})
        return await layer.get_thread("c1")

    assert during(do)["name"] == "Water"


def test_writes_of_a_conversation_are_done_in_the_order_in_which_they_were_asked(lent: Lent) -> None:
    async def do(layer: Any) -> Any:
        await asyncio.gather(*(layer.create_step(STEP | {"id": f"q{number}"}) for number in range(6)))
        await asyncio.gather(layer.create_step(STEP | {"id": "double"}), layer.delete_step("double"))
        return await layer.get_thread("c1")

    assert [one["id"] for one in during(do)["steps"]] == [f"q{number}" for number in range(6)]


def test_pages_of_the_list_follow_each_other(lent: Lent) -> None:
    from chainlit.types import Pagination, ThreadFilter

    for name in ("c1", "c2", "c3"):
        lent.records.conversations.begin(name, "sanne", name)

    async def do(layer: Any) -> Any:
        first = await listed(layer, "sanne", first=2)
        rest = await layer.list_threads(
            Pagination(first=2, cursor=first.pageInfo.endCursor), ThreadFilter(userId="sanne")
        )
        return first, rest

    first, rest = during(do)
    assert [one["id"] for one in (*first.data, *rest.data)] == ["c3", "c2", "c1"]
    assert (first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage) == (True, False)


def test_a_write_that_fails_is_logged_in_one_line_and_the_chat_goes_on(
    lent: Lent, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def gone(*_: Any) -> None:
        raise OperatorError("the records database cannot be used: the disk is full")

    monkeypatch.setattr(lent.records.conversations, "put", gone)
    with caplog.at_level(logging.ERROR):
        during(lambda layer: layer.create_step(STEP))
    assert "the disk is full" in caplog.text
    assert "Traceback" not in caplog.text


def test_chainlits_own_feedback_is_refused(lent: Lent) -> None:
    from chainlit.types import Feedback

    with pytest.raises(InputError, match="on its card"):
        during(lambda layer: layer.upsert_feedback(Feedback(forId="q1", value=1)))
