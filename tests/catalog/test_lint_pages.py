"""Each rule has a page, and the page is right: its first example is found by the rule, its second is not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.catalog.catalog import Catalog
from assistant.catalog.rules import RULES
from assistant.catalog.rules.base import Finding, Rule, Subject

PAGES = Path(__file__).resolve().parents[2] / "docs" / "lint"
#: Only a check with the data finds these, or they are found before there are types.
WITHOUT_EXAMPLES = {"data", "todo", "reading"}


def examples(rule: Rule) -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", (PAGES / f"{rule.name}.md").read_text("utf-8"), re.S)


def found(rule: Rule, example: str) -> list[Finding]:
    documents: list[dict[str, Any]] = list(yaml.safe_load_all(example))
    top: dict[str, Any] = {}
    for one in documents:
        if "fields" not in one:
            top |= one
    datasets = [one for one in documents if "fields" in one]
    return list(rule.check(Subject(Catalog.model_validate(top | {"datasets": datasets}))))


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.name not in WITHOUT_EXAMPLES], ids=lambda one: one.name
)
def test_the_examples_of_a_page_are_as_it_says(rule: Rule) -> None:
    wrong, right = examples(rule)
    assert found(rule, wrong)
    assert not found(rule, right)


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    assert {page.stem for page in PAGES.glob("*.md")} == {rule.name for rule in RULES} | WITHOUT_EXAMPLES
