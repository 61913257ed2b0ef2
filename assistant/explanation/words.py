"""The words of this room: templates per language, read once from YAML, failing loudly when one is asked wrongly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.catalog.text import Language
from assistant.errors import InternalError
from assistant.own_yaml import read_own

_FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True)
class Words:
    """The templates and word lists of one language."""

    language: Language
    entries: dict[str, Any]

    def say(self, key: str, **values: object) -> str:
        """Fill the template ``key`` (``series.up``); an unknown key or a variable left open is our own fault."""
        template = self.look(key)
        if not isinstance(template, str):
            raise InternalError(f"no template {key!r} in the words of {self.language}")
        try:
            return fill(template, values)
        except KeyError as error:
            raise InternalError(f"template {key!r} ({self.language}) needs {error}") from error

    def look(self, key: str) -> Any:
        """Return whatever stands under ``key``, or None."""
        node: Any = self.entries
        for part in key.split("."):
            node = node.get(part) if isinstance(node, dict) else None
        return node

    def words(self, key: str) -> tuple[str, ...]:
        """Return the word list under ``key``."""
        found = self.look(key)
        return tuple(str(item) for item in found) if isinstance(found, list) else ()

    def join(self, items: Sequence[str]) -> str:
        """Return ``a, b en c``."""
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self.say('and')} {items[-1]}"


@lru_cache(maxsize=4)
def words(language: Language) -> Words:
    """Return the words of ``language``."""
    text = (_FOLDER / f"{language}.yaml").read_text(encoding="utf-8")
    return Words(language, read_own(text))


def fill(template: str, values: Mapping[str, object]) -> str:
    """Fill a template; a variable that is empty goes with the space before it, and the values stay as they are."""
    for key, value in values.items():
        if value == "":
            template = template.replace(f" {{{key}}}", "").replace(f"{{{key}}} ", "").replace(f"{{{key}}}", "")
    return template.format(**values)


def sentence_case(text: str) -> str:
    """Return ``text`` with a capital first letter, the rest as it stands."""
    return text[:1].upper() + text[1:]
