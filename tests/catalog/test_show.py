"""The overview of a catalogue tells what can be asked, in both languages, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.loading import load_catalog
from assistant.catalog.period import Period
from assistant.catalog.profile import DataMember, DataProfile, DatasetProfile, FieldProfile
from assistant.catalog.show import describe
from assistant.catalog.show_text import as_text
from assistant.catalog.text import LANGUAGES, Language

CATALOG = Catalog.model_validate(
    {
        "title": {"nl": "Proef", "en": "Trial"},
        "datasets": [
            {
                "name": "bijstand",
                "title": {"nl": "Bijstand", "en": "Benefits"},
                "source": "b.csv",
                "updated": "2025-03-01",
                "update_frequency": "yearly",
                "owner": "Werk en Inkomen",
                "fields": [
                    {"name": "gem", "role": "key", "label": {"nl": "gemeente", "en": "municipality"}},
                    {"name": "jaar", "role": "time", "grain": "year"},
                    {"name": "n", "role": "measure", "aggregation": "sum", "label": {"nl": "uitkeringen"}},
                    {"name": "memo", "role": "hidden"},
                    {"name": "naam", "role": "dimension", "personal": True},
                ],
                "caveats": [{"id": "c", "text": {"nl": "Let hierop.", "en": "Mind this."}, "severity": "important"}],
            }
        ],
    }
)
REF = FieldRef("bijstand", "gem")
PROFILE = DataProfile(
    "x",
    {
        "bijstand": DatasetProfile(
            "bijstand",
            24,
            {"gem": FieldProfile(REF, (DataMember("GM1"), DataMember("GM2")))},
            {"jaar": (Period.year(2015), Period.year(2024))},
        )
    },
)


def test_the_overview_tells_figures_splits_freshness_and_caveats() -> None:
    (dataset,) = describe(CATALOG, "en", PROFILE)["datasets"]
    assert dataset["title"] == "Benefits"
    assert (dataset["updated"], dataset["rows"]) == ("2025-03-01", 24)
    assert [metric["name"] for metric in dataset["metrics"]] == ["bijstand.n"]
    assert [(item["field"], item["label"], item["members"]) for item in dataset["dimensions"]] == [
        ("bijstand.gem", "municipality", 2)
    ]
    assert dataset["time"][0] | {"label": ""} == {
        "field": "bijstand.jaar", "label": "", "grain": "year", "from": "2015", "to": "2024",
    }  # fmt: skip
    assert dataset["caveats"] == [{"id": "bijstand.c", "severity": "important", "text": "Mind this."}]


def test_what_nobody_may_name_is_not_shown() -> None:
    text = json.dumps(describe(CATALOG, "nl", PROFILE))
    assert "memo" not in text
    assert "naam" not in text


WORDS: list[tuple[Language, list[str]]] = [
    ("nl", ["Proef", "Bijstand [bijstand]", "per jaar (2015 – 2024)", "elk jaar bijgewerkt", "Te splitsen naar",
            "belangrijk: Let hierop.", "vragen aan: Werk en Inkomen"]),
    ("en", ["Trial", "Benefits [bijstand]", "yearly (2015 – 2024)", "updated every year", "Can be split by",
            "important: Mind this.", "questions to: Werk en Inkomen"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "words"), WORDS)
def test_the_text_speaks_the_language(language: Language, words: list[str]) -> None:
    text = " ".join(as_text(describe(CATALOG, language, PROFILE), language).split())
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demo_is_told_and_says_that_it_is_fictional(root: Path, language: Language) -> None:
    catalog = load_catalog(root / "catalog").catalog
    overview = describe(catalog, language)
    json.dumps(overview, allow_nan=False)
    assert ("fictief" if language == "nl" else "fictional") in as_text(overview, language).splitlines()[0].lower()
