"""Names for columns and datasets, made from titles: plain, in small letters, each once."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 60


def snake(title: str, fallback: str = "kolom") -> str:
    """Return ``title`` as an identifier: ``Bevolking op 1 januari`` becomes ``bevolking_op_1_januari``."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "_", plain.replace("'", "")).strip("_")
    name = name[:_LONGEST].rstrip("_") or fallback
    return f"{fallback}_{name}" if name[0].isdigit() else name


class Names:
    """Hands out identifiers that were not handed out before."""

    def __init__(self, taken: tuple[str, ...] = ()) -> None:
        self._taken = set(taken)

    def take(self, title: str, otherwise: str) -> str:
        """Return a free name for ``title``; when it is taken, the code ``otherwise`` is added to it."""
        name = snake(title)
        if name in self._taken:
            name = f"{name[: _LONGEST - 1 - len(otherwise)].rstrip('_')}_{snake(otherwise, 'm')}"
        number, unique = 2, name
        while unique in self._taken:
            unique, number = f"{name}_{number}", number + 1
        self._taken.add(unique)
        return unique
