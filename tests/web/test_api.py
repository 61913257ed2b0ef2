"""The API: the same JSON as the command line, and what nobody without the right may do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.answering import Assistant
from assistant.cli import main
from assistant.entrance import Login, Policy, entrance_for
from assistant.entrance.bucket import Buckets
from assistant.web.app import application
from assistant.web.gate.limits import MOST_BYTES

QUESTION = "Hoeveel bijstandsuitkeringen waren er eind 2023?"
HERE = "http://127.0.0.1"
JSON = {"content-type": "application/json"}


def _client(assistant: Assistant, login: Login, **more: Any) -> TestClient:
    entrance = entrance_for(Policy(login), assistant.records, "127.0.0.1")
    app = application(lambda: nullcontext(assistant), entrance)
    return TestClient(app, base_url=HERE, client=("127.0.0.1", 50000), **more)


@pytest.fixture
def local(assistant: Assistant) -> TestClient:
    return _client(assistant, Login.LOCAL)


@pytest.fixture
def strict(assistant: Assistant) -> TestClient:
    return _client(assistant, Login.PASSWORD)


@pytest.fixture
def kim(assistant: Assistant) -> Iterator[dict[str, str]]:
    assistant.records.users.set_roles("kim", ["analyst", "manager"])
    yield {"authorization": f"Bearer {assistant.records.users.new_token('kim')}"}
    assistant.records.users.remove("kim")


def _still(told: dict[str, Any]) -> dict[str, Any]:
    return told | {"timings_ms": None}


def test_the_same_answer_as_on_the_command_line(
    local: TestClient, demo_catalog_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", QUESTION, "--json", "--as-of", "2026-01-31", "--catalog", str(demo_catalog_dir)]) == 0
    printed = json.loads(capsys.readouterr().out)
    asked = local.post("/api/ask", json={"question": QUESTION, "as_of": "2026-01-31"})
    assert asked.status_code == 200
    assert json.dumps(_still(asked.json())) == json.dumps(_still(printed))


@pytest.mark.parametrize("command", ["check", "query"])
@pytest.mark.parametrize("sql", ["SELECT COUNT(*) FROM regio", "DROP TABLE regio", "SELECT \ud800"])
def test_the_same_verdict_as_on_the_command_line(
    command: str, sql: str, local: TestClient, demo_catalog_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([command, sql, "--json", "--catalog", str(demo_catalog_dir)])
    asked = local.post(f"/api/{command}", content=json.dumps({"sql": sql, "id": 7}), headers=JSON)
    assert asked.json() == {"id": 7} | json.loads(capsys.readouterr().out)


def test_the_same_catalogue_as_on_the_command_line(
    local: TestClient, demo_catalog_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["catalog", "show", "--json", "--catalog", str(demo_catalog_dir)])
    assert local.get("/api/catalog").json() == json.loads(capsys.readouterr().out)


def test_turns_of_one_conversation(local: TestClient) -> None:
    told = [
        local.post("/api/ask", json={"question": question, "conversation": "c1"}).json()
        for question in ("Hoeveel inwoners had Voorbeeldstad in 2024?", "en in 2023?")
    ]
    assert [one["interpretation"]["period"]["from"] for one in told] == ["2024", "2023"]


def test_a_kept_answer_with_its_note_agreement_and_files(strict: TestClient, kim: dict[str, str]) -> None:
    place = strict.post("/api/ask", json={"question": QUESTION}, headers=kim).headers["content-location"]
    opened = strict.get(place, headers=kim).json()
    assert (opened["same"], opened["then"]["question"]) == (True, QUESTION)
    noted = strict.post(f"{place}/notes", json={"text": "Een mening.", "author": "Somebody else"}, headers=kim)
    assert (noted.status_code, noted.json()["author"]) == (201, "kim")
    assert noted.json() in strict.get(f"{place}/notes", headers=kim).json()["notes"]
    agreed = {"what": "Eerder spreken", "who": "Team Werk", "way": "down", "due": "2027-01-31"}
    made = strict.post(f"{place}/agreements", json=agreed, headers=kim)
    assert made.status_code == 201
    listed = strict.get("/api/agreements", headers=kim).json()["agreements"]
    assert made.json()["id"] in [one["id"] for one in listed]
    for form, begins in {"html": b"<!doctype html>", "docx": b"PK", "xlsx": b"PK", "csv": b"\xef\xbb\xbf"}.items():
        assert strict.get(f"{place}/sheet.{form}", headers=kim).content.startswith(begins)
    assert strict.get(f"{place}/sheet.exe", headers=kim).status_code == 404


@pytest.mark.parametrize("token", [None, "", "Bearer", "Bearer duiding_guess", "Basic a2ltOmtpbQ=="])
def test_every_route_asks_for_a_token(
    token: str | None, strict: TestClient, kim: dict[str, str], assistant: Assistant
) -> None:
    kept = strict.post("/api/ask", json={"question": QUESTION}, headers=kim).headers["content-location"]
    headers = {} if token is None else {"authorization": token}
    open_to_all = {"/health", "/ready", "/api/openapi.json"}
    tried = 0
    for path, methods in strict.get("/api/openapi.json").json()["paths"].items():
        if path in open_to_all:
            continue
        address = path.replace("/api/answers/{answer}", kept).replace("{form}", "csv")
        for method in methods:
            # A new application each time: here it is not about how often somebody guesses.
            said = _client(assistant, Login.PASSWORD).request(method, address, headers=headers)
            assert said.status_code == 401, (method, path)
            assert said.headers["www-authenticate"] == "Bearer"
            tried += 1
    assert tried >= 10
    page = f"/answers/{kept.rsplit('/', 1)[1]}"
    assert _client(assistant, Login.PASSWORD).get(page, headers=headers).status_code == 401


def test_what_was_taken_back_ends_at_once(strict: TestClient, kim: dict[str, str], assistant: Assistant) -> None:
    assert strict.get("/api/catalog", headers=kim).status_code == 200
    assistant.records.users.set_roles("kim", ["manager"])
    assert strict.get("/api/catalog", params={"role": "analyst"}, headers=kim).status_code == 403
    assistant.records.users.revoke_tokens("kim")
    assert strict.get("/api/catalog", headers=kim).status_code == 401


def test_nobody_acts_in_a_role_of_another(strict: TestClient, kim: dict[str, str]) -> None:
    refused = strict.post("/api/ask", json={"question": QUESTION, "role": "admin"}, headers=kim)
    assert (refused.status_code, list(refused.json())) == (403, ["error"])


def test_two_people_with_a_conversation_of_the_same_name(
    strict: TestClient, kim: dict[str, str], assistant: Assistant
) -> None:
    assistant.records.users.set_roles("lou", ["manager"])
    lou = {"authorization": f"Bearer {assistant.records.users.new_token('lou')}"}
    first = {"question": "Hoeveel inwoners had Voorbeeldstad in 2024?", "conversation": "same"}
    strict.post("/api/ask", json=first, headers=kim)
    follow = {"question": "en in 2023?", "conversation": "same"}
    assert strict.post("/api/ask", json=follow, headers=lou).json()["outcome"] != "answer"
    assert strict.post("/api/ask", json=follow, headers=kim).json()["outcome"] == "answer"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"content-length": str(MOST_BYTES + 1)}, 413),
        ({"content-length": "-1"}, 413),
    ],
    ids=["another name for this machine", "another site", "a sandbox", "too long", "no length"],
)
def test_what_is_stopped_at_the_wall(headers: dict[str, str], status: int, local: TestClient) -> None:
    said = local.post("/api/ask", content=b"{}", headers=headers)
    assert (said.status_code, list(said.json())) == (status, ["error"])


def test_a_body_without_a_length_ends_where_it_is_too_long(local: TestClient) -> None:
    assert local.post("/api/ask", content=(b" " * 1000 for _ in range(1000))).status_code == 413


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 422),
        (b"[]", 422),
        (b'{"question": 3}', 422),
        (b'{"question": "x", "as_of": 3}', 422),
        (b'{"question": "x", "lang": "fr"}', 422),
        (json.dumps({"question": "x" * 10_001}).encode(), 400),
        (b'{"question": "\\ud800"}', 400),
    ],
)
def test_what_is_no_question_is_said_in_a_sentence(body: bytes, status: int, local: TestClient) -> None:
    said = local.post("/api/ask", content=body, headers=JSON)
    assert (said.status_code, said.json()["error"] != "") == (status, True)


def test_a_form_of_another_site_is_no_question(local: TestClient) -> None:
    body = json.dumps({"question": QUESTION})
    assert local.post("/api/ask", content=body, headers={"content-type": "text/plain"}).status_code == 422


def test_our_own_fault_is_not_told_outside(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret place")

    monkeypatch.setattr(Assistant, "ask", broken)
    said = _client(assistant, Login.LOCAL, raise_server_exceptions=False).post("/api/ask", json={"question": "x"})
    assert (said.status_code, "secret" in said.text) == (500, False)


def test_guessing_tokens_is_slowed_down_and_does_not_shut_out_who_has_one(
    strict: TestClient, kim: dict[str, str]
) -> None:
    guess = {"authorization": "Bearer duiding_guess"}
    answers = [strict.get("/api/catalog", headers=guess) for _ in range(25)]
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert strict.get("/api/catalog", headers=kim).status_code == 200


def test_a_bucket_is_emptied_and_fills_up_again() -> None:
    now = 0.0
    buckets = Buckets(2, 0.5, lambda: now)
    assert [buckets.take("kim"), buckets.take("kim"), buckets.take("kim")] == [0, 0, 2]
    assert buckets.take("lou") == 0
    now = 2.0
    assert [buckets.take("kim"), buckets.take("kim")] == [0, 2]


def test_the_program_says_that_it_runs(strict: TestClient) -> None:
    for path in ("/health", "/ready"):
        assert strict.get(path).json() == {"status": "ok"}


def test_the_description_names_every_route_and_no_other_address(strict: TestClient) -> None:
    told = strict.get("/api/openapi.json")
    assert {"/api/ask", "/api/check", "/api/query", "/api/catalog"} <= set(told.json()["paths"])
    assert not re.findall(r"https?://", told.text)
    assert told.headers["x-content-type-options"] == "nosniff"


def test_users_from_the_command_line(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    def run(*words: str) -> tuple[int, str]:
        return main(["users", *words]), capsys.readouterr().out.strip()

    assert run("add", "kim", "--role", "analyst", "--role", "manager") == (0, "kim")
    assert run("add", "kim")[0] == 1
    assert run("token", "nobody")[0] == 1
    assert run("token", "kim")[1].startswith("duiding_")
    listed = json.loads(run("list", "--json")[1])
    assert listed == {"users": [{"name": "kim", "roles": ["analyst", "manager"], "password": False, "tokens": 1}]}
    assert run("role", "kim", "manager") == (0, "")
    assert run("token", "kim", "--revoke") == (0, "")
    assert run("list") == (0, "kim: manager (no password, 0 tokens)")
    assert run("remove", "kim") == (0, "")
    assert run("list") == (0, "")


def test_where_a_figure_stands_as_on_the_command_line(
    local: TestClient, demo_catalog_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = local.post("/api/ask", json={"question": QUESTION, "as_of": "2026-01-31"}).headers["content-location"]
    told = local.get(f"{kept}/standing?as_of=2026-01-31")
    assert told.status_code == 200
    assert told.json()["answer"] == kept.rsplit("/", 1)[1]
    assert len(told.json()["standing"]["comparisons"]) > 2
    assert local.get("/api/answers/none/standing").status_code == 404


def test_queries_of_one_conversation_count_together(strict: TestClient, kim: dict[str, str], monkeypatch: Any) -> None:
    given: dict[str, Any] = {}

    class Told:
        def to_json(self) -> dict[str, Any]:
            return {}

    def query(self: Assistant, sql: str, **more: Any) -> Told:
        given.update(more)
        return Told()

    monkeypatch.setattr(Assistant, "query", query)
    strict.post("/api/query", json={"sql": "SELECT 1", "conversation": "c"}, headers=kim)
    assert given["user"] == "kim"
    assert given["conversation"] not in (None, "c")
