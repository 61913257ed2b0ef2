"""Is an answer what the case expects? Results are compared, never SQL text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.cli.evaluation.cases import Case, Expect

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with what came out, and every way in which that differs from what was expected."""

    case: Case
    answer: Json
    faults: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether nothing differs."""
        return not self.faults

    @property
    def outcome(self) -> str:
        """What came out."""
        return str(self.answer["outcome"])

    @property
    def milliseconds(self) -> float:
        """How long it took."""
        return float(self.answer.get("timings_ms", {}).get("total", 0.0))


def judge(case: Case, answer: Json) -> Judged:
    """Compare an answer with its case."""
    expect = case.expect
    if answer["outcome"] != expect.outcome:
        said = answer.get("answer") or answer.get("error")
        return Judged(case, answer, (f"{expect.outcome} expected, got {answer['outcome']}: {said}",))
    return Judged(case, answer, (*_reading(expect, answer), *_figures(expect, answer), *_beside(expect, answer)))


def _reading(expect: Expect, answer: Json) -> list[str]:
    faults = []
    if expect.metrics is not None and tuple(answer["interpretation"]["metrics"]) != expect.metrics:
        faults.append(f"metrics {list(expect.metrics)} expected, got {answer['interpretation']['metrics']}")
    if expect.reasons is not None and answer["refusal"]["reason"] not in expect.reasons:
        faults.append(f"refusal for {list(expect.reasons)} expected, got {answer['refusal']['reason']}")
    if expect.options is not None and len(answer["clarification"]["options"]) != expect.options:
        faults.append(f"{expect.options} options expected, got {answer['clarification']['options']}")
    return faults


def _figures(expect: Expect, answer: Json) -> list[str]:
    rows = answer["rows"] or []
    faults = []
    if expect.value is not None:
        figures = [cell for row in rows for cell in row if isinstance(cell, int | float)]
        if not any(same(expect.value, cell) for cell in figures) or len(rows) != 1:
            faults.append(f"the value {expect.value} expected, got {rows[:3]}")
    if expect.row_count is not None and len(rows) != expect.row_count:
        faults.append(f"{expect.row_count} rows expected, got {len(rows)}")
    if expect.first_row is not None and not (rows and _same_row(expect.first_row, rows[0])):
        faults.append(f"first row {list(expect.first_row)} expected, got {rows[:1]}")
    if expect.rows is not None and not _same_rows(expect.rows, rows, expect.ordered):
        faults.append(f"rows {[list(row) for row in expect.rows]} expected, got {rows}")
    return faults


def _beside(expect: Expect, answer: Json) -> list[str]:
    shown = {caveat["id"] for caveat in answer["caveats"]}
    faults = [f"caveat {name} expected, got {sorted(shown)}" for name in expect.caveats if name not in shown]
    faults += [f"caveat {name} not expected" for name in expect.no_caveats if name in shown]
    if expect.suppressed is not None and bool(answer["suppressed"]) != expect.suppressed:
        faults.append(f"withheld cells: {expect.suppressed} expected, got {answer['suppressed']}")
    return faults


def _same_rows(expected: Sequence[Sequence[Any]], rows: Sequence[Sequence[Any]], ordered: bool) -> bool:
    if len(expected) != len(rows):
        return False
    if ordered:
        return all(_same_row(one, other) for one, other in zip(expected, rows, strict=True))
    left = list(rows)
    for one in expected:
        found = next((other for other in left if _same_row(one, other)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _same_row(expected: Sequence[Any], row: Sequence[Any]) -> bool:
    return len(expected) == len(row) and all(same(one, other) for one, other in zip(expected, row, strict=True))


def same(expected: object, cell: object) -> bool:
    """Whether two cells are the same; numbers up to the rounding in which a case is written (a thousandth)."""
    numbers = isinstance(expected, int | float) and isinstance(cell, int | float)
    if numbers and not isinstance(expected, bool) and not isinstance(cell, bool):
        return math.isclose(float(expected), float(cell), rel_tol=1e-6, abs_tol=1e-3)  # type: ignore[arg-type]
    return expected == cell
