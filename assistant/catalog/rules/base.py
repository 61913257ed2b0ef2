"""What a rule is: it looks at a catalogue and says what it finds, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.catalog.catalog import Catalog
from assistant.catalog.profile import DataProfile

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """What is checked: the catalogue, and the profile of its data when there is one."""

    catalog: Catalog
    profile: DataProfile | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule found; ``path`` as :meth:`LoadedCatalog.location` takes it."""

    path: Path
    message: str
    suggestion: str | None = None
    severity: str = "error"


@dataclass(frozen=True, slots=True)
class Rule:
    """A named check. ``finds_errors`` is False for one that keeps no catalogue from being used; loading skips it."""

    name: str
    check: Callable[[Subject], Iterator[Finding]]
    finds_errors: bool = True


def warning(path: Path, message: str, suggestion: str | None = None) -> Finding:
    """Return a finding that does not keep the catalogue from being used."""
    return Finding(path, message, suggestion, "warning")
