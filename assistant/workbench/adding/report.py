"""What was assumed about a file, line by line and column by column, in the language of the reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from assistant.catalog.text import Language
from assistant.workbench.cbs.yaml_files import parse


@cache
def _messages() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("messages.yaml").read_text("utf-8")
    found: dict[str, Any] = parse(text, "messages.yaml")
    return found


@dataclass
class Notes:
    """Collects what is to be told while a file is looked at."""

    language: Language
    file: list[str] = field(default_factory=list)
    columns: dict[str, list[str]] = field(default_factory=dict)

    def of_file(self, key: str, /, **values: object) -> None:
        """Say something about the file as a whole."""
        self.file.append(self._line("file", key, values))

    def of_column(self, column: str, key: str, /, **values: object) -> None:
        """Say something about one column."""
        self.columns.setdefault(column, []).append(self._line("column", key, values))

    def _line(self, part: str, key: str, values: dict[str, object]) -> str:
        template = str(_messages()[part][key][self.language])
        return template.format(**{name: self._value(value) for name, value in values.items()})

    def _value(self, value: object) -> str:
        if isinstance(value, int):
            return f"{value:,}".replace(",", "." if self.language == "nl" else ",")
        text = str(value)
        return text if len(text) <= 60 else text[:59] + "…"
