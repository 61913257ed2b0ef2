"""A query on several lines, for people who read it. What runs is never this text."""

from __future__ import annotations

import sqlglot

from assistant.catalog.dialect import DUCKDB


def pretty(sql: str) -> str:
    """Return ``sql``, one of our own rendering, laid out with a clause a line."""
    return sqlglot.parse_one(sql, read=DUCKDB).sql(DUCKDB, pretty=True)
