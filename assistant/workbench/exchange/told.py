"""What an export or import tells: what was brought, what was assumed, what the other side cannot hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from assistant.catalog.text import Language
from assistant.workbench.cbs.yaml_files import parse


@cache
def phrases() -> dict[str, Any]:
    """Return the texts of this room, in two languages."""
    text = resources.files(__package__).joinpath("phrases.yaml").read_text("utf-8")
    found: dict[str, Any] = parse(text, "phrases.yaml")
    return found


@dataclass
class Told:
    """Collects lines for the maintainer; the same line is said once."""

    language: Language = "nl"
    brought: list[str] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)
    not_brought: list[str] = field(default_factory=list)

    def of_brought(self, key: str, /, **values: object) -> None:
        """Say what was brought."""
        self._add(self.brought, "brought", key, values)

    def of_assumed(self, key: str, /, **values: object) -> None:
        """Say what was assumed; a person should look at it."""
        self._add(self.assumed, "assumed", key, values)

    def of_lost(self, key: str, /, **values: object) -> None:
        """Say what could not be brought."""
        self._add(self.not_brought, "not_brought", key, values)

    def _add(self, lines: list[str], part: str, key: str, values: dict[str, object]) -> None:
        line = str(phrases()[part][key][self.language]).format(**values)
        if line not in lines:
            lines.append(line)
