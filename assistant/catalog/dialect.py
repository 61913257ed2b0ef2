"""The one SQL that is read and written everywhere, as its library wants it: made once, not anew for every text."""

from __future__ import annotations

from typing import Final

from sqlglot.dialects.dialect import Dialect

DUCKDB: Final[Dialect] = Dialect.get_or_raise("duckdb")
