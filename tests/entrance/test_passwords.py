"""Passwords: kept as slow hashes, and not to be guessed."""

from __future__ import annotations

import pytest

from assistant.entrance import Asked, Barred
from assistant.entrance.asked import Known
from assistant.entrance.bucket import Buckets
from assistant.entrance.passwords import LONGEST, PasswordWho, set_password
from assistant.entrance.sessions import COOKIE, Sessions
from assistant.errors import InputError
from assistant.records import Records

GOOD = "vier blauwe fietsen"


def _refused(who: PasswordWho, name: str, password: str, peer: str = "10.0.0.1") -> str:
    with pytest.raises(Barred) as caught:
        who.check(name, password, peer)
    return caught.value.key


def test_the_right_password_says_who_it_is(records: Records) -> None:
    set_password(records.logins, "kim", GOOD)
    who = PasswordWho(records.logins)
    assert who.check("kim", GOOD, "10.0.0.1").id == "kim"
    assert str(records.logins.password("kim")).startswith("$argon2id$")


def test_wrong_name_and_wrong_password_are_told_alike(records: Records) -> None:
    set_password(records.logins, "kim", GOOD)
    who = PasswordWho(records.logins)
    tries = [("kim", "anders dan dat"), ("jo", GOOD), ("", ""), ("kim", GOOD + "x" * LONGEST), ("jo\ud800", GOOD)]
    assert {_refused(who, *one) for one in tries} == {"password"}


@pytest.mark.parametrize(
    "password", ["kort", "aaaaaaaaaaaaaaaaaaaa", "x" * (LONGEST + 1), "vier\x00blauwe fietsen", ""]
)
def test_a_password_that_is_easily_guessed_is_not_taken(password: str, records: Records) -> None:
    with pytest.raises(InputError, match="password"):
        set_password(records.logins, "kim", password)
    assert records.logins.password("kim") is None


def test_who_guesses_one_name_has_to_wait_from_whatever_machine(records: Records) -> None:
    set_password(records.logins, "kim", GOOD)
    who = PasswordWho(records.logins, by_name=Buckets(3, 0.001, lambda: 0.0))
    tried = [_refused(who, "kim", "verkeerd geraden", f"10.0.0.{n}") for n in range(4)]
    assert tried == ["password"] * 3 + ["too_many"]
    assert _refused(who, "kim", GOOD) == "too_many"


def test_who_guesses_many_names_has_to_wait_too(records: Records) -> None:
    who = PasswordWho(records.logins, by_peer=Buckets(3, 0.001, lambda: 0.0))
    tried = [_refused(who, f"name{n}", GOOD) for n in range(4)]
    assert tried == ["password"] * 3 + ["too_many"]
    assert _refused(who, "name9", GOOD, "10.0.0.2") == "password"


def test_logging_in_right_gives_every_try_back(records: Records) -> None:
    set_password(records.logins, "kim", GOOD)
    who = PasswordWho(records.logins, by_name=Buckets(3, 0.001, lambda: 0.0))
    for _ in range(3):
        _refused(who, "kim", "verkeerd geraden")
        _refused(who, "kim", "verkeerd geraden")
        who.check("kim", GOOD, "10.0.0.1")


def test_a_new_password_ends_every_session(records: Records) -> None:
    sessions = Sessions(records.logins)
    asked = Asked("", cookies={COOKIE: sessions.begin(Known("kim", "kim"))})
    set_password(records.logins, "kim", GOOD)
    assert sessions.known(asked) is None
