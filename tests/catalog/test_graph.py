"""Relationships say where a row can be looked up, and which fields mean the same everywhere."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.graph import conformed, local_field, reach, shared_dimensions
from assistant.catalog.levels import ancestor_field, row_level
from assistant.catalog.profile import DataProfile, DatasetProfile

REGIO = {
    "name": "regio",
    "source": "regio.csv",
    "primary_key": ["code"],
    "fields": [
        {
            "name": "code",
            "role": "key",
            "levels": {
                "field": "niveau",
                "order": ["land", "provincie", "gemeente", "wijk", "buurt"],
                "parents": {"provincie": "provincie", "gemeente": "gemeente"},
            },
        },
        {"name": "naam", "role": "dimension"},
        {"name": "niveau", "role": "hidden"},
        {"name": "provincie", "role": "hidden"},
        {"name": "gemeente", "role": "hidden"},
        {"name": "klasse", "role": "dimension"},
    ],
}


def link(name: str, start: str, end: str, **pairs: str) -> dict[str, Any]:
    return {"name": name, "from": start, "to": end, "from_columns": list(pairs), "to_columns": list(pairs.values())}


def fact(name: str, code: str, links: list[dict[str, Any]], *more: dict[str, Any]) -> dict[str, Any]:
    fields = [{"name": code, "role": "key"}, {"name": "jaar", "role": "time"}, {"name": "n", "role": "measure"}, *more]
    return {
        "name": name,
        "source": f"{name}.csv",
        "primary_key": [code, "jaar"],
        "fields": fields,
        "relationships": links,
    }


CATALOG = Catalog.model_validate(
    {
        "datasets": [
            fact(
                "bijstand",
                "gemeente_code",
                [
                    link("naar_kenmerk", "bijstand", "kenmerk", gemeente_code="gem"),
                    link("naar_bevolking", "bijstand", "bevolking", gemeente_code="gebied", jaar="jaar"),
                ],
                {"name": "soort", "role": "dimension"},
            ),
            fact("bevolking", "gebied", [link("naar_regio", "bevolking", "regio", gebied="code")]),
            fact(
                "meldingen",
                "waar",
                [
                    link("plek", "meldingen", "regio", waar="code"),
                    link("woont", "meldingen", "regio", melder="code"),
                ],
                {"name": "melder", "role": "hidden"},
            ),
            {
                "name": "kenmerk",
                "source": "kenmerk.csv",
                "primary_key": ["gem"],
                "fields": [{"name": "gem", "role": "key"}, {"name": "grootte", "role": "dimension"}],
            },
            fact("deel", "gebied", [link("stuk", "deel", "bevolking", gebied="gebied")]),
            fact("los", "code", []),
            REGIO,
        ]
    }
)


def ref(text: str) -> FieldRef:
    return FieldRef.parse(text)


REACHED: list[tuple[str, str, list[str] | None]] = [
    ("bijstand", "bijstand.soort", []),
    ("bijstand", "kenmerk.grootte", ["naar_kenmerk"]),
    ("bijstand", "regio.naam", ["naar_bevolking", "naar_regio"]),
    ("meldingen", "regio.naam", ["plek"]),
    ("regio", "bevolking.gebied", None),
    ("los", "regio.naam", None),
    # A part of the key of bevolking finds a row for every year: nothing is looked up along it.
    ("deel", "bevolking.gebied", None),
]


@pytest.mark.parametrize(("dataset", "field", "names"), REACHED)
def test_a_row_is_looked_up_along_the_shortest_documented_path(
    dataset: str, field: str, names: list[str] | None
) -> None:
    path = reach(CATALOG, dataset, ref(field))
    assert (None if path is None else [step.name for step in path]) == names


CONFORMED = [
    ("bevolking.gebied", "regio.code"),
    # Two ends: the one with levels goes before the one that is documented first.
    ("bijstand.gemeente_code", "regio.code"),
    ("meldingen.melder", "regio.code"),
    ("kenmerk.gem", "kenmerk.gem"),
    ("bijstand.soort", "bijstand.soort"),
    ("bijstand.jaar", "bijstand.jaar"),
    ("regio.code", "regio.code"),
]


@pytest.mark.parametrize(("field", "end"), CONFORMED)
def test_a_field_stands_for_the_one_side(field: str, end: str) -> None:
    assert conformed(CATALOG, ref(field)) == ref(end)


LOCAL = [
    ("bijstand", "regio.code", "bijstand.gemeente_code"),
    ("bijstand", "kenmerk.gem", "bijstand.gemeente_code"),
    ("meldingen", "regio.code", "meldingen.waar"),
    ("regio", "regio.code", "regio.code"),
    ("bijstand", "regio.naam", None),
    ("los", "regio.code", None),
]


@pytest.mark.parametrize(("dataset", "field", "own"), LOCAL)
def test_a_key_is_filtered_on_the_datasets_own_column(dataset: str, field: str, own: str | None) -> None:
    assert local_field(CATALOG, dataset, ref(field)) == (ref(own) if own else None)


SHARED = [
    (("bijstand", "bevolking"), ["regio.code", "regio.naam", "regio.klasse"]),
    (("bijstand", "los"), []),
    (("los",), ["los.code"]),
    ((), []),
]


@pytest.mark.parametrize(("datasets", "fields"), SHARED)
def test_datasets_share_the_dimensions_that_all_reach(datasets: tuple[str, ...], fields: list[str]) -> None:
    assert [str(field) for field in shared_dimensions(CATALOG, datasets)] == fields


def test_a_circle_of_relationships_ends() -> None:
    one = {"name": "a", "source": "a", "fields": [{"name": "x", "role": "key"}]}
    two = {"name": "b", "source": "b", "fields": [{"name": "x", "role": "key"}]}
    catalog = Catalog.model_validate(
        {
            "datasets": [
                {**one, "relationships": [link("ab", "a", "b", x="x")]},
                {**two, "relationships": [link("ba", "b", "a", x="x")]},
            ]
        }
    )
    assert conformed(catalog, ref("a.x")) in (ref("a.x"), ref("b.x"))
    assert reach(catalog, "a", ref("b.x")) is not None


LEVELS = [
    (("gemeente", "wijk"), "gemeente", "gemeente"),
    (("wijk", "buurt"), "gemeente", "wijk"),
    (("buurt",), "gemeente", "buurt"),
    (("gemeente",), "provincie", "gemeente"),
    # Nothing says in which wijk a buurt lies, and a coarser row is no help.
    (("buurt",), "wijk", None),
    (("gemeente",), "buurt", None),
    (("gemeente",), "land", None),
    (("anders",), "anders", "anders"),
    ((), "gemeente", None),
]


@pytest.mark.parametrize(("present", "wanted", "found"), LEVELS)
def test_a_figure_is_made_from_rows_of_this_level(present: tuple[str, ...], wanted: str, found: str | None) -> None:
    profile = DataProfile("", {"bevolking": DatasetProfile("bevolking", 1, levels={"gebied": present})})
    assert row_level(profile, CATALOG, "bevolking", ref("regio.code"), wanted) == found


def test_the_field_of_an_ancestor_stands_where_the_levels_are_documented() -> None:
    assert ancestor_field(CATALOG, ref("bevolking.gebied"), "provincie") == ref("regio.provincie")
    assert ancestor_field(CATALOG, ref("bevolking.gebied"), "land") is None
    assert ancestor_field(CATALOG, ref("bijstand.soort"), "land") is None
