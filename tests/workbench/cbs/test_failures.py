"""What goes wrong is one clear line, and the catalogue stands as it stood."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import SourceError
from assistant.workbench.cbs import import_cbs
from tests.workbench.cbs.odata_server import Spoil


def on_page_two(status: int, body: bytes) -> Spoil:
    return lambda path, query, sound: (status, body) if "skip=14" in query else None


def same_link_forever(path: str, query: str, sound: bytes) -> tuple[int, bytes] | None:
    if not path.endswith("Observations"):
        return None
    return 200, json.dumps(json.loads(sound) | {"@odata.nextLink": "Observations?page=2"}).encode()


def another_host(path: str, query: str, sound: bytes) -> tuple[int, bytes] | None:
    if not path.endswith("Observations"):
        return None
    return 200, json.dumps(json.loads(sound) | {"@odata.nextLink": "http://elsewhere.invalid/x"}).encode()


BREAKS: dict[str, tuple[Spoil, str]] = {
    "a page that fails": (on_page_two(500, b"oops"), "answered 500"),
    "a page that is cut off": (on_page_two(200, b'{"value": [{"Id": 1,'), "no readable JSON"),
    "a page that is no list": (on_page_two(200, b'{"value": 3}'), "no list of records"),
    "a page that is gone": (on_page_two(404, b"{}"), "does not have"),
    "a figure that is no number": (
        on_page_two(200, b'{"value": [{"Measure": "M1", "Value": "veel", "Soort": "A01"}]}'), "no number",
    ),
    "a figure without its codes": (
        on_page_two(200, b'{"value": [{"Measure": "M1", "Value": 1}]}'), "without all its codes",
    ),
    "pages without end": (same_link_forever, "keeps"),
    "a next page on another machine": (another_host, "another host"),
}  # fmt: skip


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("case", BREAKS)
def test_an_import_that_breaks_half_way_leaves_the_catalogue_as_it_was(bring, catalog, case):
    bring("90002ned")
    before = tree(catalog)
    spoil, said = BREAKS[case]
    with pytest.raises(SourceError, match=said) as raised:
        bring("90001ned", spoil=spoil)
    assert "\n" not in str(raised.value)
    assert tree(catalog) == before


def test_a_first_import_that_breaks_leaves_no_folder(bring, catalog):
    with pytest.raises(SourceError):
        bring("90001ned", spoil=on_page_two(500, b""))
    assert not catalog.exists()


def test_a_hiccup_of_the_service_is_waited_out(bring):
    failed: list[str] = []

    def once(path: str, query: str, sound: bytes) -> tuple[int, bytes] | None:
        if "skip=14" in query and not failed:
            failed.append(query)
            return 503, b"busy"
        return None

    assert bring("90001ned", spoil=once).datasets == ("huisdieren",)
    assert failed


def test_a_figure_that_comes_twice_is_an_error(bring, tables):
    tables["90001ned"]["Observations"] += tables["90001ned"]["Observations"][:1]
    with pytest.raises(SourceError, match="more than once"):
        bring("90001ned")


@pytest.mark.parametrize(
    ("table", "said"), [("80000ned", "does not know"), ("../x", "no table number"), ("", "no table")]
)
def test_an_unknown_table_is_said(bring, table, said):
    with pytest.raises(SourceError, match=said):
        bring(table)


def test_a_selection_that_nothing_meets_is_said(bring, catalog):
    with pytest.raises(SourceError, match="meets --where"):
        bring("90001ned", where="Soort eq 'A99'")
    assert not catalog.exists()


@pytest.mark.parametrize("url", ["", "datasets.cbs.nl", "ftp://x/y", "http://"])
def test_an_address_that_is_none_is_said(tmp_path, url):
    with pytest.raises(SourceError, match="no address"):
        import_cbs("90001ned", tmp_path / "c", base_url=url)


def test_a_service_that_is_not_there_is_said(tmp_path):
    with pytest.raises(SourceError, match="broke off"):
        import_cbs("90001ned", tmp_path / "c", base_url="http://127.0.0.1:9/x", pause=lambda seconds: None)


def test_a_catalogue_that_cannot_be_read_is_said_and_kept(bring, catalog):
    catalog.mkdir()
    (catalog / "catalog.yaml").write_text("name: [", "utf-8")
    with pytest.raises(SourceError, match="no readable YAML"):
        bring("90001ned")
    assert tree(catalog) == {"catalog.yaml": b"name: ["}
