"""Each rule of the catalogue finds what its cases say, there, and nothing else.

A case holds ``datasets`` (and ``catalog`` for keys of catalog.yaml); ``finds`` lists ``[path, words]``, warnings with
a third word ``warning``. A case without ``finds`` is fine.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.lint import lint
from assistant.catalog.loading import load_catalog
from assistant.catalog.profile import DataMember, DataProfile, DatasetProfile, FieldProfile
from assistant.catalog.rules import RULES
from assistant.catalog.rules.base import Rule, Subject

FOLDER = Path(__file__).with_name("rule_cases")


def cases_of(rule: Rule) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load((FOLDER / f"{rule.name}.yaml").read_text("utf-8"))
    return cases


def catalog_of(case: dict[str, Any]) -> Catalog:
    datasets = [{"source": f"{dataset['name']}.csv", **dataset} for dataset in case.get("datasets", [])]
    return Catalog.model_validate({**case.get("catalog", {}), "datasets": datasets})


def profile_of(members: dict[str, list[str]] | None) -> DataProfile | None:
    if members is None:
        return None
    datasets: dict[str, dict[str, FieldProfile]] = {}
    for name, values in members.items():
        ref = FieldRef.parse(name)
        found = FieldProfile(ref, tuple(DataMember(value) for value in values))
        datasets.setdefault(ref.dataset, {})[ref.field] = found
    return DataProfile("x", {name: DatasetProfile(name, 1, fields) for name, fields in datasets.items()})


ALL = [(rule, case) for rule in RULES for case in cases_of(rule)]


@pytest.mark.parametrize(("rule", "case"), ALL, ids=[f"{rule.name}: {case['case']}" for rule, case in ALL])
def test_a_rule_finds_this(rule: Rule, case: dict[str, Any]) -> None:
    found = list(rule.check(Subject(catalog_of(case), profile_of(case.get("profile")))))
    told = [(".".join(map(str, finding.path)), finding.message, finding.severity) for finding in found]
    wanted = case.get("finds", [])
    assert len(told) == len(wanted), told
    for (path, message, severity), (at, words, *kind) in zip(told, wanted, strict=True):
        assert path == at
        assert words in message
        assert severity == (kind[0] if kind else "error")


def test_every_rule_has_cases_it_finds_and_cases_it_leaves_alone() -> None:
    for rule in RULES:
        kinds = {bool(case.get("finds")) for case in cases_of(rule)}
        assert kinds == {True, False}, f"{rule.name} needs both"
    assert {path.stem for path in FOLDER.glob("*.yaml")} == {rule.name for rule in RULES}


def test_the_demo_catalogue_has_no_errors(root: Path) -> None:
    assert not [problem for problem in lint(load_catalog(root / "catalog")) if problem.severity == "error"]


def test_lint_tells_places_and_is_the_same_each_time(root: Path) -> None:
    loaded = load_catalog(root / "catalog")
    problems = lint(loaded)
    assert problems == lint(loaded)
    assert all(problem.location.line for problem in problems)
