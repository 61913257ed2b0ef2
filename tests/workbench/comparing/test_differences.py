"""What people who ask would notice is told; how it is written is not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.cli import main

CASES = yaml.safe_load((Path(__file__).parent / "changes.yaml").read_text("utf-8"))
DOCUMENT = """name: counts
source: counts.csv
primary_key: [year, kind]
fields:
  - {name: year, role: time, datatype: Integer, grain: year}
  - {name: kind, role: dimension, datatype: String}
  - {name: memo, role: hidden, datatype: String}
  - name: number
    role: measure
    aggregation: sum
    unit: persons
    synonyms: [people, heads]
caveats:
  - {id: late, severity: note, text: Comes late.}
"""


def catalog(folder: Path, document: str) -> str:
    """Write a catalogue and return where it is."""
    (folder / "datasets").mkdir(parents=True)
    (folder / "catalog.yaml").write_text("name: c\nlanguage: en\n", "utf-8")
    (folder / "datasets" / "one.yaml").write_text(document, "utf-8")
    return str(folder)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_change(case: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed = DOCUMENT
    for old, new in case.get("replace", {}).items():
        assert old in changed
        changed = changed.replace(old, new)
    folders = (catalog(tmp_path / "before", DOCUMENT), catalog(tmp_path / "after", changed))
    assert main(["catalog", "diff", *folders, "--lang", "en"]) == 0
    expected = case["found"] or ["Nothing changed for the people who ask."]
    assert capsys.readouterr().out.splitlines() == expected
    assert main(["catalog", "diff", *folders, "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["differences"]) == len(case["found"])
