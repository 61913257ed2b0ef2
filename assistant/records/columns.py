"""Column types that keep what they were given, on every database."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Text
from sqlalchemy.dialects import mysql
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

#: MySQL's TEXT stops at 64 kB, less than an answer with many rows.
_LONG = Text().with_variant(mysql.LONGTEXT(), "mysql", "mariadb")
_PRECISE = DateTime().with_variant(mysql.DATETIME(fsp=6), "mysql", "mariadb")

#: NUL and halves of surrogate pairs: characters that some database or its driver refuses.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class AnyText(TypeDecorator[str]):
    """Text of any length; a character that databases cannot hold is kept as the replacement character."""

    impl = _LONG
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Replace what cannot be stored."""
        return None if value is None else _UNSTORABLE.sub("\ufffd", value)


class JsonText(TypeDecorator[Any]):
    """JSON kept as text: keys stay in the order given, which the JSON types of some databases do not promise."""

    impl = _LONG
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Write ASCII only (so every character survives) and refuse NaN and infinity, which are no JSON."""
        return None if value is None else json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read it back."""
        return None if value is None else json.loads(value)


class UtcTime(TypeDecorator[datetime]):
    """A moment, kept as UTC without a zone and returned with one."""

    impl = _PRECISE
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn any zone into UTC."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Say that it is UTC."""
        return None if value is None else value.replace(tzinfo=UTC)
