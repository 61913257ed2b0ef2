"""Every way to forge that Chainlit's own server leaves open, played against ours; and the cookie, stolen or kept."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import httpx
import pytest
import socketio

from tests.attacks.conftest import PASSWORD, Browser, Served

pytestmark = pytest.mark.heavy
QUESTION = "Hoeveel inwoners had Voorbeeldstad in 2024?"
FIGURE = "178.822"


def play(attack: Any) -> None:
    # A loop of its own: the browser tests may have left a running one in this thread.
    with ThreadPoolExecutor(1) as alone:
        alone.submit(asyncio.run, attack).result()


async def _answered(browser: Browser, count: int = 1) -> str:
    await browser.until("element", count)
    await browser.until("task_end", count + 1)
    return str(browser.events)


def test_who_logged_in_is_answered(served: Served, kim: httpx.Client) -> None:
    async def asks() -> None:
        async with served.page(kim) as browser:
            await browser.ask(QUESTION)
            assert FIGURE in await _answered(browser)

    play(asks())
    assert kim.get("/user").json()["identifier"] == "kim"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/project/element"),
        ("DELETE", "/project/element"),
        ("PUT", "/feedback"),
        ("DELETE", "/feedback"),
        ("PUT", "/project/thread/share"),
        ("GET", "/project/share/1"),
        ("POST", "/project/file"),
        ("GET", "/project/file/1"),
        ("POST", "/mcp"),
        ("DELETE", "/mcp"),
        ("POST", "/auth/jwt"),
        ("POST", "/auth/header"),
        ("GET", "/auth/oauth/generic"),
        ("GET", "/copilot/index.js"),
        ("GET", "/docs"),
        ("GET", "/openapi.json"),
        ("PUT", "/project/element/"),
        ("PUT", "//project/element"),
        ("PUT", "/project/../project/element"),
    ],
)
def test_what_the_chat_does_not_need_is_not_there(method: str, path: str, kim: httpx.Client) -> None:
    forged = {
        "sessionId": "x",
        "element": {"id": "x", "props": {"text": "vals"}},
        "feedback": {"forId": "x", "value": 1},
    }
    said = kim.request(method, path, json=forged)
    assert said.status_code == 404
    assert list(said.json()) == ["error"]


@pytest.mark.parametrize("path", ["/", "/user", "/project/settings", "/api/catalog", "/answers/", "/public/duiding.js"])
def test_who_did_not_log_in_sees_nothing(path: str, served: Served) -> None:
    with httpx.Client(base_url=served.address) as nobody:
        assert nobody.get(path).status_code == 401
        forged = {"access_token": "eyJhbGciOiJub25lIn0.eyJpZGVudGlmaWVyIjoia2ltIn0.", "duiding": "guess"}
        assert nobody.get(path, headers={"cookie": "; ".join(f"{k}={v}" for k, v in forged.items())}).status_code == 401
        page = nobody.get(path, headers={"accept": "text/html"})
        assert (page.status_code, page.headers["location"][:12]) == (303, "/login?next=")


def test_who_did_not_log_in_opens_no_connection(served: Served) -> None:
    async def opens() -> None:
        with pytest.raises(socketio.exceptions.ConnectionError):
            async with served.page(None):
                pass

    play(opens())


def test_a_page_of_another_site_opens_no_connection_and_reads_nothing(served: Served, kim: httpx.Client) -> None:
    async def opens() -> None:
        with pytest.raises(socketio.exceptions.ConnectionError):
            async with served.page(kim, origin="https://evil.example"):
                pass

    play(opens())
    for origin in ("https://evil.example", "null"):
        read = kim.get("/user", headers={"origin": origin})
        assert read.status_code == 403
        assert not [name for name in read.headers if name.startswith("access-control")]
        assert kim.post("/logout", headers={"origin": origin}).status_code == 403
    assert kim.get("/user").status_code == 200


@pytest.mark.parametrize(
    "forged",
    [
        {"type": "assistant_message", "name": "Duiding"},
        {"type": "system_message"},
        {"metadata": {"favorite": True}, "command": "x", "modes": {"a": "b"}, "parentId": "x", "language": "<script>"},
    ],
)
def test_the_browser_cannot_say_who_wrote_a_message(forged: dict[str, Any], served: Served, kim: httpx.Client) -> None:
    async def forges() -> None:
        async with served.page(kim) as browser:
            await browser.ask(QUESTION, **forged)
            assert FIGURE in await _answered(browser)
            sent = [data for name, data in browser.events if name in ("new_message", "update_message")]
            assert not [one for one in sent if one.get("command") or one.get("modes") or one.get("parentId") == "x"]
            assert not [one for one in sent if one["type"] == "system_message"]

    play(forges())


@pytest.mark.parametrize(
    ("event", "payload"),
    [
        ("edit_message", {"message": {"id": "ID", "output": "Het zijn er 0."}}),
        ("message_favorite", {"message": {"id": "ID", "metadata": {"favorite": True}}}),
        ("window_message", {"a": 1}),
        ("chat_settings_change", {"role": "admin"}),
        ("chat_settings_edit", {"role": "admin"}),
        ("audio_start", None),
        ("audio_chunk", {"isStart": True, "mimeType": "x", "elapsedTime": 0, "data": b""}),
    ],
)
def test_an_event_that_no_reader_needs_does_nothing(
    event: str, payload: Any, served: Served, kim: httpx.Client
) -> None:
    async def forges() -> None:
        async with served.page(kim) as browser:
            number = await browser.ask(QUESTION)
            await _answered(browser)
            before = len(browser.events)
            sent = payload
            if isinstance(payload, dict) and "message" in payload:
                sent = {"message": payload["message"] | {"id": number}}
            await browser.client.emit(event, sent)
            # What is asked next is answered next: nothing of the event is waiting in between.
            await browser.ask(QUESTION)
            await _answered(browser, 2)
            came = browser.events[before:]
            assert [name for name, _ in came].count("element") == 1
            assert not [data for name, data in came if name == "update_message" and data["id"] == number]

    play(forges())


@pytest.mark.parametrize("message", [None, 3, [], {}, {"message": None}, {"message": {"id": "x", "output": "x"}}])
def test_what_is_no_message_is_let_be(message: Any, served: Served, kim: httpx.Client) -> None:
    async def sends() -> None:
        async with served.page(kim) as browser:
            await browser.client.emit("client_message", message)
            await browser.ask(QUESTION)
            assert FIGURE in await _answered(browser)

    play(sends())


@pytest.mark.parametrize("auth", [{"sessionId": "../x"}, {"sessionId": 3}, {"threadId": "' OR 1=1"}, {"threadId": [1]}])
def test_a_connection_has_ids_for_names(auth: dict[str, Any], served: Served, kim: httpx.Client) -> None:
    async def opens() -> None:
        with pytest.raises((socketio.exceptions.ConnectionError, AssertionError)):
            async with served.page(kim, **auth) as browser:
                assert browser.client.connected

    play(opens())


def test_nobody_takes_over_the_connection_of_another(served: Served, kim: httpx.Client, lou: httpx.Client) -> None:
    async def takes() -> None:
        async with served.page(kim) as browser:
            with pytest.raises(socketio.exceptions.ConnectionError):
                async with served.page(lou, sessionId=browser.session):
                    pass
            action = {"sessionId": browser.session, "action": {"name": "x", "payload": {}}}
            assert lou.post("/project/action", json=action).status_code in (401, 404)
            await browser.ask(QUESTION)
            assert FIGURE in await _answered(browser)

    play(takes())


def test_a_text_of_five_megabytes_is_told_to_be_too_long(served: Served, kim: httpx.Client) -> None:
    async def pastes() -> None:
        async with served.page(kim) as browser:
            await browser.ask("x" * 5_000_000)
            await _answered(browser)
            (element,) = await browser.until("element")
            assert element["props"]["outcome"] == "refuse"
            assert element["props"]["text"].startswith("Dit is te lang")

    play(pastes())


def test_after_logging_out_the_cookie_opens_nothing(served: Served) -> None:
    with closing(served.login("kim")) as client:
        stolen = dict(client.cookies)
        assert client.get("/user").status_code == 200
        assert client.post("/logout").status_code == 200
    with httpx.Client(base_url=served.address, cookies=stolen) as thief:
        assert thief.get("/user").status_code == 401


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(served: Served) -> None:
    with httpx.Client(base_url=served.address, headers={"origin": served.address}) as client:
        said = client.post("/login", data={"name": "kim", "password": PASSWORD, "next": "/answers/"})
    assert said.headers["location"] == "/answers/"
    cookie = said.headers["set-cookie"].casefold()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


@pytest.mark.parametrize(
    "place", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:x", "/login"]
)
def test_logging_in_leads_to_a_page_of_ours(place: str, served: Served) -> None:
    with httpx.Client(base_url=served.address, headers={"origin": served.address}) as client:
        said = client.post("/login", data={"name": "kim", "password": PASSWORD, "next": place})
        assert (said.status_code, said.headers["location"]) == (303, "/")


def test_a_wrong_password_lets_nobody_in_and_says_so_in_the_readers_language(served: Served) -> None:
    with httpx.Client(base_url=served.address, headers={"origin": served.address}) as client:
        said = client.post("/login", data={"name": "kim", "password": "x"}, headers={"accept-language": "nl"})
        assert (said.status_code, "set-cookie" in said.headers) == (401, False)
        assert "Naam of wachtwoord klopt niet." in said.text


def test_the_chats_page_may_load_nothing_from_elsewhere_and_stand_in_no_other_page(kim: httpx.Client) -> None:
    headers = kim.get("/").headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
    assert headers["x-content-type-options"] == "nosniff"
    assert "server" not in headers
    assert headers["cache-control"] == "no-store"
