"""One thing that was looked at, how it is, and how to mend it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """How a thing is: in order, in order but with less than there could be, or in the way."""

    GOOD = "good"
    LESS = "less"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: ``what`` it is, what was seen, and how to mend it when it is not in order."""

    what: str
    state: State
    seen: str
    mend: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON keeps it."""
        return asdict(self) | {"state": self.state.value}
