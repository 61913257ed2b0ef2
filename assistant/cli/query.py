"""``duiding query``: validate a query, then run what was checked."""

from __future__ import annotations

import argparse
from typing import Any

from assistant.answering import Assistant
from assistant.catalog.text import Language
from assistant.cli.pasted import pasted


def run(arguments: argparse.Namespace) -> int:
    """Run and return the exit code: 1 for a single rejected query."""
    return pasted(arguments, _query)


def _query(assistant: Assistant, sql: str, role: str, language: Language, conversation: str | None) -> dict[str, Any]:
    return assistant.query(sql, role=role, language=language, conversation=conversation).to_json()
