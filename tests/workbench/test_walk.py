"""The walk in docs/from-file-to-answer.md, command by command, with the file that it is about."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from assistant.cli import main

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "from-file-to-answer.md").read_text("utf-8")
COMMANDS = re.findall(r"^    duiding (.+)$", PAGE, re.M)
#: What the answers to its questions say, in their order.
SAID = ["1.093.600 kg", "Havenkwartier 394.400 kg", "-21.900 (-7,0 %)", "23,7 %", "2023"]


def test_the_walk_goes_as_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(ROOT / "docs/examples/afval_export.csv", tmp_path)
    monkeypatch.chdir(tmp_path)
    answers = []
    for command in COMMANDS:
        assert main(shlex.split(command)) == 0, capsys.readouterr()
        said = capsys.readouterr().out
        if command.startswith("catalog add"):
            written = (tmp_path / "mijn/datasets/afval.yaml").read_text("utf-8")
            assert written.count("# TODO") == 19
            shutil.copy(ROOT / "docs/examples/afval.yaml", tmp_path / "mijn/datasets/afval.yaml")
        elif command.startswith("catalog"):
            assert "no problems" in said or "0 problem(s)" in said
        else:
            answers.append(said)
    assert len(answers) == len(SAID)
    assert [text for text, answer in zip(SAID, answers, strict=True) if text not in answer] == []


def test_the_finished_file_leaves_no_question_open() -> None:
    assert "TODO" not in (ROOT / "docs/examples/afval.yaml").read_text("utf-8").partition("\n")[2]
