"""Where the chat listens, what it writes, and what its page asks of the world: nothing."""

from __future__ import annotations

import json
import re
import socket
from pathlib import Path

import pytest

from assistant.chat.root import laid_out, welcome_text
from assistant.errors import InputError
from assistant.settings import Settings
from assistant.web.serving import serve


def test_a_taken_port_is_said_with_the_way_out(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(InputError, match="cannot listen") as caught:
        serve(Settings(home=home), "127.0.0.1", taken.getsockname()[1])
    assert "--port" in str(caught.value.hint)


def test_without_a_login_no_other_machine_is_listened_to(home: Path) -> None:
    with pytest.raises(InputError, match="does not listen"):
        serve(Settings(home=home), "0.0.0.0", 0)


def test_the_page_names_no_other_address(home: Path) -> None:
    with laid_out(Settings(home=home)) as root:
        page = (root / "build" / "index.html").read_text(encoding="utf-8")
        ours = [file.read_text(encoding="utf-8") for file in (root / "public").rglob("*.*")]
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)
    assert 'lang="nl"' in page
    assert not [text for text in ours if re.search(r"https?://(?!www\.w3\.org/2000/svg)", text)]


@pytest.mark.parametrize(("tag", "placeholder"), [("nl-NL", "Stel uw vraag…"), ("en-GB", "Ask your question…")])
def test_the_page_speaks_the_readers_language_and_says_nothing_of_language_models(
    tag: str, placeholder: str, home: Path
) -> None:
    with laid_out(Settings(home=home)) as root:
        words = json.loads((root / ".chainlit" / "translations" / f"{tag}.json").read_text(encoding="utf-8"))
    assert words["chat"]["input"]["placeholder"] == placeholder
    assert "LLM" not in words["chat"]["watermark"]
    assert words["common"]["actions"]["cancel"]


def test_the_welcome_text_begins_in_the_readers_language(home: Path) -> None:
    with laid_out(Settings(home=home)) as root:
        dutch = (root / "chainlit_nl-NL.md").read_text(encoding="utf-8")
        english = (root / "chainlit_en-US.md").read_text(encoding="utf-8")
    assert dutch == welcome_text()
    assert english.startswith("# Duiding in English")
    assert "geen taalmodel" in english


def test_each_run_has_a_folder_of_its_own_and_clears_it(home: Path) -> None:
    with laid_out(Settings(home=home)) as one, laid_out(Settings(home=home)) as other:
        assert one != other
        assert home in one.parents
    assert not list((home / "chat").iterdir())
