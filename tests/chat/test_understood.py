"""Each word of the question with what it was taken for, as people say it."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.catalog.catalog import Catalog
from assistant.chat.understood import meaning, understood
from tests.explanation.catalogue import CATALOG

READING: dict[str, Any] = {
    "filters": [
        {"field": "regio.regio_code", "op": "in", "values": ["GM0344"], "labels": ["Utrecht"], "level": "gemeente"},
        {"field": "bevolking.leeftijd", "op": "in", "values": ["O"], "labels": ["65 jaar of ouder"], "level": None},
        {"field": "bevolking.inwoners", "op": ">", "values": [100], "labels": [], "level": None},
    ],
    "period": {"from": "2019", "to": "2023", "grain": "year"},
    "words": [],
}
CASES = [
    ("bevolking.inwoners", "nl", "inwoners"),
    ("regio.regio_code=GM0344", "nl", "gemeente Utrecht"),
    ("regio.regio_code=GM0344", "en", "municipality Utrecht"),
    ("bevolking.leeftijd=O", "nl", "leeftijd: 65 jaar of ouder"),
    ("regio.regio_code:wijk", "nl", "wijk"),
    ("bevolking", "en", "Population"),
    ("period", "nl", "2019 tot en met 2023"),
    ("period", "en", "2019 to 2023"),
    ("trend", "nl", "hoe het zich ontwikkelt"),
    ("why", "en", "why"),
    ("per:inwoner", "nl", "per inwoner"),
    ("something_internal", "nl", "hoort bij de vraag"),
    ("no_such.thing=x", "nl", "hoort bij de vraag"),
]


@pytest.mark.parametrize(("as_", "language", "said"), CASES)
def test_a_meaning_is_a_label_never_a_name_or_code(as_: str, language: Any, said: str) -> None:
    assert meaning(as_, READING, CATALOG, language) == said


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ({"from": "2023", "to": "2023", "grain": "year"}, "2023"),
        ({"from": "2023", "to": "2023", "grain": "year", "compare_to": "2019"}, "2023, vergeleken met 2019"),
        (None, "de periode"),
    ],
)
def test_a_period_says_what_it_became(period: dict[str, str] | None, said: str) -> None:
    assert meaning("period", READING | {"period": period}, CATALOG, "nl") == said


def test_a_group_is_called_by_its_label() -> None:
    group = {"name": "ouderen", "label": {"nl": "65-plussers"}, "field": "bevolking.leeftijd", "values": ["O"]}
    catalog = Catalog.model_validate({"datasets": [], "groups": [group]})
    assert meaning("group:ouderen", READING, catalog, "nl") == "65-plussers"


def test_neighbours_with_one_meaning_stand_together() -> None:
    words = [{"text": "Hoe", "as": "trend"}, {"text": "ontwikkelde", "as": "trend"}, {"text": "2019", "as": "period"}]
    assert understood(READING | {"words": words}, CATALOG, "nl") == [
        {"word": "Hoe … ontwikkelde", "meaning": "hoe het zich ontwikkelt"},
        {"word": "2019", "meaning": "2019 tot en met 2023"},
    ]


def test_without_a_reading_there_is_nothing_to_tell() -> None:
    assert understood(None, CATALOG, "nl") == []
