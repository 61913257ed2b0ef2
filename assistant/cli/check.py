"""``duiding check``: validate a query as an analyst would paste it; nothing runs."""

from __future__ import annotations

import argparse
from typing import Any

from assistant.answering import Assistant
from assistant.catalog.text import Language
from assistant.cli.pasted import pasted


def run(arguments: argparse.Namespace) -> int:
    """Check and return the exit code: 1 for a single rejected query."""
    return pasted(arguments, _check)


def _check(assistant: Assistant, sql: str, role: str, language: Language, _conversation: str | None) -> dict[str, Any]:
    return assistant.check(sql, role=role, language=language).to_json()
