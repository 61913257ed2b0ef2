"""How reviews went: how often an answer was approved as it was, by kind of question, dataset and translator."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from assistant.records import Decided, ReviewState


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the report: how many were looked at, approved as they were, corrected and rejected."""

    name: str
    looked: int
    approved: int
    corrected: int
    rejected: int

    @property
    def share(self) -> float:
        """The part that was approved as it was, in percent."""
        return round(100 * self.approved / self.looked, 1)


@dataclass(frozen=True, slots=True)
class Report:
    """``hours`` is the median time from asked for to decided; None where nothing was decided."""

    whole: Line | None
    kinds: tuple[Line, ...]
    datasets: tuple[Line, ...]
    translators: tuple[Line, ...]
    corrected_most: tuple[tuple[str, int], ...]
    hours: float | None


def report_of(decided: Iterable[Decided]) -> Report:
    """Return the report over what was decided."""
    every = tuple(decided)
    wrong = Counter(name for one in every if one.state is not ReviewState.APPROVED for name in _metrics(one.plan))
    took = [(one.decided_at - one.opened_at) / dt.timedelta(hours=1) for one in every]
    return Report(
        whole=_line("", every) if every else None,
        kinds=_lines((kind_of(one.plan), one) for one in every),
        datasets=_lines((name, one) for one in every for name in _datasets(one.plan)),
        translators=_lines((one.translator, one) for one in every),
        corrected_most=tuple(wrong.most_common(10)),
        hours=round(median(took), 2) if took else None,
    )


def kind_of(plan: Mapping[str, Any]) -> str:
    """Return the kind of question that a kept plan answers, as one word."""
    if plan.get("type") != "Plan":
        return "free_query"
    calculation = plan.get("calculation") or {}
    if calculation:
        return str(calculation.get("type", "")).lower()
    if plan.get("per"):
        return "series"
    return "split" if plan.get("splits") else "single"


def _metrics(plan: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(map(str, plan.get("metrics") or ()))


def _datasets(plan: Mapping[str, Any]) -> Iterator[str]:
    yield from dict.fromkeys(name.partition(".")[0] for name in _metrics(plan))


def _lines(named: Iterable[tuple[str, Decided]]) -> tuple[Line, ...]:
    together: dict[str, list[Decided]] = defaultdict(list)
    for name, one in named:
        together[name].append(one)
    found = (_line(name, ones) for name, ones in together.items())
    return tuple(sorted(found, key=lambda one: (-one.looked, one.name)))


def _line(name: str, ones: Iterable[Decided]) -> Line:
    states = Counter(one.state for one in ones)
    approved, corrected = states[ReviewState.APPROVED], states[ReviewState.CORRECTED]
    return Line(name, states.total(), approved, corrected, states[ReviewState.REJECTED])
