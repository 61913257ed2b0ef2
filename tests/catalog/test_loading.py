"""A catalogue folder is read whole, by the core rules of YAML 1.2, and says where everything stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.catalog.dataset import Dataset
from assistant.catalog.loading import LoadedCatalog, load_catalog
from assistant.catalog.reading import parse
from assistant.catalog.yamlfile import YamlFile
from assistant.errors import CatalogError

FINE = "name: a\nsource: a.csv\nfields: [{name: x, role: key}]\n"
CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("loading_cases.yaml").read_text("utf-8"))


def write(folder: Path, *, catalog: str = "name: test\n", dataset: str = FINE, **files: str) -> Path:
    written = {"catalog.yaml": catalog, "datasets/a.yaml": dataset, **files}
    for name, text in written.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def complaints(folder: Path) -> list[str]:
    with pytest.raises(CatalogError) as caught:
        load_catalog(folder)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_what_cannot_be_used_is_told_with_its_place(case: dict[str, Any], tmp_path: Path) -> None:
    parts = {key: case[key] for key in ("catalog", "dataset") if key in case}
    folder = write(tmp_path, **parts, **case.get("files", {}))
    said = complaints(folder)
    assert len(said) >= len(case["says"])
    for wanted in case["says"]:
        assert any(line.startswith(wanted) for line in said), f"{wanted!r} is not in {said}"
    if case["case"].startswith("every problem"):
        assert [line[: len(wanted)] for line, wanted in zip(said, case["says"], strict=True)] == case["says"]


def test_no_message_speaks_of_the_machinery(tmp_path: Path) -> None:
    for at, case in enumerate(CASES):
        folder = write(
            tmp_path / str(at),
            **{key: case[key] for key in ("catalog", "dataset") if key in case},
            **case.get("files", {}),
        )
        text = "\n".join(complaints(folder)).lower()
        assert "pydantic" not in text
        assert "http" not in text
        assert "input should" not in text


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert complaints(tmp_path / "none")[0].endswith(
        "the catalogue folder does not exist (name the folder that holds catalog.yaml)"
    )


def test_a_file_instead_of_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "catalog.yaml"
    path.write_text("name: x\n")
    assert "is not a folder" in complaints(path)[0]


def test_an_empty_folder(tmp_path: Path) -> None:
    said = complaints(tmp_path)
    assert [line.split(" (")[0] for line in said] == [
        "catalog.yaml: the catalogue has no catalog.yaml",
        "datasets: the catalogue has no datasets",
    ]


def test_a_misnamed_catalog_file(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "catalog.yaml").rename(tmp_path / "catalogue.yaml")
    assert "did you mean 'catalogue.yaml'?" in complaints(tmp_path)[0]


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "datasets" / "b.yaml").write_bytes(b"name: b\ntitle: caf\xe9\n")
    assert complaints(tmp_path) == ["datasets/b.yaml:2: the file is not UTF-8 text (save it as UTF-8)"]


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "datasets" / "a.yaml").write_bytes(b"\xef\xbb\xbf" + FINE.replace("\n", "\r\n").encode())
    assert load_catalog(tmp_path).catalog.datasets[0].name == "a"


WORDS = ["no", "yes", "on", "off", "0344", "1_000", "12:30", "1.10", "0x1F", "1e3", "true", "2024-01-01", "=", "<<"]


@pytest.mark.parametrize("word", WORDS)
def test_values_stay_what_they_look_like(word: str, tmp_path: Path) -> None:
    """YAML 1.1 makes no a falsehood, 0344 a number in base eight and 12:30 a number of seconds; here they are text."""
    dataset = f"name: a\nsource: a.csv\nfields: [{{name: x, role: dimension, members: [{{value: {word}}}]}}]\n"
    field = load_catalog(write(tmp_path, dataset=dataset)).catalog.datasets[0].fields[0]
    assert field.members[0].value == word


def test_numbers_dates_and_truths_are_read_where_a_type_wants_them(tmp_path: Path) -> None:
    dataset = (
        "name: a\nsource: a.csv\nupdated: 2024-03-01\nfields:\n"
        "  - {name: x, role: measure, decimals: 1, scale: 1e3, persons: true, range: [0, .inf]}\n"
    )
    loaded = load_catalog(write(tmp_path, dataset=dataset)).catalog.datasets[0]
    field = loaded.fields[0]
    assert (field.decimals, field.scale, field.persons, field.range) == (1, 1000.0, True, (0.0, float("inf")))
    assert str(loaded.updated) == "2024-03-01"


def test_a_key_with_nothing_behind_it_counts_as_not_written(tmp_path: Path) -> None:
    dataset = "name: a\nsource: a.csv\nsynonyms:\ncaveats:\nfields:\n  - {name: x, role: key, order: }\n"
    assert load_catalog(write(tmp_path, dataset=dataset)).catalog.datasets[0].caveats == ()


def test_the_key_null_is_a_word(tmp_path: Path) -> None:
    dataset = "name: a\nsource: a.csv\nfields:\n  - {name: x, role: measure, missing: {null: onbekend, -99: geheim}}\n"
    field = load_catalog(write(tmp_path, dataset=dataset)).catalog.datasets[0].fields[0]
    assert {code: text.nl for code, text in field.missing.items()} == {"null": "onbekend", "-99": "geheim"}


def test_a_plain_text_is_in_the_language_of_catalog_yaml(tmp_path: Path) -> None:
    loaded = load_catalog(write(tmp_path, catalog="language: en\n", dataset=FINE + "title: Benefits\n"))
    assert loaded.catalog.datasets[0].title is not None
    assert loaded.catalog.datasets[0].title.en == "Benefits"


PLACES: list[tuple[tuple[str | int, ...], str]] = [
    (("name",), "catalog.yaml:1:7"),
    (("datasets", "a"), "datasets/a.yaml:1:1"),
    (("datasets", 0, "fields", 0, "role"), "datasets/a.yaml:3:26"),
    (("datasets", "a", "fields", "x", "role"), "datasets/a.yaml:3:26"),
    (("datasets", "a", "fields", "x", "not_there"), "datasets/a.yaml:3:10"),
    (("datasets", "gone"), "catalog.yaml"),
]


@pytest.mark.parametrize(("path", "place"), PLACES, ids=[".".join(map(str, path)) for path, _ in PLACES])
def test_everything_has_a_place(path: tuple[str | int, ...], place: str, tmp_path: Path) -> None:
    assert str(load_catalog(write(tmp_path)).location(path)) == place


def test_the_digest_names_the_text(tmp_path: Path) -> None:
    def loaded(name: str, **files: str) -> LoadedCatalog:
        return load_catalog(write(tmp_path / name, **files))

    assert loaded("one").digest == loaded("two").digest
    assert loaded("one").digest != loaded("three", dataset=FINE + "# a remark\n").digest


def test_the_demo_catalogue_is_read(root: Path) -> None:
    assert len(load_catalog(root / "catalog").catalog.datasets) > 10


@given(st.text(max_size=200))
def test_any_text_is_read_or_told(text: str) -> None:
    """Whatever a file holds, reading it gives a dataset or problems, never an exception."""
    parsed = parse(YamlFile("datasets/a.yaml", text), Dataset, "nl")
    assert (parsed.value is None) == bool(parsed.problems)


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["name", "source", "fields", "label", "role", "x"]), inner, max_size=4)
        ),
        max_leaves=20,
    )
)
def test_any_yaml_is_read_or_told(value: object) -> None:
    text = yaml.safe_dump(value, allow_unicode=True)
    parsed = parse(YamlFile("datasets/a.yaml", text), Dataset, "nl")
    assert (parsed.value is None) == bool(parsed.problems)
    assert all(problem.message for problem in parsed.problems)
