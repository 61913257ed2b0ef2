"""What is asked of the data about the used rows, and what it said. Both are data: nothing here runs a query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.catalog.catalog import MetricRef


@dataclass(frozen=True, slots=True)
class Probe:
    """A condition (SQL over a dataset's own fields); ``about`` are the keys of the components it is about, or all."""

    condition: str
    about: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DatasetEvidence:
    """Of one dataset: the probes that at least one used row meets, and how many rows were used.

    ``several`` are the key fields of which the used rows hold more than one value.
    """

    met: frozenset[str] = frozenset()
    rows: int | None = None
    several: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Evidence per dataset for the rows behind the shown figures.

    ``everyone`` is the same for all members of a ranking or threshold, shown or not: it tells who was left out.
    ``cases`` are the fewest cases that a shown figure of a ratio, mean or median rests on.
    """

    datasets: Mapping[str, DatasetEvidence] = field(default_factory=dict)
    everyone: Mapping[str, DatasetEvidence] = field(default_factory=dict)
    cases: Mapping[MetricRef, int] = field(default_factory=dict)

    def met(self, dataset: str, probe: str) -> bool:
        """Whether at least one used row meets the probe; without evidence nothing is met."""
        found = self.datasets.get(dataset)
        return found is not None and probe in found.met

    def of(self, dataset: str) -> frozenset[str]:
        """Return every probe that a used row of the dataset meets."""
        found = self.datasets.get(dataset)
        return found.met if found else frozenset()

    def left_out(self, dataset: str, probe: str) -> bool:
        """Whether a row of a member that is not shown meets the probe."""
        found = self.everyone.get(dataset)
        return found is not None and probe in found.met and not self.met(dataset, probe)

    def rows(self, dataset: str) -> int | None:
        """Return how many rows of the dataset were used, when known."""
        found = self.datasets.get(dataset)
        return found.rows if found else None

    def adds_up(self, dataset: str) -> bool:
        """Whether the used rows are about more than one member of something that the figures are not split by."""
        found = self.datasets.get(dataset)
        return found is not None and bool(found.several)
