"""Who is let in by each kind of login, and who is not."""

from __future__ import annotations

import ipaddress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant.entrance import LOCAL, Asked, Barred, Entrance, Login, Policy, entrance_for
from assistant.entrance.asked import Known
from assistant.entrance.bucket import Buckets
from assistant.entrance.proxy import SECRET_HEADER
from assistant.entrance.sessions import COOKIE, IDLE, LASTS, Sessions
from assistant.errors import InputError, OperatorError
from assistant.records import Records

OIDC = {
    "DUIDING_LOGIN": "oidc",
    "DUIDING_OIDC_ISSUER": "https://login.example.nl",
    "DUIDING_OIDC_CLIENT": "duiding",
}
PROXY = Policy(Login.PROXY, proxies=(ipaddress.ip_network("10.0.0.0/24"),), proxy_secret="s3cret")
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def _barred(entrance: Entrance, asked: Asked) -> str:
    with pytest.raises(Barred) as caught:
        entrance.person(asked)
    return caught.value.key


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_on_this_machine_nobody_logs_in_until_somebody_can(host: str, records: Records) -> None:
    assert entrance_for(Policy(), records, host).person(Asked("127.0.0.1")).id == LOCAL
    records.logins.set_password("kim", "hash")
    assert _barred(entrance_for(Policy(), records, host), Asked("127.0.0.1")) == "unknown"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "example.org", ""])
@pytest.mark.parametrize("login", [None, Login.LOCAL, Login.PASSWORD])
def test_other_machines_are_not_listened_to_while_nobody_can_log_in(
    host: str, login: Login | None, records: Records
) -> None:
    with pytest.raises(InputError, match="does not listen") as caught:
        entrance_for(Policy(login), records, host)
    assert "duiding users add" in str(caught.value.hint)


@pytest.mark.parametrize("asked", [Asked("192.168.1.4"), Asked("127.0.0.1", {"x-forwarded-for": "192.168.1.4"})])
def test_without_a_login_a_request_that_came_from_elsewhere_is_not_answered(asked: Asked, records: Records) -> None:
    assert _barred(entrance_for(Policy(), records, "127.0.0.1"), asked) == "through_proxy"


def test_a_token_is_its_owners_until_it_is_taken_back(records: Records) -> None:
    token = records.users.new_token("kim")
    entrance = entrance_for(Policy(), records, "0.0.0.0")
    asked = Asked("10.1.1.1", {"authorization": f"bearer {token}"})
    assert entrance.person(asked).roles == ("analyst", "manager")
    records.users.set_roles("kim", ["manager"])
    assert entrance.person(asked).roles == ("manager",)
    records.users.revoke_tokens("kim")
    assert _barred(entrance, asked) == "token"


def test_who_tries_tokens_has_to_wait(records: Records) -> None:
    records.users.new_token("kim")
    entrance = entrance_for(Policy(), records, "127.0.0.1")
    tried = [_barred(entrance, Asked("10.1.1.1", {"authorization": f"Bearer {n}"})) for n in range(22)]
    assert (tried[0], tried[-1]) == ("token", "too_many")
    assert _barred(entrance, Asked("10.1.1.2", {"authorization": "Bearer 1"})) == "token"


def test_a_session_lasts_a_working_day_ends_when_idle_and_when_logged_out(records: Records) -> None:
    now = [NOW]
    sessions = Sessions(records.logins, lambda: now[0])

    def alive(asked: Asked) -> bool:
        return sessions.known(asked) == Known("kim", "Kim")

    asked = Asked("10.1.1.1", cookies={COOKIE: sessions.begin(Known("kim", "Kim"))})
    for _ in range(7):
        now[0] += IDLE - timedelta(minutes=20)
        assert alive(asked)
    now[0] = NOW + LASTS
    assert not alive(asked)
    asked = Asked("10.1.1.1", cookies={COOKIE: sessions.begin(Known("kim", "Kim"))})
    now[0] += IDLE
    assert not alive(asked)
    one, other = (Asked("", cookies={COOKIE: sessions.begin(Known("kim", "Kim"))}) for _ in range(2))
    sessions.end(one)
    assert (alive(one), alive(other)) == (False, True)
    records.users.remove("kim")
    assert not alive(other)


def test_a_cookie_that_was_never_given_is_nobodys(records: Records) -> None:
    assert Sessions(records.logins).known(Asked("", cookies={COOKIE: "guess"})) is None


def test_the_proxy_says_who_somebody_is(records: Records) -> None:
    entrance = entrance_for(PROXY, records, "0.0.0.0")
    said = {"x-remote-user": "kim", "x-remote-name": "Kim de Vries", SECRET_HEADER: "s3cret"}
    person = entrance.person(Asked("10.0.0.7", said))
    assert (person.id, person.name, person.roles) == ("kim", "Kim de Vries", ("analyst", "manager"))


