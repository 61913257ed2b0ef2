"""A member of a dimension as everyone names it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """One member that a question can name: stored value, the label people see, its level if the field has levels."""

    value: str
    label: str
    level: str | None = None
