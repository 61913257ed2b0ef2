"""Catalogues to exchange: the demo, and ones that hypothesis thinks up from everything the format knows."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import strategies as st

from assistant.catalog.catalog import Catalog
from assistant.catalog.dataset import Dataset
from assistant.catalog.loading import load_catalog
from tests.conftest import ROOT

MERGER = {"field": "a.n", "date": "2021-01-01", "from": "GM1", "to": [{"value": "GM2", "share": 0.4}]}
WORDS = st.text(alphabet="abcdé 'z\"%,:;-\n", min_size=1, max_size=12).map(lambda text: f"x{text.strip()}")
NAMES = st.text(alphabet="abcxyz_", min_size=1, max_size=6).map(lambda text: f"n{text}")
LANGUAGES = st.sampled_from(["nl", "en"])
TEXTS = st.one_of(
    st.fixed_dictionaries({}, optional={"nl": WORDS, "en": WORDS}).filter(bool),
)
SYNONYMS = st.fixed_dictionaries({}, optional={lang: st.lists(WORDS, min_size=1, max_size=3) for lang in ("nl", "en")})


def optional(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=keys)


MEMBERS = st.lists(
    st.tuples(st.sampled_from(["T", "a", "b", "0344"]), optional(label=TEXTS, synonyms=SYNONYMS, definition=TEXTS)),
    max_size=3,
    unique_by=lambda member: member[0],
).map(lambda members: [{"value": value, **rest} for value, rest in members])

COMMON = {
    "label": TEXTS,
    "synonyms": SYNONYMS,
    "definition": TEXTS,
    "missing": st.dictionaries(st.sampled_from(["null", "-99997", "x"]), TEXTS, max_size=2),
}
DIMENSIONS = optional(
    **COMMON,
    datatype=st.sampled_from(["String", "Integer", "Date", "DateTime", "Boolean"]),
    members=MEMBERS,
    column=st.sampled_from(["Regio Code", "x", "select"]),
    exclusive=st.just(True),
    personal=st.just(True),
    order=st.lists(st.sampled_from(["a", "b"]), unique=True, min_size=1),
)
MEASURES = optional(
    **COMMON,
    datatype=st.sampled_from(["Integer", "Decimal", "Float"]),
    aggregation=st.sampled_from(["sum", "mean", "min", "max", "median", "count", "count_distinct", "none"]),
    over_time=st.sampled_from(["sum", "last", "none"]),
    scale=st.sampled_from([1000, 0.1]),
    range=st.sampled_from([[0, 5], [0.5, ".inf"], ["-.inf", 3]]),
    unit=TEXTS,
    persons=st.just(True),
    filter=st.just("n1 = 'a'"),
)


@st.composite
def fields(draw: st.DrawFn) -> list[dict[str, Any]]:
    names = draw(st.lists(NAMES, min_size=2, max_size=5, unique=True))
    made = []
    for name in names:
        role = draw(st.sampled_from(["key", "dimension", "time", "measure", "attribute", "hidden"]))
        made.append({"name": name, "role": role, **draw(MEASURES if role == "measure" else DIMENSIONS)})
        if draw(st.integers(0, 5)) == 0:
            made[-1].pop("column", None)
            made[-1]["expression"] = "upper(x)"
    return made


@st.composite
def datasets(draw: st.DrawFn, name: str) -> dict[str, Any]:
    columns = draw(fields())
    named = [column["name"] for column in columns]
    document: dict[str, Any] = {"name": name, "source": draw(st.sampled_from([f"{name}.csv", f"{name}.parquet"]))}
    document |= draw(
        optional(
            title=TEXTS, description=TEXTS, synonyms=SYNONYMS,
            owner=st.fixed_dictionaries({"name": WORDS}, optional={"email": st.just("a@b.example")}),
            provenance=optional(
                publisher=WORDS, license=st.just("CC-BY-4.0"), url=st.just("https://a.example/x"), method=WORDS
            ),
            updated=st.just("2025-01-31"), update_frequency=st.sampled_from(["yearly", "monthly"]),
            primary_key=st.lists(st.sampled_from(named), min_size=1, unique=True),
            csv=optional(
                delimiter=st.just(";"), decimal=st.just(","), encoding=st.just("cp1252"), null=st.just(["", "."])
            ),
            caveats=st.just([{"id": "een", "text": {"nl": "let op"}, "when": f"{named[0]} = 'a'"}]),
            breaks=st.just([{"id": "breuk", "at": "2015", "text": {"en": "x"}, "comparable": False}]),
        )
    )  # fmt: skip
    document["fields"] = columns
    made = st.fixed_dictionaries(
        {}, optional={"label": TEXTS, "definition": TEXTS, "synonyms": SYNONYMS, "unit": TEXTS}
    )
    document["metrics"] = [
        {"name": f"m_{number}", **draw(made), **form}
        for number, form in enumerate(draw(st.lists(st.sampled_from(_FORMS), max_size=3)))
    ]
    document["relationships"] = [
        {"name": f"r{number}", "from": name, "to": to, "from_columns": [named[0]], "to_columns": ["nx"], **rest}
        for number, (to, rest) in enumerate(
            draw(st.lists(st.tuples(st.sampled_from([name, "elders"]), optional(level=st.just("wijk"))), max_size=2))
        )
    ]
    return document


_FORMS: list[dict[str, Any]] = [
    {"expression": "100.0 * SUM(a) / SUM(elders.b)"},
    {"expression": "COUNT(*)"},
    {"expression": "SUM(a)", "filter": "b = 1"},
    {"running": {"from": "a", "to": "b"}},
    {"expression": "avg( a )-1"},
]


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    language = draw(LANGUAGES)
    head = draw(
        optional(
            title=TEXTS, description=TEXTS, license=st.just("CC0-1.0"), data=st.just("tabellen"),
            publisher=st.fixed_dictionaries({"name": WORDS}, optional={"url": st.just("https://a.example")}),
            groups=st.just([{"name": "g4", "field": "a.n", "values": ["GM0363"]}]),
            mergers=st.just([MERGER]),
        )
    )  # fmt: skip
    made = [draw(datasets(name)) for name in draw(st.sampled_from([["eerste"], ["eerste", "elders"]]))]
    parsed = tuple(Dataset.model_validate(one, context={"language": language}) for one in made)
    return Catalog.model_validate({"name": "proef", "language": language, **head}).model_copy(
        update={"datasets": parsed}
    )


def in_any_order(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Metrics and relationships have no order among themselves."""
    return [
        {
            key: sorted(value, key=lambda record: str(record["name"])) if key in ("metrics", "relationships") else value
            for key, value in document.items()
            if value != []
        }
        for document in documents
    ]


@pytest.fixture(scope="session")
def demo() -> Catalog:
    return load_catalog(ROOT / "catalog").catalog