@pytest.mark.parametrize(
    ("peer", "said"),
    [
        ("10.0.1.7", {"x-remote-user": "kim", SECRET_HEADER: "s3cret"}),
        ("10.0.0.7", {"x-remote-user": "kim", SECRET_HEADER: "guess"}),
        ("10.0.0.7", {"x-remote-user": "kim"}),
        ("10.0.0.7", {"x-remote-user": "@local", SECRET_HEADER: "s3cret"}),
        ("", {"x-remote-user": "kim", SECRET_HEADER: "s3cret"}),
    ],
    ids=["another machine", "another secret", "no secret", "the name of nobody", "no address"],
)
def test_nobody_else_can_say_so(peer: str, said: dict[str, str], records: Records) -> None:
    assert _barred(entrance_for(PROXY, records, "0.0.0.0"), Asked(peer, said)) == "proxy_secret"


def test_whom_the_proxy_knows_and_we_do_not_has_the_default_role_or_none(records: Records) -> None:
    asked = Asked("10.0.0.7", {"x-remote-user": "new", SECRET_HEADER: "s3cret"})
    assert _barred(entrance_for(PROXY, records, "0.0.0.0"), asked) == "no_role"
    policy = Policy(Login.PROXY, proxies=PROXY.proxies, proxy_secret="s3cret", default_role="manager")
    assert entrance_for(policy, records, "0.0.0.0").person(asked).roles == ("manager",)


def test_a_machine_that_reaches_us_over_ipv6_is_the_same_machine(records: Records) -> None:
    said = {"x-remote-user": "kim", SECRET_HEADER: "s3cret"}
    assert entrance_for(PROXY, records, "::").person(Asked("::ffff:10.0.0.7", said)).id == "kim"


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"DUIDING_LOGIN": "magic"}, "DUIDING_LOGIN"),
        ({"DUIDING_LOGIN": "proxy"}, "recognised"),
        ({"DUIDING_LOGIN": "proxy", "DUIDING_PROXIES": "10.0.0.1"}, "recognised"),
        ({"DUIDING_PROXIES": "my-proxy"}, "DUIDING_PROXIES"),
        ({"DUIDING_URL": "duiding.example.nl"}, "DUIDING_URL"),
        ({"DUIDING_PROXY_SECRET_FILE": "/nowhere/at/all"}, "DUIDING_PROXY_SECRET_FILE"),
        ({"DUIDING_LOGIN": "oidc"}, "known"),
        (OIDC, "known"),
        (OIDC | {"DUIDING_URL": "http://duiding.example.nl"}, "known"),
        (OIDC | {"DUIDING_OIDC_ISSUER": "http://login.example.nl"}, "DUIDING_OIDC_ISSUER"),
        (OIDC | {"DUIDING_OIDC_SECRET_FILE": "/nowhere/at/all"}, "DUIDING_OIDC_SECRET_FILE"),
        (OIDC | {"DUIDING_OIDC_ROLES": "Data team"}, "DUIDING_OIDC_ROLES"),
        (OIDC | {"DUIDING_OIDC_ROLES": "= Data team"}, "DUIDING_OIDC_ROLES"),
    ],
)
def test_a_policy_that_cannot_be_read_says_which_setting(environ: dict[str, str], said: str) -> None:
    with pytest.raises(OperatorError, match=said):
        Policy.from_environment(environ)


def test_how_the_login_service_is_told() -> None:
    told = {"DUIDING_OIDC_SCOPE": "profile groups", "DUIDING_OIDC_SECRET": "s3cret", "DUIDING_URL": "https://d.nl"}
    told["DUIDING_OIDC_ROLES"] = "analyst = CN=Data,OU=Teams; manager=MT;"
    policy = Policy.from_environment(OIDC | told).oidc
    assert policy is not None
    assert (policy.scope, policy.user_claim) == ("openid profile groups", "sub")
    assert policy.roles == (("analyst", "CN=Data,OU=Teams"), ("manager", "MT"))
    assert "s3cret" not in repr(policy)


def test_one_person_cannot_ask_endlessly_and_holds_up_nobody_else(records: Records) -> None:
    records.users.set_roles("jo", ["manager"])
    entrance = replace(entrance_for(Policy(Login.PASSWORD), records, "127.0.0.1"), asks=Buckets(100, 1, lambda: 0.0))
    kim, jo = (entrance.with_roles(Known(name, name)) for name in ("kim", "jo"))
    for _ in range(100):
        entrance.may_ask(kim)
    with pytest.raises(Barred, match="too many"):
        entrance.may_ask(kim)
    entrance.may_ask(jo)
