"""The fast reader of our own word files reads what the plain one of PyYAML reads."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.own_yaml import read_own

FOLDER = Path(__file__).resolve().parents[2] / "assistant"
FILES = sorted(FOLDER.rglob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_both_readers_give_the_same(path: Path) -> None:
    text = path.read_text("utf-8")
    assert read_own(text) == yaml.safe_load(text)
