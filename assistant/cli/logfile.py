"""Where details go that no reader should see."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping
from logging.handlers import RotatingFileHandler
from pathlib import Path

from assistant.cli.loglines import JsonLines, Plain


def log_to(home: Path, environ: Mapping[str, str] = os.environ) -> None:
    """Log to ``duiding.log`` in the state folder, warnings and worse.

    With ``DUIDING_LOG=json`` a line of JSON goes to standard error instead, also one for each question: when it came,
    how long it took and what came of it. Neither holds what was asked, unless ``DUIDING_LOG_TEXTS=yes`` lets exceptions
    say all they say. Where nothing can be written, nothing is logged rather than the program stopped.
    """
    root = logging.getLogger()
    if root.handlers:
        return
    texts = environ.get("DUIDING_LOG_TEXTS") == "yes"
    if _as_json(environ):
        handler: logging.Handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonLines(texts))
        logging.getLogger("duiding").setLevel(logging.INFO)
    else:
        handler = _file(home)
        handler.setFormatter(Plain(texts))
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.raiseExceptions = False


def log_place(home: Path, environ: Mapping[str, str] = os.environ) -> str:
    """Return where the log is to be read, as it is told to whoever runs the program."""
    return "the line of JSON above" if _as_json(environ) else str(home / "duiding.log")


def _as_json(environ: Mapping[str, str]) -> bool:
    return environ.get("DUIDING_LOG") == "json"


def _file(home: Path) -> logging.Handler:
    try:
        home.mkdir(parents=True, exist_ok=True)
        return RotatingFileHandler(
            home / "duiding.log", maxBytes=2_000_000, backupCount=2, encoding="utf-8", delay=True
        )
    except OSError:
        return logging.NullHandler()
