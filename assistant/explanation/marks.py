"""What a chart marks beside its figures: caveats that hold for some of its points only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marks:
    """Periods (``2024``) that are not final or only partly there, and the breaks (by caveat) that are really shown.

    ``not_final``: the figures stand at no period of their own, and part of what they rest on is not final.
    """

    breaks: frozenset[str] = frozenset()
    provisional: frozenset[str] = frozenset()
    partial: frozenset[str] = frozenset()
    not_final: bool = False
