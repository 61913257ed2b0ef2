"""What an import tells the maintainer: what was brought, what was assumed, what could not be brought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from assistant.catalog.text import Language
from assistant.workbench.cbs.yaml_files import parse


@dataclass(frozen=True, slots=True)
class ImportReport:
    """One import. The lines are sentences in the language that was asked for."""

    table: str
    title: str
    datasets: tuple[str, ...]
    files: tuple[Path, ...]
    brought: tuple[str, ...]
    assumed: tuple[str, ...]
    not_brought: tuple[str, ...]


@cache
def _messages() -> dict[str, Any]:
    found: dict[str, Any] = parse(resources.files(__package__).joinpath("messages.yaml").read_text("utf-8"), "messages")
    return found


@dataclass
class Notes:
    """Collects the lines of a report while an import runs; the same line is said once."""

    language: Language
    lines: dict[str, list[str]] = field(default_factory=lambda: {"brought": [], "assumed": [], "not_brought": []})

    def brought(self, key: str, **values: object) -> None:
        """Say what was brought."""
        self._add("brought", key, values)

    def assumed(self, key: str, **values: object) -> None:
        """Say what was assumed."""
        self._add("assumed", key, values)

    def not_brought(self, key: str, **values: object) -> None:
        """Say what could not be brought."""
        self._add("not_brought", key, values)

    def progress(self, received: int, announced: int | None) -> str:
        """Return the line that tells how far the import is."""
        template = str(_messages()["progress"][self.language])
        return template.format(received=self._value(received), announced=self._value(announced or "?"))

    def _add(self, part: str, key: str, values: Mapping[str, object]) -> None:
        template = str(_messages()[part][key][self.language])
        line = template.format(**{name: self._value(value) for name, value in values.items()})
        if line not in self.lines[part]:
            self.lines[part].append(line)

    def _value(self, value: object) -> str:
        if isinstance(value, dict):
            return str(value.get(self.language) or next(iter(value.values())))
        if isinstance(value, int):
            return f"{value:,}".replace(",", "." if self.language == "nl" else ",")
        return str(value)
