"""A word or a concept is added as a maintainer would: where it belongs, all else as it was, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.catalog.editing import Edit, add_concept, add_synonym, write
from assistant.catalog.loading import load_catalog
from assistant.errors import CatalogError, InputError

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("synonym_cases.yaml").read_text("utf-8"))
CATALOG = """\
name: buiten
language: nl
# Wat mensen met elkaar verwarren.
concepts:
  - name: overlast
    readings: [meldingen.aantal, meldingen.open]
"""
DATASET = """\
# Een rij is een melding.
name: meldingen
title: "Meldingen"
source: meldingen.csv

update_frequency:   yearly
fields:
  - {name: jaar, role: time, grain: year, datatype: Integer}   # het jaar van de melding
  - name: soort
    role: dimension
    members:
      MEMBER
  - name: aantal
    role: measure
    aggregation: sum
    unit: meldingen
  - {name: open, label: open meldingen, role: measure, aggregation: sum, unit: meldingen}
"""
#: The same with lists that are not indented.
DENSE = """\
name: meldingen
title: Meldingen
source: meldingen.csv
fields:
- name: soort   # afval, groen
  role: dimension
  members:
  - value: afval
  - value: groen
- {name: aantal, role: measure, aggregation: sum, unit: meldingen}
- {name: open, role: measure, aggregation: sum, unit: meldingen}
"""


def folder(root: Path, member: str = "- {value: afval}", dataset: str = DATASET) -> Path:
    (root / "datasets").mkdir(parents=True)
    (root / "catalog.yaml").write_bytes(CATALOG.encode())
    (root / "datasets" / "meldingen.yaml").write_bytes(dataset.replace("MEMBER", member).encode())
    return root


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_word_is_added_where_it_belongs_and_nothing_else_changes(case: dict[str, Any], tmp_path: Path) -> None:
    loaded = load_catalog(folder(tmp_path / "catalog", case["before"]))
    edit = add_synonym(loaded, case["target"], case["word"], case.get("language", "nl"))
    assert edit.after == DATASET.replace("MEMBER", case["after"])


@pytest.mark.parametrize(
    ("target", "line"),
    [
        ("meldingen", 'title: "Meldingen"\nsynonyms: {nl: [klachten]}\n'),
        ("meldingen.aantal", "  - name: aantal\n    synonyms: {nl: [klachten]}\n"),
        ("overlast", "  - name: overlast\n    synonyms: {nl: [klachten]}\n"),
    ],
)
def test_a_dataset_a_figure_and_a_concept_get_words_too(target: str, line: str, tmp_path: Path) -> None:
    edit = add_synonym(load_catalog(folder(tmp_path / "catalog")), target, "klachten", "nl")
    assert line in edit.after
    assert len(edit.after) == len(edit.before) + len("synonyms: {nl: [klachten]}\n") + line.count("    synonyms") * 4


def test_a_concept_stands_behind_those_there_are(tmp_path: Path) -> None:
    loaded = load_catalog(folder(tmp_path / "catalog"))
    write(add_concept(loaded, "Klachten buiten", ["meldingen.aantal", "meldingen.open"], "nl"))
    concept = load_catalog(loaded.root).catalog.concepts[1]
    assert (concept.name, concept.readings) == ("klachten_buiten", ("meldingen.aantal", "meldingen.open"))
    assert (loaded.root / "catalog.yaml").read_text("utf-8").startswith(CATALOG)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("melding", "no 'melding' (did you mean 'meldingen'?)"),
        ("meldingen.sort", "no 'meldingen.sort' (did you mean 'meldingen.soort'?)"),
        ("overlasst", "no 'overlasst' (did you mean 'overlast'?)"),
    ],
)
def test_what_is_not_there_is_told_with_the_nearest(target: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        add_synonym(load_catalog(folder(tmp_path / "catalog")), target, "klachten", "nl")
    assert said in str(told.value)


def test_a_word_is_not_added_twice(tmp_path: Path) -> None:
    loaded = load_catalog(folder(tmp_path / "catalog", "- {value: afval, synonyms: [Vuilnis]}"))
    with pytest.raises(InputError, match="already a word"):
        add_synonym(loaded, "meldingen.soort=afval", "vuilnis", "nl")


@pytest.mark.parametrize("readings", [["meldingen.aantal"], ["meldingen.aantal", "meldingen.aantal"]])
def test_a_concept_has_two_readings(readings: list[str], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="at least two readings"):
        add_concept(load_catalog(folder(tmp_path / "catalog")), "klachten", readings, "nl")


def test_what_lint_would_say_is_told_with_the_change(tmp_path: Path) -> None:
    edit = add_synonym(load_catalog(folder(tmp_path / "catalog")), "meldingen.aantal", "open meldingen", "nl")
    assert any("'open meldingen'" in problem.message for problem in edit.warnings)


def test_a_file_that_was_changed_meanwhile_stays_as_it_is(tmp_path: Path) -> None:
    loaded = load_catalog(folder(tmp_path / "catalog"))
    edit = add_synonym(loaded, "meldingen", "klachten", "nl")
    path = loaded.root / edit.file
    path.write_text(edit.before + "# van een ander\n", "utf-8")
    with pytest.raises(InputError, match="changed meanwhile"):
        write(edit)
    assert path.read_text("utf-8").endswith("# van een ander\n")


def test_a_change_after_which_the_catalogue_cannot_be_used_is_not_proposed(tmp_path: Path) -> None:
    loaded = load_catalog(folder(tmp_path / "catalog"))
    with pytest.raises(CatalogError):
        add_synonym(loaded, "meldingen.jaar=2024", "vorig jaar", "xx")  # type: ignore[arg-type]


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("indented", [True, False])
def test_the_layout_of_the_file_stays(ending: str, indented: bool, tmp_path: Path) -> None:
    text = DATASET if indented else DENSE
    loaded = load_catalog(folder(tmp_path / "catalog", dataset=text.replace("\n", ending)))
    edit = add_synonym(loaded, "meldingen", "klachten", "nl")
    changed = edit.patch.splitlines()
    assert [line for line in changed if line[:1] in "+-"][2:] == ["+synonyms: {nl: [klachten]}"]


@given(word=st.text(min_size=1, max_size=30))
def test_any_word_is_read_back_as_it_was_given(word: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    loaded = load_catalog(folder(tmp_path_factory.mktemp("any") / "catalog"))
    try:
        edit = add_synonym(loaded, "meldingen", word, "nl")
    except InputError:
        return
    assert _words(edit) == (" ".join(word.split()),)


def _words(edit: Edit) -> tuple[str, ...]:
    write(edit)
    return load_catalog(edit.root).catalog.by_name["meldingen"].synonyms.all()
