"""What a note or an agreement is about: the figure, the places and the period of the answer it stands under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from assistant.catalog.period import Period


@dataclass(frozen=True, slots=True)
class Subject:
    """Metrics with the members and the period they were asked for; ``members`` are (field, values) pairs.

    ``start`` and ``end`` are periods as the contract writes them (``2024``, ``2024-Q1``); None is every period.
    """

    catalog: str
    metrics: tuple[str, ...]
    members: tuple[tuple[str, tuple[str, ...]], ...] = ()
    start: str | None = None
    end: str | None = None

    @classmethod
    def of(cls, catalog: str, interpretation: Mapping[str, Any]) -> Self:
        """Return the subject of an answer from its interpretation, as the contract shapes it."""
        period = interpretation.get("period") or {}
        members = tuple(
            (str(one["field"]), tuple(map(str, one["values"])))
            for one in interpretation.get("filters", ())
            if one["op"] == "in"
        )
        ends = [period[key] for key in ("compare_to", "from", "to") if period.get(key)]
        ends.sort(key=lambda text: Period.parse(text).start)
        metrics = tuple(interpretation.get("metrics", ()))
        return cls(catalog, metrics, members, ends[0] if ends else None, ends[-1] if ends else None)

    def touches(self, other: Subject) -> bool:
        """Whether who asks about ``other`` wants to know what was said about this.

        That is: of the same figure, no named place that rules the other out, and periods that overlap.
        """
        if self.catalog != other.catalog or not set(self.metrics) & set(other.metrics):
            return False
        others = dict(other.members)
        if any(field in others and not set(values) & set(others[field]) for field, values in self.members):
            return False
        return self._overlaps(other)

    def _overlaps(self, other: Subject) -> bool:
        if not (self.start and self.end and other.start and other.end):
            return True
        begins = max(Period.parse(self.start).start, Period.parse(other.start).start)
        ends = min(Period.parse(self.end).end, Period.parse(other.end).end)
        return begins <= ends

    def to_json(self) -> dict[str, Any]:
        """Return it as the records keep it."""
        members = [[field, list(values)] for field, values in self.members]
        return {"metrics": list(self.metrics), "members": members, "start": self.start, "end": self.end}

    @classmethod
    def from_json(cls, catalog: str, kept: Mapping[str, Any]) -> Self:
        """Read it back."""
        members = tuple((field, tuple(values)) for field, values in kept["members"])
        return cls(catalog, tuple(kept["metrics"]), members, kept["start"], kept["end"])
