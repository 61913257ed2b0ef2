"""What a query rests on: fields a column, rows a dataset; no row that counts is left out."""

from __future__ import annotations

import pytest

from assistant.catalog.catalog import Catalog, MetricRef
from assistant.validation import ColumnGround, Grounds, ValidatedQuery, validate_text
from tests.validation.conftest import MemoryBinder


def grounds(sql: str, catalog: Catalog, binder: MemoryBinder) -> Grounds:
    outcome = validate_text(sql, catalog, binder=binder, language="en", role="controller")
    assert isinstance(outcome, ValidatedQuery), outcome
    return outcome.grounds


@pytest.mark.parametrize(
    ("sql", "condition", "exact"),
    [
        ("SELECT aantal FROM inwoners WHERE jaar = 2024", '("jaar" = 2024)', True),
        ("SELECT aantal FROM inwoners", None, True),
        ("SELECT aantal FROM inwoners WHERE jaar = 2024 LIMIT 3", '("jaar" = 2024)', False),
        ("SELECT n FROM (SELECT jaar, aantal AS n FROM inwoners) x WHERE jaar = 2024", '("jaar" = 2024)', True),
        (
            "SELECT jaar FROM (SELECT jaar, max(aantal) AS n FROM inwoners GROUP BY 1) x WHERE jaar = 2024 AND n > 5",
            '("jaar" = 2024)',
            False,
        ),
        (
            "SELECT jaar, t FROM (SELECT jaar, max(aantal) OVER () AS t FROM inwoners) x WHERE jaar = 2024",
            None,
            False,
        ),
    ],
    ids=["as written", "all rows", "a limit drops more", "through a derived table", "a group key", "not past a window"],
)
def test_rows(sql: str, condition: str | None, exact: bool, catalog: Catalog, binder: MemoryBinder) -> None:
    (row,) = grounds(sql, catalog, binder).rows
    assert (row.dataset, row.condition, row.exact) == ("inwoners", condition, exact)


def test_a_join_narrows_both_sides(catalog: Catalog, binder: MemoryBinder) -> None:
    found = grounds(
        "SELECT aantal FROM inwoners i JOIN wijken w ON w.code = i.wijk_code WHERE naam = 'Zuid'", catalog, binder
    )
    conditions = {row.dataset: row.condition for row in found.rows}
    assert conditions == {
        "inwoners": '("wijk_code" IN (SELECT "code" FROM "wijken" WHERE ("naam" = \'Zuid\')))',
        "wijken": "(\"naam\" = 'Zuid')",
    }


def test_the_condition_of_a_left_join_keeps_the_left_side(catalog: Catalog, binder: MemoryBinder) -> None:
    found = grounds(
        "SELECT aantal FROM inwoners i LEFT JOIN wijken w ON w.code = i.wijk_code AND i.jaar = 2024", catalog, binder
    )
    assert {row.dataset: row.condition for row in found.rows} == {"inwoners": None, "wijken": None}


def test_columns(catalog: Catalog, binder: MemoryBinder) -> None:
    found = grounds(
        "WITH x AS (SELECT jaar, max(aantal) FILTER (WHERE geslacht = 'T') AS n, count(*) AS r FROM inwoners "
        "GROUP BY jaar) SELECT jaar, n + 1 AS n, r FROM x",
        catalog,
        binder,
    )
    jaar, n, r = found.columns
    assert [str(ref) for ref in jaar.fields] == ["inwoners.jaar"]
    assert [str(ref) for ref in n.fields] == ["inwoners.aantal", "inwoners.geslacht"]
    assert [str(ref) for ref in n.values] == ["inwoners.aantal"]
    assert (n.metrics, n.calls) == ((MetricRef("inwoners", "aantal"),), ("max",))
    assert r == ColumnGround((), (), (), ("inwoners",), ("count",), counted=True)
