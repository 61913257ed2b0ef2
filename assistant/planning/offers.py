"""A reading that is offered in a question back, before it is known which of its wordings gives an answer."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.catalog.catalog import MetricRef


@dataclass(frozen=True, slots=True)
class Taken:
    """A choice that was made already: tokens ``first`` to ``last`` of the question stand for ``metric``."""

    first: int
    last: int
    metric: MetricRef


@dataclass(frozen=True, slots=True)
class Offer:
    """One metric that words of the question may mean, with the question in several wordings, the best one first."""

    label: str
    phrasings: tuple[str, ...]
    first: int
    last: int
    metric: MetricRef

    @property
    def taken(self) -> Taken:
        """The choice for this reading."""
        return Taken(self.first, self.last, self.metric)
