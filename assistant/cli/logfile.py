"""Where details go that no reader should see."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path


def log_to(home: Path) -> None:
    """Log to ``duiding.log`` in the state folder; where that cannot be written, log nothing rather than stop."""
    root = logging.getLogger()
    if root.handlers:
        return
    try:
        home.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            home / "duiding.log", maxBytes=2_000_000, backupCount=2, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.raiseExceptions = False
