"""Short texts that would grow beyond measure: refused before anything grows, in the rules as in the engine."""

from __future__ import annotations

import pytest

from assistant.catalog.catalog import Catalog
from assistant.validation import Rejection, ValidatedQuery, validate_text
from tests.validation.conftest import MemoryBinder


def chained(first: str, step: str, count: int, last: str) -> str:
    """Return ``count`` CTEs, each made of the one before it."""
    parts = [f"c0 AS ({first})"]
    parts += [f"c{at} AS ({step.format(f'c{at - 1}')})" for at in range(1, count)]
    return f"WITH {', '.join(parts)} {last.format(f'c{count - 1}')}"


ALIASES = "SELECT aantal + 1 AS a0, " + ", ".join(f"a{at} + a{at} AS a{at + 1}" for at in range(24)) + " FROM inwoners"
TEXTS = chained("SELECT naam AS t FROM wijken", "SELECT t || t AS t FROM {0}", 25, "SELECT length(t) FROM {0}")
REREAD = "SELECT code FROM {0} UNION ALL SELECT code FROM {0}"
ROWS = chained("SELECT code FROM wijken", REREAD, 15, "SELECT count(*) FROM {0}")


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        (ALIASES, "too_long_written_out"),
        (TEXTS, "text_size"),
        (ROWS, "too_many_scans"),
        (f"SELECT {' + '.join(['aantal'] * 900)} FROM inwoners", "too_deep"),
        (f"SELECT naam FROM wijken WHERE {' OR '.join(['code = 1'] * 900)}", "too_deep"),
        (f"PIVOT inwoners ON jaar IN ({', '.join(map(str, range(900)))}) USING max(aantal)", "only_select"),
        (f"SELECT {'NOT ' * 4000} TRUE", "unreadable"),
        ("SELECT repeat(repeat(naam, 200), 200) FROM wijken", "function_size"),
    ],
    ids=["names", "texts", "rows", "a sum", "alternatives", "columns", "a prefix", "repeats"],
)
def test_refused(sql: str, rule: str, catalog: Catalog, binder: MemoryBinder) -> None:
    outcome = validate_text(sql, catalog, binder=binder)
    assert isinstance(outcome, Rejection)
    assert rule in {issue.rule for issue in outcome.issues}


@pytest.mark.parametrize(
    "sql",
    [
        chained("SELECT aantal AS n FROM inwoners", "SELECT n + n AS n FROM {0}", 30, "SELECT n, n > n AS m FROM {0}"),
        chained("SELECT code FROM wijken", "SELECT code FROM {0}", 30, "SELECT count(*) AS n FROM {0}"),
        f"SELECT naam FROM wijken WHERE code IN ({', '.join(map(repr, map(str, range(1000))))})",
    ],
    ids=["figures through thirty tables", "thirty tables", "a long list"],
)
def test_long_but_harmless(sql: str, catalog: Catalog) -> None:
    assert isinstance(validate_text(sql, catalog, binder=None), ValidatedQuery)
