"""A plan and its rows become one sentence, in Dutch and in English."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.explanation.sentence import sentence
from assistant.explanation.words import words
from tests.explanation.building import shown_of

CASES: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "sentences.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(("name", "language"), [(n, l) for n, c in CASES.items() for l in ("nl", "en") if l in c])  # noqa: E741
def test_the_sentence_reads(name: str, language: Any) -> None:
    assert sentence(shown_of(CASES[name], language)) == CASES[name][language]


@pytest.mark.parametrize("name", CASES)
def test_every_form_has_words_in_both_languages(name: str) -> None:
    for language in ("nl", "en"):
        assert sentence(shown_of(CASES[name], language)).endswith((".", "!"))


def _templates(node: Any, path: str = "") -> set[tuple[str, str]]:
    if isinstance(node, dict):
        return {item for key, child in node.items() for item in _templates(child, f"{path}.{key}")}
    fields = sorted({part.split("}")[0] for part in node.split("{")[1:]}) if isinstance(node, str) else []
    return {(path, ",".join(fields))}


def test_both_languages_have_the_same_templates_with_the_same_variables() -> None:
    own = ("metric.", "plural.", "places", "metric.articles")
    found = [
        {item for item in _templates(words(language).entries) if not item[0][1:].startswith(own)}
        for language in ("nl", "en")
    ]
    assert found[0] == found[1]


def test_no_change_is_stated_over_a_break_that_is_not_comparable() -> None:
    case = CASES["series"] | {"period": "2014..2016", "rows": [["2014", 10], ["2016", 20]]}
    said = sentence(shown_of(case, "nl"))
    assert said.endswith("Door een andere manier van tellen zijn deze cijfers niet te vergelijken.")
    assert "steeg" not in said
