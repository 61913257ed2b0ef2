"""Servers differ in how they can be asked for JSON: what one takes is found out once, and read as strictly."""

from __future__ import annotations

import json

import pytest

from assistant.planning.model.breaker import Breaker
from assistant.planning.model.calls import Failure, Prompt, Reply
from assistant.planning.model.chat_model import ChatModel
from assistant.settings import ModelSettings
from tests.planning.model import server

SCHEMA = {"title": "proposal", "description": "d", "type": "object", "properties": {"form": {"type": "string"}}}
PROMPT = Prompt("plan", 1, "Reply with one JSON object.", "Hello.", SCHEMA)
TEXT = json.dumps({"form": "figure"})
ALL = ["json_schema", "tool", "json_object", "words"]


def model(wire: server.Wire) -> ChatModel:
    return ChatModel(ModelSettings("openai:eigen", wire.address, "sleutel", 5.0), Breaker(wait=lambda _: None))


@pytest.mark.parametrize("shape", ALL)
@pytest.mark.parametrize("code", [400, 422, 500, 501])
def test_the_first_shape_that_a_server_takes_is_used_and_remembered(shape: str, code: int) -> None:
    with server.serving(server.takes(shape, text=TEXT, code=code)) as wire:
        one = model(wire)
        for _ in range(2):
            reply = one.say(PROMPT, 10.0)
            assert isinstance(reply, Reply)
            assert reply.value == {"form": "figure"}
            assert (reply.told, reply.heard) == (900, 60)
    tried = [server.shape_of(request) for request in wire.requests]
    assert tried == [*ALL[: ALL.index(shape) + 1], shape]


@pytest.mark.parametrize(("code", "failure"), [(400, Failure.REFUSED), (501, Failure.REFUSED), (500, Failure.FAULT)])
def test_a_server_that_takes_nothing_is_no_server_for_this(code: int, failure: Failure) -> None:
    with server.serving(server.fails(code)) as wire:
        one = model(wire)
        assert one.say(PROMPT, 10.0) is failure
        assert [server.shape_of(request) for request in wire.requests] == ALL
        wire.behaviour = server.takes(*ALL, text=TEXT)
        assert isinstance(one.say(PROMPT, 10.0), Reply)
    assert server.shape_of(wire.requests[-1]) == "json_schema", "a request that fails in every shape teaches nothing"


def test_a_server_that_passes_a_shape_over_is_asked_in_the_next_one() -> None:
    with server.serving(server.says("Zeker! Dat zijn de misdrijven.")) as wire:
        one = model(wire)
        assert [one.say(PROMPT, 10.0) for _ in range(5)] == [Failure.PROSE] * 5
    assert [server.shape_of(request) for request in wire.requests] == [*ALL, "words"], "one call a question"


def test_a_shape_that_worked_is_not_given_up_for_one_bad_reply() -> None:
    with server.serving(server.says(TEXT)) as wire:
        one = model(wire)
        one.say(PROMPT, 10.0)
        wire.behaviour = server.says("Dat weet ik niet.")
        assert one.say(PROMPT, 10.0) is Failure.PROSE
        wire.behaviour = server.says(TEXT)
        assert isinstance(one.say(PROMPT, 10.0), Reply)
    assert {server.shape_of(request) for request in wire.requests} == {"json_schema"}


def test_a_fault_of_a_server_that_worked_is_a_fault_and_is_tried_again() -> None:
    with server.serving(server.says(TEXT)) as wire:
        one = model(wire)
        one.say(PROMPT, 10.0)
        wire.behaviour = server.fails(500)
        assert one.say(PROMPT, 10.0) is Failure.FAULT
    assert [server.shape_of(request) for request in wire.requests] == ["json_schema"] * 4


def test_a_server_may_say_the_name_of_the_tool_with_every_piece() -> None:
    text = json.dumps({"form": "figure", "more": "x" * 100})
    with server.serving(server.calls("proposal", text, each=True)) as wire:
        assert isinstance(model(wire).say(PROMPT, 10.0), Reply)


def test_a_schema_that_only_one_question_has_does_not_settle_the_shape() -> None:
    with server.serving(server.takes("json_schema", text=TEXT)) as wire:
        one = model(wire)
        one.say(PROMPT, 10.0)
        wire.behaviour = server.takes("json_object", text=TEXT)
        assert isinstance(one.say(PROMPT, 10.0), Reply)
        wire.behaviour = server.takes(*ALL, text=TEXT)
        one.say(PROMPT, 10.0)
    assert server.shape_of(wire.requests[-1]) == "json_schema"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (TEXT, True),
        (f"\n  {TEXT}\n", True),
        (f"```json\n{TEXT}\n```", True),
        (f"```\n{TEXT}\n```\n", True),
        (f"<think>The user wants {{}}.</think>\n{TEXT}", True),
        (f"Here it is: {TEXT}", False),
        (f"{TEXT} I hope this helps!", False),
        (f"{TEXT}{TEXT}", False),
        ('{"form": "figure", "form": "by"}', False),
        ('{"form": NaN', False),
        ('{"form": "fig\nure"}', True),
        ("[" * 5000, False),
        ("null", False),
    ],
)
def test_a_reply_is_one_object_or_nothing(text: str, read: bool) -> None:
    with server.serving(server.says(text)) as wire:
        assert isinstance(model(wire).say(PROMPT, 10.0), Reply) is read


@pytest.mark.parametrize(
    ("behaviour", "failure"),
    [
        (server.calls("run_sql", TEXT), Failure.MALFORMED),
        (server.calls("", TEXT), Failure.MALFORMED),
        (server.calls("proposals", TEXT, each=True), Failure.MALFORMED),
        (server.dies(TEXT), Failure.MALFORMED),
        (server.garbles, Failure.MALFORMED),
    ],
    ids=["another tool", "a tool without a name", "a tool of nearly the name", "dies", "garbles"],
)
def test_half_a_reply_or_another_tool_is_nothing(behaviour: server.Behaviour, failure: Failure) -> None:
    with server.serving(behaviour) as wire:
        said = model(wire).say(PROMPT, 10.0)
    assert said is failure
