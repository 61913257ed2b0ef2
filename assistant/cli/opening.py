"""What every command that answers has in common: settings from arguments, and output that any text survives."""

from __future__ import annotations

import argparse
import json
import sys
from io import TextIOWrapper
from typing import Any

from assistant.settings import Settings


def settings_of(arguments: argparse.Namespace) -> Settings:
    """Return the settings that the arguments ask for."""
    return Settings(catalog=arguments.catalog) if arguments.catalog else Settings()


def write_utf8() -> None:
    """Write UTF-8 whatever the terminal says; half a surrogate pair becomes an escape that JSON knows."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def as_json(value: dict[str, Any]) -> str:
    """Return one line of JSON; NaN and infinity are no JSON and never leave."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
