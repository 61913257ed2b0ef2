"""A plan that was accepted is not checked anew, for the same role and engine; anything else is."""

from __future__ import annotations

from sqlglot import exp, parse_one

from assistant.catalog.catalog import Catalog
from assistant.catalog.dialect import written_out
from assistant.sql.query import CompiledQuery
from assistant.validation import Rejection, ValidatedQuery, validate_plan
from assistant.validation.query import Bound, BoundPlan
from tests.validation.conftest import MemoryBinder

QUERY = "SELECT SUM(inwoners.aantal) AS aantal FROM inwoners AS inwoners WHERE inwoners.geslacht = 'Man'"


class CountingBinder:
    """Counts how often it is asked, and answers as another does."""

    def __init__(self, other: MemoryBinder, *, answers: bool = True) -> None:
        self.asked = 0
        self._other, self._answers = other, answers

    def begin(self, sql: str) -> Bound:
        self.asked += 1
        return self._other.begin(sql) if self._answers else lambda: BoundPlan(2, False, frozenset(), frozenset())


def plan(sql: str = QUERY) -> CompiledQuery:
    return CompiledQuery(parse_one(sql, dialect="duckdb"), ())  # type: ignore[arg-type]


def test_an_accepted_plan_is_checked_once(catalog: Catalog, binder: MemoryBinder) -> None:
    counting = CountingBinder(binder)
    first = validate_plan(plan(), catalog, binder=counting)
    again = validate_plan(plan(), catalog, binder=counting)
    assert isinstance(first, ValidatedQuery)
    assert again == first
    assert counting.asked == 1


def test_another_engine_limit_or_role_is_checked_for_itself(catalog: Catalog, binder: MemoryBinder) -> None:
    counting, other = CountingBinder(binder), CountingBinder(binder)
    validate_plan(plan(), catalog, binder=counting)
    validate_plan(plan(), catalog, binder=other)
    validate_plan(plan(), catalog, binder=counting, limit=5)
    validate_plan(plan(), catalog, binder=counting, role="controller", limit=5)
    assert (counting.asked, other.asked) == (3, 1)


def test_what_is_refused_is_asked_again(catalog: Catalog, binder: MemoryBinder) -> None:
    refusing = CountingBinder(binder, answers=False)
    assert isinstance(validate_plan(plan(), catalog, binder=refusing), Rejection)
    assert isinstance(validate_plan(plan(), catalog, binder=refusing), Rejection)
    assert refusing.asked == 2


def test_trees_that_differ_in_a_capital_or_a_kind_are_told_apart() -> None:
    man, woman = plan(), plan(QUERY.replace("'Man'", "'man'"))
    assert written_out(man.tree) == written_out(plan().tree)
    assert written_out(man.tree) != written_out(woman.tree)
    assert written_out(exp.Literal.string("1")) != written_out(exp.Literal.number(1))
