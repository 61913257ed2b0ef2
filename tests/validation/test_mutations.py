"""Mutated queries: none raises, and none is accepted that would read what is not documented."""

from __future__ import annotations

import itertools

import pytest
import yaml

from assistant.catalog.catalog import Catalog
from assistant.validation import BindFailure, ValidatedQuery, validate_text
from assistant.validation.view import view_of
from evals.bench.mutating import mutated
from tests.validation.conftest import CASES, MemoryBinder

#: What is put in the place of names: hidden, personal, undocumented and closed ones, aliases, the engine's own.
NAMES = ("memo", "bsn", "personen", "dossiers", "nummer", "i", "x", "rowid", "aantal", "inwoners")
COUNT = 300


def queries() -> list[str]:
    files = [file for file in sorted(CASES.glob("*.yaml")) if file.stem != "catalog"]
    return [case["sql"] for file in files for case in yaml.safe_load(file.read_text("utf-8")) if len(case["sql"]) < 800]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", [1, 2])
def test_mutations(seed: int, catalog: Catalog, binder: MemoryBinder) -> None:
    readable = {
        (table, column)
        for table, columns in view_of(catalog, "manager", "en", False).columns.items()
        for column in columns
    }
    accepted = 0
    for sql in itertools.islice(mutated(queries(), NAMES, COUNT, seed), COUNT):
        # Without the second opinion: the rules alone must hold.
        outcome = validate_text(sql, catalog, binder=None, language="en")
        bound = binder.bind(outcome.sql) if isinstance(outcome, ValidatedQuery) else None
        if bound is None or isinstance(bound, BindFailure):
            continue
        accepted += 1
        assert (bound.statements, bound.is_select) == (1, True), sql
        assert bound.columns <= readable, sql
    assert accepted > COUNT / 50, "mutations that are all refused prove nothing"
