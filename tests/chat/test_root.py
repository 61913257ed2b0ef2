"""What the chat says of a language model: that there is none, or which one reads along."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.chat.root import lay_out
from assistant.explanation.look import look

MODEL = 'openai:eigen"</script>'


def texts(root: Path) -> dict[str, str]:
    found = [*root.glob("chainlit*.md"), root / "public" / "duiding.js", *root.glob(".chainlit/translations/*.json")]
    return {path.name: path.read_text("utf-8") for path in found}


@pytest.mark.parametrize("name", ["chainlit.md", "chainlit_en.md", "duiding.js", "nl.json", "en-US.json"])
def test_readers_are_told_whether_a_language_model_reads_along(name: str, tmp_path: Path) -> None:
    lay_out(tmp_path / "without", look())
    lay_out(tmp_path / "with", look(), MODEL)
    without, along = texts(tmp_path / "without")[name], texts(tmp_path / "with")[name]
    assert any(
        said in without for said in ("zonder taalmodel", "without a language model", "geen taalmodel", "No language")
    )
    assert not any(
        said in along for said in ("zonder taalmodel", "without a language model", "geen taalmodel", "No language")
    )
    assert json.dumps(MODEL)[1:-1] in along
    if name.endswith(".json"):
        assert MODEL in json.loads(along)["chat"]["watermark"]
