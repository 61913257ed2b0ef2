"""The figures of a run: how often right, how often confidently wrong, how well it knows when not to answer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.cli.evaluation.cases import Bar
from assistant.cli.evaluation.judge import Judged

#: What one confidently wrong answer costs, in right answers.
PENALTIES = (0, 5, 10)


@dataclass(frozen=True, slots=True)
class Figures:
    """``execution_accuracy`` is over the cases that have an answer, ``right`` over all; RS is a score up to 100."""

    cases: int
    right: float
    execution_accuracy: float | None
    confidently_wrong: int
    clarify_precision: float | None
    clarify_recall: float | None
    refuse_precision: float | None
    refuse_recall: float | None
    rs: dict[str, float]
    p50_ms: float
    p95_ms: float

    def to_json(self) -> dict[str, Any]:
        """Return the figures by name."""
        found = asdict(self)
        scores = {f"RS({penalty})": value for penalty, value in found.pop("rs").items()}
        return found | scores

    def below(self, bar: Bar) -> list[str]:
        """Say where the figures do not reach the bar."""
        said = []
        if bar.right is not None and self.right < bar.right:
            said.append(f"{self.right:.3f} of the cases are right, at least {bar.right} is asked")
        if bar.confidently_wrong is not None and self.confidently_wrong > bar.confidently_wrong:
            said.append(
                f"{self.confidently_wrong} answers are confidently wrong, at most {bar.confidently_wrong} may be"
            )
        return said


def figures_of(judged: Sequence[Judged]) -> Figures:
    """Return the figures of a run."""
    answerable = [one for one in judged if one.case.expect.outcome == "answer"]
    times = sorted(one.milliseconds for one in judged)
    return Figures(
        cases=len(judged),
        right=_part([one for one in judged if one.right], judged) or 0.0,
        execution_accuracy=_part([one for one in answerable if one.right], answerable),
        confidently_wrong=sum(map(_wrong, judged)),
        clarify_precision=_precision(judged, "clarify"),
        clarify_recall=_recall(judged, "clarify"),
        refuse_precision=_precision(judged, "refuse"),
        refuse_recall=_recall(judged, "refuse"),
        rs={str(penalty): _score(judged, penalty) for penalty in PENALTIES},
        p50_ms=_percentile(times, 0.5),
        p95_ms=_percentile(times, 0.95),
    )


def _wrong(one: Judged) -> bool:
    """An answer was given, and it is not the one."""
    return one.outcome == "answer" and not one.right


def _score(judged: Sequence[Judged], penalty: int) -> float:
    """A right outcome gains 1, a confidently wrong answer loses ``penalty``, any other miss gains nothing."""
    gained = sum(1 if one.right else -penalty if _wrong(one) else 0 for one in judged)
    return round(100 * gained / len(judged), 1) if judged else 0.0


def _precision(judged: Sequence[Judged], outcome: str) -> float | None:
    given = [one for one in judged if one.outcome == outcome]
    return _part([one for one in given if one.case.expect.outcome == outcome], given)


def _recall(judged: Sequence[Judged], outcome: str) -> float | None:
    wanted = [one for one in judged if one.case.expect.outcome == outcome]
    return _part([one for one in wanted if one.outcome == outcome], wanted)


def _part(some: Sequence[Judged], every: Sequence[Judged]) -> float | None:
    return round(len(some) / len(every), 4) if every else None


def _percentile(values: Sequence[float], part: float) -> float:
    """Return the smallest value that at least ``part`` of the values do not exceed."""
    return values[max(0, math.ceil(part * len(values)) - 1)] if values else 0.0
