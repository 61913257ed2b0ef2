"""Logging in and out with a password, as a browser does it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from fastapi.testclient import TestClient

from assistant.answering import Assistant
from assistant.entrance import Login, Policy, entrance_for
from assistant.entrance.passwords import set_password
from assistant.web.app import application

HERE = "http://127.0.0.1"
PASSWORD = "vier blauwe fietsen"
READING = {"accept": "text/html"}


@pytest.fixture
def browser(assistant: Assistant) -> Iterator[TestClient]:
    """A browser before a server on which Kim has a password."""
    assistant.records.users.set_roles("kim", ["manager"])
    set_password(assistant.records.logins, "kim", PASSWORD)
    entrance = entrance_for(Policy(Login.PASSWORD), assistant.records, "127.0.0.1")
    app = application(lambda: nullcontext(assistant), entrance)
    with TestClient(app, HERE, headers={"origin": HERE}, client=("127.0.0.1", 5), follow_redirects=False) as opened:
        yield opened
    assistant.records.users.remove("kim")


def test_the_page_to_log_in_and_all_it_needs_are_open_to_everybody(browser: TestClient) -> None:
    page = browser.get("/login")
    assert page.status_code == 200
    needed = re.findall(r'<(?:link|script|img)\b[^>]*(?:href|src)="([^"]+)"', page.text)
    assert [browser.get(one).status_code for one in needed or ["nothing"]] == [200] * len(needed)


def test_who_wants_a_page_logs_in_and_comes_out_there(browser: TestClient) -> None:
    asked = browser.get("/answers/agreements?lang=en", headers=READING)
    assert asked.status_code == 303
    form = browser.get(asked.headers["location"])
    place = re.search(r'name="next" value="([^"]*)"', form.text)
    assert place
    entered = browser.post("/login", data={"name": "kim", "password": PASSWORD, "next": place[1]})
    assert (entered.status_code, entered.headers["location"]) == (303, "/answers/agreements?lang=en")
    assert browser.get("/answers/", headers=READING).status_code == 200


def test_who_logs_out_sees_nothing_any_more(browser: TestClient) -> None:
    browser.post("/login", data={"name": "kim", "password": PASSWORD})
    kept = dict(browser.cookies)
    assert browser.post("/logout", headers=READING).headers["location"] == "/login"
    assert not browser.cookies
    browser.cookies.update(kept)
    assert browser.get("/answers/", headers=READING).status_code == 303


def test_a_wrong_password_is_said_in_the_readers_language_and_the_name_stays(browser: TestClient) -> None:
    said = browser.post("/login", data={"name": "kim", "password": "vijf"}, headers={"accept-language": "en"})
    assert said.status_code == 401
    assert "name or password is not right" in said.text
    assert 'value="kim"' in said.text
    assert "set-cookie" not in said.headers
