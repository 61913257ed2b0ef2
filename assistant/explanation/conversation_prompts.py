"""Three to five questions to talk about, fitting the plan and its rows; templates: ``prompts/conversation.md``."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.errors import InternalError
from assistant.explanation.answer import CaveatShown
from assistant.explanation.conversation_tags import PRESSING, TAGS, tags_of, values_of
from assistant.explanation.interpretation import text as reading
from assistant.explanation.shown import Shown
from assistant.explanation.words import fill, sentence_case
from assistant.own_yaml import read_own

_VARIABLES = frozenset(
    {"label", "inside", "period", "members", "member", "other", "related", "per", "group", "finer", "peak", "owner"}
)
_OPTIONAL = frozenset({"inside", "period"})
_FEWEST, _MOST = 4, 5


@dataclass(frozen=True, slots=True)
class Template:
    """One question in two languages, and what must hold for it."""

    theme: str
    when: frozenset[str]
    nl: str
    en: str

    def said(self, language: str) -> str:
        """Return the template in a language."""
        return self.en if language == "en" else self.nl

    @property
    def weight(self) -> int:
        """How closely it fits where it fits: by how much must hold for it."""
        return len(self.when) + 2 * len(self.when & PRESSING)

    @property
    def needs(self) -> frozenset[str]:
        """The variables that may not be empty."""
        return _used(self.nl) - _OPTIONAL


def conversation_prompts(shown: Shown, caveats: Sequence[CaveatShown] = ()) -> tuple[str, ...]:
    """Return the questions for this answer: at most one a theme, the most fitting first, the same for the same."""
    values, tags = values_of(shown), tags_of(shown, caveats)
    tags |= {name for name, value in values.items() if value}
    turn = reading(shown.plan, shown.catalog)
    usable = [one for one in templates() if one.when <= tags and all(values[name] for name in one.needs)]
    chosen = [_pick([one for one in usable if one.theme == theme], turn) for theme in _themes()]
    fitting = sorted((one for one in chosen if one is not None), key=lambda one: (-one.weight, _dice(one, turn)))
    most = _MOST if sum(1 for one in fitting if one.when) >= _MOST else _FEWEST
    said = [sentence_case(fill(one.said(shown.language), values)) for one in fitting[:most]]
    return tuple(dict.fromkeys(said))


def _pick(usable: list[Template], turn: str) -> Template | None:
    """Return one of the most fitting templates of a theme: those that weigh as much as any, or one less."""
    if not usable:
        return None
    most = max(one.weight for one in usable)
    near = [one for one in usable if one.weight >= max(1, most - 1)] or usable
    return min(near, key=lambda one: _dice(one, turn))


def _dice(one: Template, turn: str) -> int:
    return zlib.crc32(f"{turn}|{one.nl}".encode())


@lru_cache(maxsize=1)
def templates() -> tuple[Template, ...]:
    """Read the templates; an unknown variable or condition or a missing language is our own fault, said at once."""
    _, head, body = _path().read_text(encoding="utf-8").split("---\n", 2)
    about: dict[str, Any] = read_own(head)
    if set(about["variables"]) != _VARIABLES:
        raise InternalError("prompts/conversation.md declares other variables than its caller fills")
    found = []
    for theme, block in re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", body, re.MULTILINE | re.DOTALL):
        for item in read_own(block):
            when = frozenset(item.pop("when", ()))
            if set(item) != {"nl", "en"} or _used(item["nl"]) != _used(item["en"]):
                raise InternalError(f"prompts/conversation.md has a question that cannot be filled: {item}")
            if not _used(item["nl"]) <= _VARIABLES or not when <= TAGS | _VARIABLES:
                raise InternalError(f"prompts/conversation.md names what nobody knows: {item} {sorted(when)}")
            found.append(Template(theme, when, item["nl"], item["en"]))
    return tuple(found)


def _themes() -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.theme for one in templates()))


def _used(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"{(\w+)}", text))


def _path() -> Path:
    """Return the file: in the wheel beside the code, in a checkout beside the package."""
    package = Path(__file__).resolve().parent.parent
    packaged = package / "resources" / "prompts" / "conversation.md"
    return packaged if packaged.is_file() else package.parent / "prompts" / "conversation.md"
