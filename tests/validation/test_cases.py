"""Every rule by its cases, one file a rule in validation_cases/: what is rejected and why, accepted, said."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from assistant.catalog.catalog import Catalog
from assistant.catalog.profile import DataProfile
from assistant.validation import Rejection, ValidatedQuery, check, validate_text
from tests.validation.conftest import CASES, MemoryBinder


def cases() -> list[Any]:
    found = []
    for file in sorted(CASES.glob("*.yaml")):
        if file.stem != "catalog":
            for case in yaml.safe_load(file.read_text("utf-8")):
                found.append(pytest.param(case, id=f"{file.stem}: {case['name']}"))
    return found


@pytest.mark.parametrize("case", cases())
@pytest.mark.parametrize("language", ["nl", "en"])
def test_case(
    case: dict[str, Any], language: Any, catalog: Catalog, binder: MemoryBinder, profile: DataProfile
) -> None:
    outcome = validate_text(
        case["sql"],
        catalog,
        binder=binder,
        role=case.get("role", "controller" if "begroting" in case["sql"] else "manager"),
        language=language,
        profile=profile if case.get("profile") else None,
    )
    if expected := case.get("rejects"):
        assert isinstance(outcome, Rejection), f"accepted as {outcome.sql}"
        assert expected in {issue.rule for issue in outcome.issues}
        if "suggests" in case:
            assert any(case["suggests"] in (issue.suggestion or "") for issue in outcome.issues)
        return
    assert isinstance(outcome, ValidatedQuery), outcome.issues
    binder.connection.execute(outcome.sql)
    if "warns" in case:
        expected_warnings = case["warns"] if isinstance(case["warns"], list) else [case["warns"]]
        assert sorted({issue.rule for issue in outcome.warnings} - {"row_filter"}) == sorted(expected_warnings)
    assert case.get("has", "") in outcome.sql
    if "headings" in case:
        assert list(outcome.headings) == case["headings"]


def test_all_issues_come_at_once_with_their_place(catalog: Catalog, binder: MemoryBinder) -> None:
    report = check("SELECT aantl,\n  sleep_ms(1) FROM inwoners WHERE memmo = 1", catalog, binder=binder, language="en")
    assert [(issue.rule, issue.line, issue.column) for issue in report.issues] == [
        ("column", 1, 8),
        ("function", 2, 3),
        ("column", 2, 35),
    ]
    assert report.to_json()["ok"] is False


def test_no_message_names_what_is_not_documented(catalog: Catalog, binder: MemoryBinder) -> None:
    for sql in (
        "SELECT mem FROM inwoners",
        "SELECT bs FROM inwoners",
        "SELECT * FROM persone",
        "SELECT 1 FROM dossier",
    ):
        report = check(sql, catalog, binder=binder)
        assert not report.ok
        said = " ".join(f"{issue.message} {issue.suggestion}" for issue in report.issues)
        assert not any(word in said.split() for word in ("memo?", "bsn?", "personen?", "dossiers?"))


@pytest.mark.parametrize(
    ("role", "expected"),
    [("analyst", "taak <> 'geheim'"), ("manager", "FALSE")],
)
def test_a_role_sees_its_rows_only_and_is_told(
    role: str, expected: str, catalog: Catalog, binder: MemoryBinder
) -> None:
    outcome = validate_text("SELECT bedrag FROM begroting", catalog, binder=binder, role=role)
    assert isinstance(outcome, ValidatedQuery)
    assert expected in outcome.sql
    assert [issue.rule for issue in outcome.warnings] == ["row_filter"]


def test_only_validation_makes_a_validated_query() -> None:
    with pytest.raises(TypeError):
        ValidatedQuery("SELECT 1", (), (), (), ())
