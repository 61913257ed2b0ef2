"""A model over HTTP, as a server of one's own speaks: the shape of a call, and every way in which it goes wrong."""

from __future__ import annotations

import contextvars
import json
import threading
import time
from typing import Any

import pytest

from assistant.errors import OperatorError
from assistant.plan import Plan
from assistant.planning.grammar import GrammarTranslator
from assistant.planning.model.breaker import Breaker
from assistant.planning.model.calls import Failure, Prompt, Reply
from assistant.planning.model.chat_model import ChatModel, _failure, made
from assistant.planning.model.translator import ModelTranslator
from assistant.settings import ModelSettings
from assistant.stopping import stoppable
from tests.planning.model import server
from tests.planning.model.conftest import EMPTY, asked, without_help
from tests.planning.model.test_translator import SLANG

TEXT = json.dumps(EMPTY | SLANG["reply"])
PROMPT = Prompt("p", 1, "Be brief.", "Hello.", {"title": "t", "type": "object", "properties": {}, "description": "d"})


def model(wire: server.Wire, seconds: float = 5.0, **breaker: Any) -> ChatModel:
    settings = ModelSettings("openai:of-our-own", wire.address, "sleutel", seconds)
    return ChatModel(settings, Breaker(**({"wait": lambda _: None} | breaker)))


def test_a_question_goes_out_and_a_plan_comes_back(grammar: GrammarTranslator) -> None:
    with server.serving(server.says(TEXT)) as wire:
        request = asked(SLANG["question"])
        decision = ModelTranslator(grammar, model(wire)).translate(request)
    assert isinstance(decision, Plan)
    assert decision.translator == "model:openai:of-our-own"
    assert request.calls is not None
    assert (request.calls.calls[0].told, request.calls.calls[0].heard) == (900, 60)
    (sent,) = wire.requests
    assert sent["key"] == "Bearer sleutel"
    assert sent["temperature"] == 0
    shape = sent["response_format"]["json_schema"]["schema"]
    assert shape["properties"]["metrics"]["items"] == {"$ref": "#/$defs/metric"}
    assert "bijstand.uitkeringen" in shape["$defs"]["metric"]["enum"]
    assert "figure" in shape["properties"]["form"]["enum"]
    assert json.dumps(shape).count('"bijstand.uitkeringen"') == 1, "each name is told once"


@pytest.mark.parametrize(
    ("behaviour", "failure"),
    [
        (server.hangs, Failure.TIMEOUT),
        (server.drips, Failure.TIMEOUT),
        (server.floods, Failure.ENDLESS),
        (server.fails(429), Failure.BUSY),
        (server.fails(500), Failure.FAULT),
        (server.fails(503), Failure.BROKEN),
        (server.fails(401), Failure.REFUSED),
        (server.fails(404), Failure.REFUSED),
        (server.says("Natuurlijk! Hier is uw antwoord: 42."), Failure.PROSE),
        (server.says('{"form": "figure", '), Failure.MALFORMED),
        (server.says("[1, 2]"), Failure.PROSE),
        (server.says(""), Failure.MALFORMED),
        (server.says("抱歉，我不能帮助你。"), Failure.PROSE),
    ],
    ids=["hangs", "drips", "floods", "429", "500", "503", "401", "404", "prose", "half", "list", "nothing", "refuses"],
)
def test_what_goes_wrong_is_told_within_the_time(behaviour: server.Behaviour, failure: Failure) -> None:
    with server.serving(behaviour) as wire:
        started = time.monotonic()
        assert model(wire, seconds=1.0).say(PROMPT, 1.0) is failure
        assert time.monotonic() - started < 5


def test_a_tool_that_was_not_offered_does_nothing(grammar: GrammarTranslator) -> None:
    with server.serving(server.calls_a_tool) as wire:
        request = asked(SLANG["question"])
        assert without_help(ModelTranslator(grammar, model(wire)).translate(request), grammar.translate(request))


def test_a_server_that_is_not_there_is_broken() -> None:
    with server.serving(server.hangs) as wire:
        gone = wire
    assert model(gone).say(PROMPT, 5.0) is Failure.BROKEN


@pytest.mark.parametrize(("code", "times", "tries"), [(429, 1, 2), (503, 2, 3)])
def test_a_busy_server_is_tried_again(code: int, times: int, tries: int) -> None:
    with server.serving(server.first_fails(code, times, TEXT)) as wire:
        assert isinstance(model(wire).say(PROMPT, 20.0), Reply)
    assert len(wire.requests) == tries


def test_a_wrong_key_is_not_tried_again() -> None:
    with server.serving(server.fails(401)) as wire:
        model(wire).say(PROMPT, 20.0)
    assert len(wire.requests) == 1


def test_there_is_no_second_try_when_there_is_no_time() -> None:
    with server.serving(server.fails(503)) as wire:
        assert model(wire).say(PROMPT, 0.4) is Failure.BROKEN
    assert len(wire.requests) == 1


def test_a_model_that_keeps_failing_is_left_alone_for_a_while() -> None:
    now = [0.0]
    with server.serving(server.fails(401)) as wire:
        one = model(wire, clock=lambda: now[0], most=2, seconds=60.0)
        assert [one.say(PROMPT, 5.0) for _ in range(4)] == [Failure.REFUSED] * 2 + [Failure.RESTING] * 2
        assert len(wire.requests) == 2
        now[0] = 61.0
        assert one.say(PROMPT, 5.0) is Failure.REFUSED, "one call tries whether it is well again"
        assert one.say(PROMPT, 5.0) is Failure.RESTING
        wire.behaviour, now[0] = server.says(TEXT), 200.0
        assert isinstance(one.say(PROMPT, 5.0), Reply)
        assert isinstance(one.say(PROMPT, 5.0), Reply)


def test_a_provider_whose_package_is_missing_is_said() -> None:
    with pytest.raises(OperatorError, match="package"):
        made(ModelSettings("anthropic:claude"))


def test_a_key_that_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(OperatorError, match="cannot be made: OpenAIError"):
        made(ModelSettings("openai:eigen"))


def test_a_name_that_is_no_model_is_said() -> None:
    with pytest.raises(OperatorError, match="DUIDING_MODEL"):
        made(ModelSettings("nobody-knows-this"))
    assert ChatModel(ModelSettings("nobody-knows-this")).say(PROMPT, 5.0) is Failure.REFUSED


def test_a_call_ends_when_whoever_asked_goes_away() -> None:
    said: list[object] = []
    with server.serving(server.hangs) as wire, stoppable() as stop:
        one = model(wire, seconds=600.0)
        thread = threading.Thread(
            target=contextvars.copy_context().run, args=(lambda: said.append(one.say(PROMPT, 600.0)),)
        )
        thread.start()
        while not wire.requests:
            pass
        stop.stop()
        thread.join(60)
        assert not thread.is_alive()
    assert said == [Failure.STOPPED]


def test_a_fault_that_no_server_causes_is_logged_without_its_text(caplog: pytest.LogCaptureFixture) -> None:
    assert _failure(AttributeError("hoeveel boeven")) is Failure.BROKEN
    assert "AttributeError" in caplog.text
    assert "boeven" not in caplog.text
    caplog.clear()
    assert _failure(ConnectionError("away")) is Failure.BROKEN
    assert not caplog.text
