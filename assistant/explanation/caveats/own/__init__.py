"""The caveats that the assistant adds itself; each rule one small file, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats.asked import Asked
from assistant.explanation.caveats.case import Case
from assistant.explanation.caveats.evidence import Probe
from assistant.explanation.caveats.own import (
    gaps,
    margin,
    missing,
    partial_period,
    premise,
    provisional,
    rounded,
    small_numbers,
    summed_level,
    suppressed,
    unweighted,
)

RULES: tuple[Callable[[Case], Iterable[CaveatShown]], ...] = (
    premise.shown,
    suppressed.shown,
    missing.shown,
    partial_period.shown,
    gaps.shown,
    provisional.shown,
    summed_level.shown,
    margin.shown,
    small_numbers.shown,
    unweighted.shown,
    rounded.shown,
)


def probes(asked: Asked) -> Iterator[tuple[str, str, Probe]]:
    """Yield dataset, name and probe for the rules that ask the data."""
    yield from provisional.probes(asked)
    yield from missing.probes(asked)
    yield from margin.probes(asked)
