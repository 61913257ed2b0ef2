"""Traces: off and costing nothing unless an endpoint is set; then each step, and nothing of what was asked."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

QUESTION = "Hoeveel inwoners had Noord in 2024?"
SLANG = "hoe vaak is er gejat in Zuid in 2024"
ASK = """
import sys
from assistant.answering import Assistant
from assistant.settings import Settings
with Assistant.open(Settings()) as assistant:
    for question in sys.argv[1:]:
        print(assistant.ask(question, user="Kim Jansen").outcome)
print("traced" if any(name.startswith("opentelemetry.sdk") for name in sys.modules) else "not traced")
"""


class Collector(BaseHTTPRequestHandler):
    """Takes traces and keeps them."""

    heard: list[bytes]

    def do_POST(self) -> None:
        self.heard.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def collector() -> Iterator[tuple[str, list[bytes]]]:
    heard: list[bytes] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Collector,), {"heard": heard}))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", heard
    server.shutdown()
    server.server_close()


def asked(home: Path, *questions: str, **settings: str) -> list[str]:
    """Ask in a process of its own, as it is for a reader, and return what it said."""
    environ = {key: value for key, value in os.environ.items() if not key.startswith(("OTEL_", "DUIDING_"))}
    told = {"DUIDING_HOME": str(home)} | settings
    ran = subprocess.run(
        [sys.executable, "-c", ASK, *questions], env=environ | told, capture_output=True, text=True, check=True
    )
    return ran.stdout.split("\n")[:-1]


def test_without_an_endpoint_nothing_is_imported(demo_catalog_dir: Path, tmp_path: Path) -> None:
    assert asked(tmp_path, QUESTION) == ["answer", "not traced"]


def test_each_step_is_told_and_nothing_of_what_was_asked(
    demo_catalog_dir: Path, tmp_path: Path, collector: tuple[str, list[bytes]]
) -> None:
    address, heard = collector
    nowhere = {"DUIDING_MODEL": "openai:eigen", "DUIDING_MODEL_URL": "http://127.0.0.1:9/v1", "DUIDING_MODEL_KEY": "k"}
    said = asked(tmp_path, QUESTION, SLANG, OTEL_EXPORTER_OTLP_ENDPOINT=address, **nowhere)
    assert said == ["answer", "refuse", "traced"]
    found = [ExportTraceServiceRequest.FromString(body) for body in heard]
    spans = [one for body in found for told in body.resource_spans for scope in told.scope_spans for one in scope.spans]
    steps = {one.name: one for one in spans}
    assert set(steps) == {"question", "read", "chat eigen", "compile", "validate", "run", "explain", "keep"}
    called = {one.key: one.value for one in steps["chat eigen"].attributes}
    assert called["gen_ai.request.model"].string_value == "eigen"
    assert called["duiding.outcome"].string_value == "broken"
    roots = [one for one in spans if not one.parent_span_id]
    assert [one.name for one in roots] == ["question", "question"]
    assert {one.trace_id for one in spans} == {one.trace_id for one in roots}
    outcomes = [told.value.string_value for one in roots for told in one.attributes if told.key == "duiding.outcome"]
    assert outcomes == ["answer", "refuse"]
    words = str(found)
    assert "duiding" in words
    assert not [word for word in ("inwoners", "Noord", "gejat", "SELECT", "Kim") if word in words]
