"""DCAT-AP-NL 3.0: valid by its shapes, and what both sides can hold comes back."""

from __future__ import annotations

import json
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph

from assistant.catalog.catalog import Catalog
from assistant.errors import InputError, SourceError
from assistant.workbench.exchange.dcat.reading import read_dcat
from assistant.workbench.exchange.dcat.writing import Publication, dcat_graph
from assistant.workbench.exchange.plain import plain_catalog
from assistant.workbench.exchange.told import Told

PUBLISHED = Publication("https://data.voorbeeldstad.example")
#: What DCAT has words for: of a dataset as a whole.
HELD = ("title", "description", "owner", "updated", "update_frequency")


@pytest.mark.parametrize("syntax", ["turtle", "json-ld"])
def test_the_demo_conforms_to_the_shapes_of_dcat_ap_nl(demo: Catalog, shared: Path, syntax: str) -> None:
    shapes = Graph()
    for file in sorted((shared / "standards" / "dcat-ap-nl").glob("*SHACL*.ttl")):
        shapes.parse(file)
    written = Graph().parse(data=dcat_graph(demo, PUBLISHED, Told()).serialize(format=syntax), format=syntax)
    conforms, _, text = pyshacl.validate(written, shacl_graph=shapes, allow_warnings=True)
    assert conforms, text[:2000]


@pytest.mark.parametrize(("syntax", "name"), [("turtle", "a.ttl"), ("json-ld", "a.jsonld"), ("xml", "a.rdf")])
def test_what_both_can_hold_comes_back(demo: Catalog, syntax: str, name: str) -> None:
    text = dcat_graph(demo, PUBLISHED, Told()).serialize(format=syntax)
    back = read_dcat(text, name, "nl", Told())
    head, datasets = plain_catalog(demo)
    assert {key: back.head[key] for key in ("title", "description", "publisher", "license")} == {
        key: head[key] for key in ("title", "description", "publisher", "license")
    }
    found = {one["name"]: one for one in back.datasets}
    for dataset in datasets:
        mine = found[dataset["name"]]
        assert {key: mine[key] for key in HELD if key in mine} == {key: dataset[key] for key in HELD if key in dataset}
        for language, words in dataset.get("synonyms", {}).items():
            assert sorted(mine["synonyms"][language]) == sorted(words)
        for key in ("publisher", "identifier", "license", "url"):
            assert mine["provenance"].get(key) == dataset["provenance"].get(key)


def test_two_exports_of_one_catalogue_are_the_same_text(demo: Catalog) -> None:
    first, second = (dcat_graph(demo, PUBLISHED, Told()).serialize(format="turtle") for _ in range(2))
    assert first == second


def test_data_without_an_open_licence_are_not_called_public(demo: Catalog) -> None:
    shut = demo.model_copy(update={"license": None, "datasets": (_without_licence(demo),)})
    told = Told("en")
    text = dcat_graph(shut, PUBLISHED, told).serialize(format="turtle")
    assert "access-right/NON_PUBLIC" in text
    assert "access-right/PUBLIC" not in text
    assert any("not public" in line for line in told.assumed)


def test_data_for_some_roles_are_called_restricted(demo: Catalog) -> None:
    kept = demo.datasets[0].model_copy(update={"access": ("analyst",)})
    text = dcat_graph(demo.model_copy(update={"datasets": (kept,)}), PUBLISHED, Told()).serialize(format="turtle")
    assert "access-right/RESTRICTED" in text


def _without_licence(demo: Catalog) -> object:
    first = demo.datasets[0]
    assert first.provenance is not None
    return first.model_copy(update={"provenance": first.provenance.model_copy(update={"license": None})})


def test_what_the_standard_asks_for_and_is_not_documented_is_said_at_once(demo: Catalog) -> None:
    bare = demo.datasets[0].model_copy(update={"description": None})
    with pytest.raises(InputError) as caught:
        dcat_graph(demo.model_copy(update={"publisher": None, "datasets": (bare,)}), PUBLISHED, Told())
    assert "no publisher" in str(caught.value)
    assert f"{bare.name} has no description" in str(caught.value)


def test_an_export_needs_an_address(demo: Catalog) -> None:
    with pytest.raises(InputError, match="--base-url"):
        dcat_graph(demo, Publication(""), Told())


FOREIGN = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
<https://elders.example/dataset/8f14e45f> a dcat:Dataset ;
  dct:title "Bomen"@nl, "Trees"@en, "Bäume"@de ; dct:modified "2024-05-06T10:00:00" ;
  dct:spatial <https://elders.example/nl> ;
  dcat:distribution [ a dcat:Distribution ; dcat:downloadURL <https://elders.example/bomen.csv> ;
    dct:license <https://creativecommons.org/licenses/by/4.0> ] .
"""


def test_a_record_of_somebody_else_becomes_a_dataset_and_tells_where_its_data_are() -> None:
    told = Told("en")
    (trees,) = read_dcat(FOREIGN, "bomen.ttl", "nl", told).datasets
    assert trees["name"] == "bomen", "an address that ends in a code is no name"
    assert trees["title"] == {"nl": "Bomen", "en": "Trees"}
    assert trees["updated"] == "2024-05-06"
    assert trees["provenance"] == {"license": "CC-BY-4.0"}
    assert any("https://elders.example/bomen.csv" in line for line in told.not_brought)
    assert any("spatial" in line for line in told.not_brought)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ttl", "dit is geen turtle"),
        ("a.jsonld", "{"),
        ("a.jsonld", json.dumps({"@context": "https://elders.example/context.jsonld", "@id": "x"})),
        ("a.rdf", "<a"),
        ("a.rdf", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        ("a.ttl", "@prefix dcat: <http://www.w3.org/ns/dcat#> ."),
        ("a.docx", ""),
    ],
)
def test_what_is_no_description_is_said_in_one_line(name: str, text: str) -> None:
    with pytest.raises(SourceError):
        read_dcat(text, name, "nl", Told())
