"""The Word document opened by LibreOffice: what a reader of it sees."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.answering.reopening import reopen
from assistant.answering.sheets import sheet
from assistant.explanation.sheet import word_document

QUESTION = "Hoe ontwikkelde het aantal bijstandsuitkeringen zich sinds 2019?"


@pytest.fixture
def office() -> str:
    """LibreOffice, where it is there; with CI=true it must be."""
    found = shutil.which("soffice")
    if found is None and os.environ.get("CI"):
        pytest.fail("LibreOffice is missing (soffice): .ci/run installs it")
    if found is None:
        pytest.skip("no LibreOffice on this machine (soffice)")
    return found


@pytest.mark.heavy
def test_the_word_document_opens_with_everything_in_it(demo: Assistant, office: str, tmp_path: Path) -> None:
    today = dt.date(2026, 11, 25)
    opened = reopen(demo, str(demo.ask(QUESTION, as_of=today).kept))
    assert opened is not None
    (tmp_path / "sheet.docx").write_bytes(word_document([sheet(demo, opened, as_of=today)]))
    for form in ("txt:Text", "pdf"):
        subprocess.run(
            [
                office,
                f"-env:UserInstallation=file://{tmp_path}/profile",
                "--headless",
                "--convert-to",
                form,
                "sheet.docx",
            ],
            cwd=tmp_path,
            check=True,
            capture_output=True,
            timeout=180,
        )
    text = (tmp_path / "sheet.txt").read_text("utf-8-sig")
    for part in (QUESTION, "4.671", "Wat deze cijfers niet zeggen", "Vragen voor het gesprek", "Bronnen", "SELECT"):
        assert part in text, part
    assert (tmp_path / "sheet.pdf").stat().st_size > 20_000
