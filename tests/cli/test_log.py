"""The log says what whoever runs the program must know, and nothing of what somebody asked."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from assistant.answering import Assistant
from assistant.cli.logfile import log_to
from assistant.cli.loglines import JsonLines, Plain, trail
from assistant.errors import OperatorError
from assistant.records.database import make_engine, parse_url
from assistant.settings import Settings

SECRET = "Hoeveel meldingen over Dorpsstraat 12?"


@contextmanager
def bare_logging() -> Iterator[None]:
    """Logging as it is when the program starts, put back afterwards."""
    root, ours = logging.getLogger(), logging.getLogger("duiding")
    before = root.handlers[:], root.level, ours.level, logging.raiseExceptions
    root.handlers[:] = []
    try:
        yield
    finally:
        for handler in root.handlers:
            handler.close()
        root.handlers[:], logging.raiseExceptions = before[0], before[3]
        root.setLevel(before[1])
        ours.setLevel(before[2])


def _failing() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        raise OperatorError("the disk is full", hint="make room") from error


def _logged(form: logging.Formatter) -> str:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(form)
    record = logging.makeLogRecord({"name": "duiding", "levelno": logging.ERROR, "levelname": "ERROR"})
    try:
        _failing()
    except OperatorError:
        record.exc_info, record.msg = sys.exc_info(), "a question was not answered"
    handler.handle(record)
    return out.getvalue()


@pytest.mark.parametrize("form", [Plain, JsonLines])
def test_an_exception_is_followed_to_its_cause_without_what_others_say(form: Any) -> None:
    line = _logged(form())
    assert "Dorpsstraat" not in line
    for said in (
        "a question was not answered",
        "the disk is full (make room)",
        "ValueError",
        "test_log.py",
        "_failing",
    ):
        assert said in line


@pytest.mark.parametrize("form", [Plain, JsonLines])
def test_with_a_setting_it_says_all(form: Any) -> None:
    assert "Dorpsstraat" in _logged(form(True))


def test_an_exception_that_is_its_own_cause_ends() -> None:
    error = ValueError("a")
    error.__cause__ = error
    assert trail(error) == ["ValueError"]


def test_a_line_of_json_has_what_was_logged_beside_it() -> None:
    record = logging.makeLogRecord({"name": "duiding.asked", "levelname": "INFO", "msg": "done", "outcome": "answer"})
    line = json.loads(JsonLines().format(record))
    assert line["outcome"] == "answer"
    assert line["time"].endswith("Z")
    assert set(line) == {"time", "level", "logger", "process", "message", "outcome"}


def test_an_error_of_the_database_does_not_repeat_the_question(tmp_path: Path) -> None:
    engine = make_engine(parse_url(f"sqlite:///{tmp_path / 'r.db'}"))
    with engine.connect() as connection, pytest.raises(SQLAlchemyError) as caught:
        connection.execute(text("INSERT INTO nothing VALUES (:question)"), {"question": SECRET})
    engine.dispose()
    assert "Dorpsstraat" not in str(caught.value)


def test_each_question_is_a_line_with_its_outcome_and_not_its_words(
    home: Path, demo_catalog_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with bare_logging(), Assistant.open(Settings(catalog=demo_catalog_dir)) as assistant:
        log_to(home, {"DUIDING_LOG": "json"})
        answer = assistant.ask("Hoeveel inwoners had Voorbeeldstad in 2024?")
        assistant.ask(SECRET)
    first, second = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert (first["logger"], first["outcome"], first["answer"]) == ("duiding.asked", "answer", answer.kept)
    assert isinstance(first["milliseconds"], float)
    assert not any(word in str(one) for one in (first, second) for word in ("Dorpsstraat", "inwoners", "Voorbeeldstad"))
    assert not (home / "duiding.log").exists()


def test_else_troubles_go_to_a_file_in_the_state_folder(home: Path) -> None:
    with bare_logging():
        log_to(home, {})
        logging.getLogger("duiding.web").error("nobody can be let in: %s", "the disk is full")
        logging.getLogger("duiding.asked").info("a question was answered")
    (line,) = (home / "duiding.log").read_text().splitlines()
    assert line.endswith("ERROR duiding.web nobody can be let in: the disk is full")
