"""Units as the service spells them: ``x 1 000``, ``x 1000``, ``1 000 euro``, ``mln euro`` become unit and scale."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_FACTOR = re.compile(r"(?:x\s*)?(?P<number>1(?:[ .]?0{3})+|mln|miljoen|mld|miljard)\b\s*", re.IGNORECASE)
_NAMED = {"mln": 1_000_000, "miljoen": 1_000_000, "mld": 1_000_000_000, "miljard": 1_000_000_000}
_INDEX = re.compile(r"(?P<base>.+?)\s*=\s*100")
_COUNT = {"", "aantal", "number", "absoluut"}


@dataclass(frozen=True, slots=True)
class Unit:
    """What one stored 1 stands for. ``name`` is empty for a bare count; ``index`` holds the base of an index."""

    name: str
    scale: int = 1
    index: str | None = None

    @property
    def is_count(self) -> bool:
        """Whether figures in this unit count things."""
        return not self.name and self.index is None

    def decimals(self, published: int) -> int:
        """Return the decimals that are left when a published figure is multiplied by the scale."""
        return max(0, published - round(math.log10(self.scale)))


def read_unit(text: str) -> Unit:
    """Read a unit of the service, in any of its spellings."""
    text = " ".join(text.replace("\u00a0", " ").split())
    if match := _INDEX.fullmatch(text):
        return Unit(name="index", index=match["base"])
    scale = 1
    if match := _FACTOR.match(text):
        number = match["number"].lower()
        scale = _NAMED.get(number) or int(re.sub(r"\D", "", number))
        text = text[match.end() :]
    return Unit(name="" if text.lower() in _COUNT else text, scale=scale)
