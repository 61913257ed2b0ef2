"""Logging in by way of the organisation's login service, and everything that can be wrong with who comes back."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from typing import Any

import jwt
import pytest
from fastapi.testclient import TestClient

from assistant.answering import Assistant
from assistant.entrance import Login, Policy, entrance_for
from assistant.entrance.provider import OidcPolicy, OidcWho
from assistant.web.app import application
from tests.web.service import CLIENT, ISSUER, SECRET, URL, WELL_KNOWN, LoginService, new_key

POLICY = OidcPolicy(ISSUER, CLIENT, SECRET, roles=(("analyst", "Data"), ("manager", "MT")))
Opened = Callable[..., TestClient]


@pytest.fixture
def service() -> LoginService:
    made = LoginService()
    made.claims["roles"] = ["MT", "Soccer"]
    return made


@pytest.fixture
def browse(assistant: Assistant, service: LoginService) -> Iterator[Opened]:
    """Give a browser before a server that knows people by the login service."""

    def opened(policy: OidcPolicy = POLICY, **more: Any) -> TestClient:
        whole = Policy(Login.OIDC, url=URL, oidc=policy, **more)
        entrance = entrance_for(whole, assistant.records, "0.0.0.0")
        entrance = replace(entrance, service=OidcWho(policy, URL, service.client()))
        app = application(lambda: nullcontext(assistant), entrance)
        return TestClient(app, URL, client=("127.0.0.1", 5), follow_redirects=False)

    yield opened
    for name in assistant.records.users.all():
        assistant.records.users.remove(name)


def _log_in(browser: TestClient, service: LoginService, **lies: str) -> Any:
    sent = browser.get("/login/start", params={"next": "/answers/?lang=en"})
    assert sent.status_code == 303, sent.text
    return browser.get("/login/back", params=service.visit(sent.headers["location"]) | lies)


def _refused(browser: TestClient, came: Any, status: int = 403) -> None:
    assert came.status_code == status
    assert "duiding" not in {name for name in browser.cookies if "login" not in name}
    assert browser.get("/api/catalog").status_code == 401


def test_who_comes_back_from_the_login_service_is_in_and_on_the_page_they_came_for(
    browse: Opened, service: LoginService, assistant: Assistant
) -> None:
    browser = browse()
    asked = browser.get("/answers/?lang=en", headers={"accept": "text/html"})
    start = browser.get(asked.headers["location"])
    assert start.headers["location"].startswith("/login/start?next=%2Fanswers%2F%3Flang%3Den")
    came = _log_in(browser, service)
    assert (came.status_code, came.headers["location"]) == (303, "/answers/?lang=en")
    assert "Kim de Vries" in browser.get("/answers/").text
    assert assistant.records.users.roles("k-1") == ("manager",)
    assert browser.get("/api/catalog").status_code == 200


def test_a_code_brings_in_nobody_without_the_login_that_it_belongs_to(browse: Opened, service: LoginService) -> None:
    mine, theirs = browse(), browse()
    brought = service.visit(mine.get("/login/start").headers["location"])
    _refused(theirs, theirs.get("/login/back", params=brought))
    theirs.get("/login/start")
    _refused(theirs, theirs.get("/login/back", params=brought))


def test_a_login_is_of_use_once(browse: Opened, service: LoginService) -> None:
    browser = browse()
    brought = service.visit(browser.get("/login/start").headers["location"])
    kept = dict(browser.cookies)
    assert browser.get("/login/back", params=brought).status_code == 303
    browser.post("/logout", headers={"origin": URL})
    browser.cookies.update(kept)
    _refused(browser, browser.get("/login/back", params=brought))


@pytest.mark.parametrize(
    "brought",
    [{"state": "guess"}, {"state": ""}, {"code": ""}, {"error": "access_denied"}, {"iss": "https://other.example.nl"}],
    ids=lambda brought: "-".join(brought),
)
def test_what_is_brought_back_must_be_of_this_login(
    brought: dict[str, str], browse: Opened, service: LoginService
) -> None:
    browser = browse()
    _refused(browser, _log_in(browser, service, **brought))


@pytest.mark.parametrize(
    "lies",
    [
        {"nonce": "of another login"},
        {"nonce": None},
        {"nonce": 3},
        {"iss": "https://other.example.nl"},
        {"aud": "another program"},
        {"aud": [CLIENT, "another program"]},
        {"aud": [CLIENT, "another program"], "azp": "another program"},
        {"azp": "another program"},
        {"exp": timedelta(minutes=-10)},
        {"exp": None},
        {"iat": timedelta(minutes=10)},
        {"sub": None},
        {"sub": ""},
        {"sub": "@local"},
        {"sub": "kim\n"},
        {"sub": "k" * 201},
        {"sub": 7},
    ],
    ids=str,
)
def test_what_the_token_says_must_be_about_this_login(
    lies: dict[str, Any], browse: Opened, service: LoginService
) -> None:
    service.lies = lies
    browser = browse()
    _refused(browser, _log_in(browser, service))


def test_a_token_that_anybody_could_have_signed_is_not_believed(
    browse: Opened, service: LoginService, monkeypatch: pytest.MonkeyPatch
) -> None:
    genuine = service._signed
    forged = [
        lambda told: jwt.encode(told, "", "none"),
        lambda told: jwt.encode(told, SECRET.ljust(32, "."), "HS256", {"kid": "one"}),
        lambda told: jwt.encode(told, new_key(), "RS256", {"kid": "one"}),
        lambda told: jwt.encode(told, new_key(), "RS256", {"kid": "another"}),
        lambda told: "no.token.atall",
        lambda told: None,
    ]
    for forge in forged:

        def signed(nonce: str, forge: Any = forge) -> Any:
            return forge(jwt.decode(genuine(nonce), options={"verify_signature": False}))

        monkeypatch.setattr(service, "_signed", signed)
        browser = browse()
        _refused(browser, _log_in(browser, service))


def test_new_keys_of_the_service_are_fetched(browse: Opened, service: LoginService) -> None:
    browser = browse()
    _log_in(browser, service)
    service.kid, service.key = "two", new_key()
    now = time.monotonic
    with pytest.MonkeyPatch.context() as later:
        later.setattr(browser.app._entrance.service._service, "_now", lambda: now() + 60)  # type: ignore[attr-defined]
        assert _log_in(browser, service).status_code == 303


def test_a_service_that_is_away_is_said_in_a_sentence_and_left_alone_for_a_moment(
    browse: Opened, service: LoginService
) -> None:
    browser = browse()
    service.away = True
    for _ in range(3):
        said = browser.get("/login/start", headers={"accept-language": "en"})
        assert said.status_code == 503
        assert "does not answer" in said.text
    assert service.asked == [WELL_KNOWN]


def test_a_service_of_another_name_is_not_believed(browse: Opened, service: LoginService) -> None:
    service.about = {"issuer": "https://other.example.nl"}
    assert browse().get("/login/start").status_code == 503


def test_roles_are_those_of_the_last_login_and_who_has_none_left_is_out_everywhere(
    browse: Opened, service: LoginService, assistant: Assistant
) -> None:
    browser, elsewhere = browse(), browse()
    service.claims["roles"] = ["MT", "Data"]
    _log_in(browser, service)
    assert assistant.records.users.roles("k-1") == ("analyst", "manager")
    service.claims["roles"] = []
    assert _log_in(elsewhere, service).status_code == 403
    assert browser.get("/api/catalog").status_code == 401


@pytest.mark.parametrize(
    ("claim", "said", "roles"),
    [
        ("realm_access.roles", {"realm_access": {"roles": ["Data"]}}, ("analyst",)),
        ("https://example.nl/groups", {"https://example.nl/groups": ["MT"]}, ("manager",)),
        ("groups", {"groups": "Data"}, ("analyst",)),
        ("groups", {"groups": {"Data": True}}, ()),
        ("groups", {"groups": ["data"]}, ()),
    ],
)
def test_where_roles_are_told(
    claim: str,
    said: dict[str, Any],
    roles: tuple[str, ...],
    browse: Opened,
    service: LoginService,
    assistant: Assistant,
) -> None:
    service.claims |= said
    came = _log_in(browse(replace(POLICY, roles_claim=claim)), service)
    assert came.status_code == (303 if roles else 403)
    assert assistant.records.users.roles("k-1") == roles


def test_what_is_not_in_the_token_is_asked_of_the_service_about_the_same_person_only(
    browse: Opened, service: LoginService, assistant: Assistant
) -> None:
    del service.claims["roles"]
    service.more = {"roles": ["Data"], "sub": "somebody else"}
    assert _log_in(browse(), service).status_code == 403
    service.more = {"roles": ["Data"]}
    assert _log_in(browse(), service).status_code == 303
    assert assistant.records.users.roles("k-1") == ("analyst",)


@pytest.mark.parametrize(("verified", "status"), [(True, 303), (False, 403), ("true", 403), (None, 403)])
def test_a_mail_address_counts_only_once_the_service_has_seen_that_it_is_theirs(
    verified: Any, status: int, browse: Opened, service: LoginService
) -> None:
    service.claims |= {"email": "kim@example.nl", "email_verified": verified}
    assert _log_in(browse(replace(POLICY, user_claim="email")), service).status_code == status


def test_roles_kept_by_hand_stay_and_who_is_new_has_the_default_role(
    browse: Opened, service: LoginService, assistant: Assistant
) -> None:
    by_hand = replace(POLICY, roles=())
    assert _log_in(browse(by_hand), service).status_code == 403
    assert _log_in(browse(by_hand, default_role="manager"), service).status_code == 303
    assert assistant.records.users.roles("k-1") == ()
    assistant.records.users.set_roles("k-1", ["maintainer"])
    assert _log_in(browse(by_hand), service).status_code == 303
    assert assistant.records.users.roles("k-1") == ("maintainer",)


def test_a_service_that_takes_the_secret_in_the_form_gets_it_there(browse: Opened, service: LoginService) -> None:
    service.about = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert _log_in(browse(), service).status_code == 303


def test_who_logged_out_stays_out_and_can_log_out_of_the_service_too(browse: Opened, service: LoginService) -> None:
    browser = browse()
    _log_in(browser, service)
    out = browser.post("/logout", headers={"accept": "text/html", "origin": URL})
    page = browser.get(out.headers["location"])
    assert page.status_code == 200
    assert re.search(rf'href="{ISSUER}/out\?client_id={CLIENT}&amp;post_logout_redirect_uri=', page.text)
    assert browser.get("/api/catalog").status_code == 401


def test_a_password_opens_nothing_here(browse: Opened) -> None:
    said = browse().post("/login", data={"name": "kim", "password": "x"}, headers={"origin": URL})
    assert said.status_code == 403


def test_one_machine_cannot_begin_endlessly(browse: Opened) -> None:
    browser = browse()
    assert {browser.get("/login/start").status_code for _ in range(60)} == {303, 429}
