"""``duiding users``: passwords are typed or piped, and never an argument."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.entrance import Barred
from assistant.entrance.passwords import PasswordWho
from assistant.records import Records
from assistant.settings import Settings

FIRST, SECOND = "vier blauwe fietsen", "zeven gele bussen"


def _gets_in(password: str) -> bool:
    with Records.open(Settings().database_url) as records:
        try:
            return PasswordWho(records.logins).check("kim", password, "").id == "kim"
        except Barred:
            return False


def test_a_user_with_a_password_and_then_another(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUIDING_HOME", str(home))
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{FIRST}\n"))
    assert main(["users", "add", "kim", "--password-stdin"]) == 0
    assert (_gets_in(FIRST), _gets_in(SECOND)) == (True, False)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{SECOND}\n"))
    assert main(["users", "password", "kim", "--stdin"]) == 0
    assert (_gets_in(FIRST), _gets_in(SECOND)) == (False, True)


def test_with_a_password_that_is_not_good_enough_nobody_is_added(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DUIDING_HOME", str(home))
    monkeypatch.setattr("sys.stdin", io.StringIO("kort\n"))
    assert main(["users", "add", "kim", "--password-stdin"]) == 1
    assert "12 to 200" in capsys.readouterr().err
    assert main(["users", "list"]) == 0
    assert capsys.readouterr().out == ""


def test_nobody_is_called_as_the_program_calls_whoever_is_there(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUIDING_HOME", str(home))
    assert main(["users", "add", "@local"]) == 1
