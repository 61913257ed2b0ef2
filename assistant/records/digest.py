"""The digest that tells whether a query gave the same rows again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence


def result_digest(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a SHA-256 over the column names and the rows in their order.

    Dates and decimals count by their text, so that the digest does not hang on the engine that returned them.
    """
    digest = hashlib.sha256(_line(columns))
    for row in rows:
        digest.update(_line(row))
    return f"sha256:{digest.hexdigest()}"


def _line(values: Sequence[object]) -> bytes:
    return json.dumps(list(values), ensure_ascii=True, separators=(",", ":"), default=str).encode() + b"\n"
