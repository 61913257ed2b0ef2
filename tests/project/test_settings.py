"""Where the records are kept is one setting."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import OperatorError
from assistant.records import Records
from assistant.settings import Settings


def test_records_are_in_the_state_folder_unless_said_otherwise(home: Path) -> None:
    assert Settings().database_url == f"sqlite:///{home / 'records.db'}"


def test_another_database_is_one_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = f"sqlite:///{tmp_path / 'elsewhere' / 'r.db'}"
    monkeypatch.setenv("DUIDING_RECORDS_URL", elsewhere)
    Records.open(Settings().database_url).close()
    assert (tmp_path / "elsewhere" / "r.db").exists()


def test_the_setting_can_stand_in_a_file_because_it_holds_a_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "url").write_text("postgresql://duiding:geheim@db/records\n")
    monkeypatch.setenv("DUIDING_RECORDS_URL_FILE", str(tmp_path / "url"))
    assert Settings().database_url == "postgresql://duiding:geheim@db/records"


def test_a_file_that_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUIDING_RECORDS_URL_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(OperatorError, match="DUIDING_RECORDS_URL_FILE"):
        Settings()
