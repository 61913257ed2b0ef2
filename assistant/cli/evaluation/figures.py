"""The figures of a run: how often right, how often confidently wrong, how well it knows when not to answer."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.answering.evaluating.cases import Bar
from assistant.answering.evaluating.judge import Fault, Judged
from assistant.cli.evaluation.reliability import PENALTIES, score


@dataclass(frozen=True, slots=True)
class Part:
    """The figures of the cases of one type or one language."""

    cases: int
    right: float
    confidently_wrong: int
    rs: dict[str, float]


@dataclass(frozen=True, slots=True)
class Figures:
    """``execution_accuracy`` is over the cases that have an answer, ``right`` over all; RS is a score up to 100."""

    cases: int
    right: float
    execution_accuracy: float | None
    confidently_wrong: int
    confidently_wrong_part: float
    missing_caveat: int
    needless_caveat: int
    clarify_precision: float | None
    clarify_recall: float | None
    refuse_precision: float | None
    refuse_recall: float | None
    rs: dict[str, float]
    p50_ms: float
    p95_ms: float
    types: dict[str, Part]
    languages: dict[str, Part]

    def to_json(self) -> dict[str, Any]:
        """Return the figures by name; those per type and per language are tables of their own."""
        found = _flat(asdict(self))
        for name in ("types", "languages"):
            found[name] = {key: _flat(part) for key, part in found.pop(name).items()}
        return found

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
    answerable = [one for one in judged if one.answerable]
    times = sorted(one.milliseconds for one in judged)
    wrong = [one for one in judged if one.wrong]
    return Figures(
        cases=len(judged),
        right=_part([one for one in judged if one.right], judged) or 0.0,
        execution_accuracy=_part([one for one in answerable if one.answered and not one.wrong], answerable),
        confidently_wrong=len(wrong),
        confidently_wrong_part=_part(wrong, judged) or 0.0,
        missing_caveat=sum(one.has(Fault.MISSING_CAVEAT) and not one.wrong for one in judged),
        needless_caveat=sum(one.has(Fault.NEEDLESS_CAVEAT) and not one.wrong for one in judged),
        clarify_precision=_precision(judged, "clarify"),
        clarify_recall=_recall(judged, "clarify"),
        refuse_precision=_precision(judged, "refuse"),
        refuse_recall=_recall(judged, "refuse"),
        rs=_scores(judged),
        p50_ms=_percentile(times, 0.5),
        p95_ms=_percentile(times, 0.95),
        types=_parts(judged, lambda one: one.case.form),
        languages=_parts(judged, lambda one: one.language),
    )


def _flat(found: dict[str, Any]) -> dict[str, Any]:
    scores = {f"RS({penalty})": value for penalty, value in found.pop("rs").items()}
    return found | scores


def _scores(judged: Sequence[Judged]) -> dict[str, float]:
    return {str(penalty): score(judged, penalty) for penalty in PENALTIES}


def _parts(judged: Sequence[Judged], key: Callable[[Judged], str]) -> dict[str, Part]:
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        groups.setdefault(key(one), []).append(one)
    return {
        name: Part(
            cases=len(group),
            right=_part([one for one in group if one.right], group) or 0.0,
            confidently_wrong=sum(one.wrong for one in group),
            rs=_scores(group),
        )
        for name, group in sorted(groups.items())
    }


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
