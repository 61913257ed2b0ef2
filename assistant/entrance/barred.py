"""Why somebody is not let in, or may not do this: a sentence in Dutch and English."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.errors import InputError
from assistant.own_yaml import read_own


class Barred(InputError):
    """Somebody may not do this now. ``key`` names the reason in ``barred.yaml``; ``wait`` is in seconds."""

    def __init__(self, key: str, *, wait: float = 0.0, **values: object) -> None:
        self.key, self.wait, self._values = key, wait, values
        self.status: int = _reasons()[key]["status"]
        super().__init__(self.said("en"))

    def said(self, language: str) -> str:
        """Return the reason as a sentence."""
        text: str = _reasons()[self.key]["en" if language == "en" else "nl"]
        return text.format(**self._values)


@lru_cache(maxsize=1)
def _reasons() -> dict[str, dict[str, Any]]:
    reasons: dict[str, dict[str, Any]] = read_own(Path(__file__).with_name("barred.yaml").read_text("utf-8"))
    return reasons
