"""The description of the API says what it really answers: each kind of answer is held against it, key by key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import jsonschema
import pytest
from fastapi.testclient import TestClient

from assistant.answering import Assistant
from assistant.entrance import Login, Policy, entrance_for
from assistant.web.app import application

HERE = "http://127.0.0.1"
DAY = "2026-01-31"
#: Questions of every kind that answers have a shape for.
QUESTIONS = (
    "Hoeveel bijstandsuitkeringen waren er eind 2023?",
    "Hoeveel inwoners waren er van 2015 tot en met 2024?",
    "Hoeveel inwoners per wijk in 2023?",
    "Hoe veranderde het aantal inwoners tussen 2019 en 2023?",
    "Wat waren de vijf wijken met de meeste inwoners in 2023?",
    "Op welke plek staat Voorbeeldstad met het aantal inwoners in 2023?",
    "Hoeveel gemeenten hadden meer dan 20.000 inwoners in 2023?",
    "Welk deel van de inwoners was 65 jaar of ouder in 2023?",
    "Is het aantal inwoners sinds 2019 gestegen?",
    "Waar staan we met de jeugdhulp?",
    "Wat betekent bijstand?",
    "Welke gegevens heb je?",
    "Hoeveel inwoners had Beekrode in 2025?",
    "Hoeveel olifanten zijn er?",
    "Waarom stijgt het aantal bijstandsuitkeringen?",
    "How many inhabitants were there in 2024?",
)


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> Iterator[TestClient]:
    entrance = entrance_for(Policy(Login.LOCAL), assistant.records, "127.0.0.1")
    with TestClient(
        application(lambda: nullcontext(assistant), entrance), base_url=HERE, client=("127.0.0.1", 1)
    ) as one:
        yield one


@pytest.fixture(scope="module")
def description(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/openapi.json").json()
    return found


def held(description: dict[str, Any], path: str, method: str, status: int, told: Any) -> None:
    """Hold what was answered against the schema of that route, and find keys that the schema does not name."""
    answers = description["paths"][path][method]["responses"]
    schema = answers[str(status)]["content"]["application/json"]["schema"]
    jsonschema.validate(told, schema | {"components": description["components"]})
    assert list(_unnamed(told, schema, description)) == []


def _unnamed(told: Any, schema: dict[str, Any], description: dict[str, Any], where: str = "") -> Iterator[str]:
    if reference := schema.get("$ref"):
        schema = description["components"]["schemas"][reference.rpartition("/")[2]]
    for one in schema.get("anyOf", ()):
        if one.get("type") != "null" and told is not None:
            yield from _unnamed(told, one, description, where)
    if isinstance(told, dict) and (known := schema.get("properties")):
        yield from (f"{where}.{key}" for key in told if key not in known)
        for key, value in told.items():
            yield from _unnamed(value, known.get(key, {}), description, f"{where}.{key}")
    if isinstance(told, list):
        for value in told:
            yield from _unnamed(value, schema.get("items", {}), description, f"{where}[]")


def test_every_route_says_what_it_answers(description: dict[str, Any]) -> None:
    without = [
        f"{method} {path}"
        for path, methods in description["paths"].items()
        for method, route in methods.items()
        if path.startswith(("/api/", "/health", "/ready"))
        for status, answer in route["responses"].items()
        if status.startswith("2")
        and not next(iter(answer.get("content", {"": {"schema": {}}}).values())).get("schema")
        and "sheet" not in path
    ]
    assert without == []


def test_every_kind_of_answer_is_as_described(client: TestClient, description: dict[str, Any]) -> None:
    outcomes = set()
    for question in QUESTIONS:
        said = client.post("/api/ask", json={"question": question, "as_of": DAY, "id": 7})
        held(description, "/api/ask", "post", said.status_code, said.json())
        outcomes.add(said.json()["outcome"])
    assert outcomes == {"answer", "clarify", "refuse"}


def test_a_question_that_cannot_be_read_is_as_described(client: TestClient, description: dict[str, Any]) -> None:
    said = client.post("/api/ask", json={"question": "x" * 10_001})
    assert said.status_code == 400
    held(description, "/api/ask", "post", 400, said.json())


@pytest.mark.parametrize("path", ["/api/check", "/api/query"])
@pytest.mark.parametrize(
    "sql", ["SELECT jaar, inwoners FROM bevolking LIMIT 3", "SELECT niets FROM nergens", "DROP TABLE x"]
)
def test_a_query_is_as_described(path: str, sql: str, client: TestClient, description: dict[str, Any]) -> None:
    said = client.post(path, json={"sql": sql, "id": "q"})
    held(description, path, "post", said.status_code, said.json())


def test_a_kept_answer_with_all_that_is_under_it_is_as_described(
    client: TestClient, description: dict[str, Any]
) -> None:
    kept = client.post("/api/ask", json={"question": QUESTIONS[0], "as_of": DAY}).headers["content-location"]
    written = client.post(f"{kept}/notes", json={"text": "Door de nieuwe wijk.", "author": "Kim"})
    held(description, "/api/answers/{answer}/notes", "post", written.status_code, written.json())
    made = {"what": "Eerder praten", "who": "Team", "way": "down", "due": "2027-01-01", "author": "Kim"}
    agreed = client.post(f"{kept}/agreements", json=made)
    held(description, "/api/answers/{answer}/agreements", "post", agreed.status_code, agreed.json())
    for path in ("", "/notes", "/standing"):
        said = client.get(f"{kept}{path}")
        held(description, f"/api/answers/{{answer}}{path}", "get", said.status_code, said.json())
    for path in ("/api/agreements", "/api/catalog", "/health", "/ready"):
        said = client.get(path)
        held(description, path, "get", said.status_code, said.json())


def test_a_refusal_of_the_door_is_as_described(client: TestClient, description: dict[str, Any]) -> None:
    said = client.get("/api/answers/nothing")
    assert said.status_code == 404
    held(description, "/api/answers/{answer}", "get", 404, said.json())
