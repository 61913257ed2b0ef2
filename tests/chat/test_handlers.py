"""What the chat sends for a message, seen without a browser: a card, or a sentence when something broke."""

from __future__ import annotations

import asyncio
import importlib
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from assistant.chat import brain
from assistant.chat.root import lay_out
from assistant.entrance import Barred, Person
from assistant.entrance.asked import Known
from assistant.errors import OperatorError
from assistant.explanation.answer import Answer
from assistant.explanation.look import look
from assistant.stopping import check_stopped, on_stop
from tests.explanation.catalogue import CATALOG


@pytest.fixture(scope="module")
def handlers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The handlers, with Chainlit in a folder of this run."""
    root = tmp_path_factory.mktemp("chainlit")
    lay_out(root, look())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHAINLIT_APP_ROOT", str(root))
        yield importlib.import_module("assistant.chat.handlers")


class Stub:
    """Answers each question with its own text, or breaks; remembers the conversations."""

    catalog = CATALOG

    def __init__(self, breaks: Exception | None = None) -> None:
        self.breaks = breaks
        self.begun: list[tuple[str, ...]] = []
        begin = lambda *told: self.begun.append(told)  # noqa: E731
        nobody_decided = SimpleNamespace(readers=SimpleNamespace(news=lambda person: ()))
        self.records = SimpleNamespace(conversations=SimpleNamespace(begin=begin), reviews=nobody_decided)
        self.conversations: list[str] = []
        self.asked_as: list[tuple[str, str | None]] = []

    def ask(
        self, question: str, *, id: str, conversation: str, role: str, user: str | None, plan: object, lasting: bool
    ) -> Answer:
        assert lasting
        self.conversations.append(conversation)
        self.asked_as.append((role, user))
        if self.breaks is not None:
            raise self.breaks
        return Answer(question, "nl", "answer", text=f"Antwoord op: {question}")


class Doorman:
    """Knows one person, whose roles are read at each question."""

    def __init__(self, *roles: str) -> None:
        self.roles = roles

    def with_roles(self, known: Known) -> Person:
        if not self.roles:
            raise Barred("no_role", name=known.shown_as)
        return Person(known.id, known.shown_as, self.roles)


def sent(
    handlers: ModuleType, stub: Stub, *questions: str, language: str = "nl-NL", roles: tuple[str, ...] = ("analyst",)
) -> list[tuple[str, Any]]:
    """Return what goes to the browser when somebody asks these questions in one conversation."""
    emitted: list[tuple[str, Any]] = []

    async def emit(event: str, data: Any) -> None:
        emitted.append((event, data))

    async def conversation() -> None:
        import chainlit as cl
        from chainlit.context import init_ws_context
        from chainlit.session import WebsocketSession

        session = WebsocketSession(
            id=str(uuid.uuid4()),
            socket_id=str(uuid.uuid4()),
            emit=emit,
            emit_call=lambda *call: None,
            user_env={},
            client_type="webapp",
            user=cl.User(identifier="kim"),
            environ={"HTTP_ACCEPT_LANGUAGE": language},
        )
        init_ws_context(session)
        for question in questions:
            await handlers.answer(cl.Message(content=question))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(brain, "using", lambda: nullcontext(stub))
        patch.setattr(brain, "entrance", lambda: Doorman(*roles))
        # A thread of its own: the browser tests may have left a running loop in this one.
        with ThreadPoolExecutor(1) as alone:
            alone.submit(asyncio.run, conversation()).result()
    return emitted


def test_an_answer_goes_out_as_one_card(handlers: ModuleType) -> None:
    (card,) = [data for event, data in sent(handlers, Stub(), "Hoeveel?") if event == "element"]
    assert card["name"] == "AnswerCard"
    assert card["props"]["text"] == "Antwoord op: Hoeveel?"


def test_the_turns_of_a_conversation_belong_together_and_to_nobody_else(handlers: ModuleType) -> None:
    stub = Stub()
    sent(handlers, stub, "Hoeveel?", "En in 2019?")
    sent(handlers, stub, "Hoeveel?")
    first, second, other = stub.conversations
    assert first == second != other


def test_a_conversation_is_its_owners_before_anything_is_answered(handlers: ModuleType) -> None:
    stub = Stub(breaks=ZeroDivisionError())
    sent(handlers, stub, "Hoeveel?")
    ((conversation, owner, name),) = stub.begun
    assert (conversation, owner, name) == (stub.conversations[0], "kim", "Hoeveel?")


@pytest.mark.parametrize(
    ("language", "broken", "sentence"),
    [
        ("nl-NL", ZeroDivisionError("secret inner detail"), "Er ging bij ons iets mis."),
        ("en-US", ZeroDivisionError("secret inner detail"), "Something went wrong on our side."),
        ("nl-NL", OperatorError("secret inner detail: disk full"), "Het antwoord kan nu niet bewaard worden"),
        ("en-US", OperatorError("secret inner detail: disk full"), "The answer cannot be kept at the moment"),
    ],
)
def test_whatever_breaks_the_reader_gets_a_sentence_and_no_inner_detail(
    handlers: ModuleType, language: str, broken: Exception, sentence: str
) -> None:
    emitted = sent(handlers, Stub(breaks=broken), "Hoeveel?", language=language)
    assert sentence in str(emitted)
    assert "secret" not in str(emitted)


def test_a_question_is_asked_by_whoever_logged_in_in_the_role_they_have_now(handlers: ModuleType) -> None:
    stub = Stub()
    sent(handlers, stub, "Hoeveel?", roles=("analyst", "manager"))
    assert stub.asked_as == [("analyst", "kim")]


def test_who_lost_the_last_role_meanwhile_is_not_answered(handlers: ModuleType) -> None:
    stub = Stub()
    sent(handlers, stub, "Hoeveel?", roles=())
    assert stub.asked_as == []


def test_the_stop_button_stops_the_work_and_not_only_the_waiting(handlers: ModuleType) -> None:
    begun, ended = threading.Event(), threading.Event()

    class Slow(Stub):
        def ask(self, question: str, **values: Any) -> Answer:
            with on_stop(ended.set):
                begun.set()
                assert ended.wait(60)
            check_stopped()
            raise AssertionError("the work went on")

    async def stopped() -> None:
        import chainlit as cl
        from chainlit.context import init_ws_context
        from chainlit.session import WebsocketSession

        async def emit(event: str, data: Any) -> None:
            sent_out.append(event)

        session = WebsocketSession(
            id=str(uuid.uuid4()),
            socket_id=str(uuid.uuid4()),
            emit=emit,
            emit_call=lambda *call: None,
            user_env={},
            client_type="webapp",
            user=cl.User(identifier="kim"),
            environ={},
        )
        init_ws_context(session)
        task = asyncio.create_task(handlers.answer(cl.Message(content="Hoeveel?")))
        await asyncio.to_thread(begun.wait, 60)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    sent_out: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(brain, "using", lambda: nullcontext(Slow()))
        patch.setattr(brain, "entrance", lambda: Doorman("analyst"))
        with ThreadPoolExecutor(1) as alone:
            alone.submit(asyncio.run, stopped()).result()
    assert ended.is_set()
    assert "element" not in sent_out
