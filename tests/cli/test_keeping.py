"""``duiding users forget`` and ``duiding records``: erase somebody, let the old go, make a copy and put it back."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import main
from assistant.records import Records
from assistant.review.files import name_of, write
from assistant.review.verified import Verified
from assistant.settings import Settings
from tests.records.answers import make_answer


@pytest.fixture
def records(home: Path) -> Any:
    with Records.open(Settings().database_url) as opened:
        yield opened


def test_somebody_is_forgotten_and_it_is_told_what_went(records: Records, capsys: pytest.CaptureFixture[str]) -> None:
    records.users.set_roles("kim", ["manager"])
    records.save(make_answer("own", asker="kim"))
    assert main(["users", "forget", "kim", "--dry-run"]) == 0
    assert "would be erased" in capsys.readouterr().out
    assert records.get("own") is not None
    assert main(["users", "forget", "kim", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["gone"], told["logins"]) == ({"conversations": 0, "answers": 1, "nobodys": 0}, 1)
    assert (records.get("own"), records.users.all()) == (None, {})


def test_a_name_of_which_nothing_is_kept_is_said(records: Records, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["users", "forget", "kmi"]) == 1
    assert "nothing is kept of 'kmi'" in capsys.readouterr().err


def test_files_of_the_catalogue_that_name_them_are_told(
    tmp_path: Path, records: Records, capsys: pytest.CaptureFixture[str]
) -> None:
    one = Verified("Hoeveel?", "nl", "Kim", date(2026, 1, 1), {}, sql="SELECT 1")
    write(tmp_path, one)
    assert main(["users", "forget", "u7", "--shown-as", "Kim", "--catalog", str(tmp_path)]) == 0
    assert name_of(one.question, one.language) in capsys.readouterr().out


def test_old_records_go_when_that_is_asked(records: Records, capsys: pytest.CaptureFixture[str]) -> None:
    records.save(make_answer("old", asked_at=datetime(2020, 1, 1, tzinfo=UTC)))
    records.save(make_answer("new", asked_at=datetime.now(UTC)))
    assert main(["records", "prune", "--dry-run"]) == 0
    assert "365 days: 0 conversations and 1 answers would be deleted" in capsys.readouterr().out
    assert main(["records", "prune", "--days", "30", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["answers"] == 1
    assert (records.get("old"), records.get("new") is not None) == (None, True)


def test_what_is_kept_for_ever_is_not_pruned_by_itself(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DUIDING_KEEP_DAYS", "forever")
    assert main(["records", "prune"]) == 1
    assert "kept for ever" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["0", "-3", "een jaar", "1.5", "99999999"])
def test_a_number_of_days_that_is_none_is_said(
    text: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DUIDING_KEEP_DAYS", text)
    assert main(["records", "prune"]) == 3
    assert "DUIDING_KEEP_DAYS" in capsys.readouterr().err


def test_a_copy_is_made_while_others_write_and_put_back(
    records: Records, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy.db"
    records.save(make_answer("before"))
    assert main(["records", "backup", str(copy)]) == 0
    assert copy.stat().st_mode & 0o077 == 0
    records.save(make_answer("after"))
    records.close()
    assert main(["records", "restore", str(copy)]) == 0
    assert "1 answers" in capsys.readouterr().out
    with Records.open(Settings().database_url) as again:
        assert (again.get("before"), again.get("after")) == (make_answer("before"), None)
        again.save(make_answer("later"))


def test_a_copy_never_takes_the_place_of_another_file(records: Records, tmp_path: Path) -> None:
    there = tmp_path / "there.db"
    there.write_text("something else")
    assert main(["records", "backup", str(there)]) == 1
    assert there.read_text() == "something else"
    assert list(tmp_path.iterdir()) == [there]


def test_what_is_no_copy_is_not_put_back(records: Records, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records.save(make_answer("a1"))
    newer, other = tmp_path / "newer.db", tmp_path / "other.db"
    main(["records", "backup", str(newer)])
    with sqlite3.connect(newer) as changed:
        changed.execute("UPDATE duiding_records_version SET version_num = '9999'")
    changed.close()
    other.write_text("no database at all" * 100)
    for file, why in ((newer, "newer version"), (other, "no copy"), (tmp_path / "nothing.db", "no file")):
        assert main(["records", "restore", str(file)]) == 1
        assert why in capsys.readouterr().err
    assert records.get("a1") == make_answer("a1")


def test_records_on_a_server_are_copied_with_its_own_programs(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DUIDING_RECORDS_URL", "postgresql://duiding:geheim@127.0.0.1/records")
    assert main(["records", "backup", str(tmp_path / "copy.db")]) == 1
    said = capsys.readouterr().err
    assert "pg_dump" in said
    assert "geheim" not in said
