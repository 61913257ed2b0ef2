"""Expressions of metrics meet the rules that every query meets; what a question settles is not asked of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.catalog.loading import load_catalog
from assistant.validation.linting import linted

CASES = yaml.safe_load(Path(__file__).with_name("metric_expressions.yaml").read_text("utf-8"))
KEYS = {"source": "x.csv", "title": {"nl": "x", "en": "x"}}
GELD = KEYS | {
    "name": "geld",
    "primary_key": ["jaar", "fase", "kant"],
    "fields": [
        {"name": "jaar", "role": "time", "grain": "year", "datatype": "Integer"},
        {"name": "fase", "role": "dimension", "exclusive": True,
         "members": [{"value": "begroot"}, {"value": "werkelijk"}]},
        {"name": "kant", "role": "dimension", "exclusive": True, "default": "lasten",
         "members": [{"value": "lasten"}, {"value": "baten"}]},
        {"name": "bedrag", "role": "measure", "datatype": "Decimal", "aggregation": "sum", "unit": "euro"},
    ],
}  # fmt: skip
MENSEN = KEYS | {
    "name": "mensen",
    "primary_key": ["jaar", "leeftijd"],
    "fields": [
        {"name": "jaar", "role": "time", "grain": "year", "datatype": "Integer"},
        {"name": "leeftijd", "role": "dimension", "total": "alle",
         "members": [{"value": "alle"}, {"value": "jong"}, {"value": "midden"}, {"value": "oud"}]},
        {"name": "aantal", "role": "measure", "datatype": "Integer", "aggregation": "sum", "over_time": "last",
         "reference": "start", "unit": "mensen"},
    ],
    "metrics": [
        {"name": "jongeren", "expression": "SUM(aantal) FILTER (WHERE leeftijd = 'jong')", "over_time": "last",
         "reference": "start", "unit": "mensen"},
    ],
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(tmp_path: Path, case: dict[str, Any]) -> None:
    metric = {"name": "nieuw", "expression": case["expression"]}
    metric |= {"over_time": "last", "reference": "start"} if case["within"] == "mensen" else {}
    (tmp_path / "datasets").mkdir()
    (tmp_path / "catalog.yaml").write_text("{name: proef, language: nl}", "utf-8")
    for dataset in (GELD, MENSEN):
        more = [metric] if dataset["name"] == case["within"] else []
        whole = dataset | {"metrics": [*dataset.get("metrics", []), *more]}
        text = yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)
        (tmp_path / "datasets" / f"{dataset['name']}.yaml").write_text(text, "utf-8")
    errors = [problem for problem in linted(load_catalog(tmp_path)) if problem.severity == "error"]
    meant = [problem for problem in errors if problem.rule not in ("sources", "names")]
    assert {_rule(problem.rule) for problem in meant} == set(case.get("finds", ()))
    assert all(problem.location.line and case["within"] in str(problem.location.file) for problem in meant)


def _rule(name: str) -> str:
    """The catalogue's own rule says of units what the rule of queries says, and is then said alone."""
    return "units" if name == "expression_meaning" else name
