"""Is an answer what the case expects? Results are compared, never SQL text."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from assistant.answering.evaluating.cases import Case, Expect

Json = dict[str, Any]

#: Caveats without which a figure misleads: it answers a question that data cannot answer.
BLOCKING = frozenset({"catalog.causal", "catalog.forecast", "catalog.opinion"})


class Fault(StrEnum):
    """In which way an answer differs from what was expected."""

    OUTCOME = "outcome"
    READING = "reading"
    FIGURES = "figures"
    #: A refusal or a question back that says something else than it should.
    SAID = "said"
    MISSING_CAVEAT = "missing_caveat"
    NEEDLESS_CAVEAT = "needless_caveat"


#: What makes a given answer a wrong one. A caveat alone does not: the figure is right, and its caveat is counted apart.
_WRONG = frozenset({Fault.OUTCOME, Fault.READING, Fault.FIGURES})


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with what came out, and every way in which that differs from what was expected."""

    case: Case
    answer: Json
    found: tuple[tuple[Fault, str], ...]

    @property
    def right(self) -> bool:
        """Whether nothing differs."""
        return not self.found

    @property
    def answered(self) -> bool:
        """Whether an answer was given."""
        return self.outcome == "answer"

    @property
    def answerable(self) -> bool:
        """Whether an answer was expected."""
        return self.case.expect.outcome == "answer"

    @property
    def wrong(self) -> bool:
        """An answer was given, and it is not the one, or there was none to give."""
        return self.answered and any(kind in _WRONG for kind, _ in self.found)

    @property
    def faults(self) -> tuple[str, ...]:
        """What differs, in words."""
        return tuple(text for _, text in self.found)

    @property
    def outcome(self) -> str:
        """What came out."""
        return str(self.answer["outcome"])

    @property
    def language(self) -> str:
        """The language of the case, else the one that was taken."""
        return self.case.lang or str(self.answer.get("language") or "?")

    @property
    def milliseconds(self) -> float:
        """How long it took."""
        return float(self.answer.get("timings_ms", {}).get("total", 0.0))

    def has(self, fault: Fault) -> bool:
        """Whether the answer differs in this way."""
        return any(kind is fault for kind, _ in self.found)


def judge(case: Case, answer: Json) -> Judged:
    """Compare an answer with its case."""
    expect = case.expect
    if answer["outcome"] != expect.outcome:
        said = answer.get("answer") or answer.get("error")
        text = f"{expect.outcome} expected, got {answer['outcome']}: {said}"
        return Judged(case, answer, ((Fault.OUTCOME, text),))
    if expect.outcome == "error":
        return Judged(case, answer, ())
    return Judged(case, answer, (*_reading(expect, answer), *_figures(expect, answer), *_beside(expect, answer)))


def _reading(expect: Expect, answer: Json) -> Iterator[tuple[Fault, str]]:
    if expect.metrics is not None and tuple(answer["interpretation"]["metrics"]) != expect.metrics:
        yield Fault.READING, f"metrics {list(expect.metrics)} expected, got {answer['interpretation']['metrics']}"
    if expect.reasons is not None and answer["refusal"]["reason"] not in expect.reasons:
        yield Fault.SAID, f"refusal for {list(expect.reasons)} expected, got {answer['refusal']['reason']}"
    if expect.options is not None and len(answer["clarification"]["options"]) != expect.options:
        yield Fault.SAID, f"{expect.options} options expected, got {answer['clarification']['options']}"


def _figures(expect: Expect, answer: Json) -> Iterator[tuple[Fault, str]]:
    rows = answer["rows"] or []
    if expect.value is not None:
        figures = [cell for row in rows for cell in row if isinstance(cell, int | float)]
        if not any(same(expect.value, cell) for cell in figures) or len(rows) != 1:
            yield Fault.FIGURES, f"the value {expect.value} expected, got {rows[:3]}"
    if expect.row_count is not None and len(rows) != expect.row_count:
        yield Fault.FIGURES, f"{expect.row_count} rows expected, got {len(rows)}"
    if expect.first_row is not None and not (rows and _same_row(expect.first_row, rows[0])):
        yield Fault.FIGURES, f"first row {list(expect.first_row)} expected, got {rows[:1]}"
    if expect.rows is not None and not _same_rows(expect.rows, rows, expect.ordered):
        yield Fault.FIGURES, f"rows {[list(row) for row in expect.rows]} expected, got {rows}"
    if expect.suppressed is not None and bool(answer["suppressed"]) != expect.suppressed:
        yield Fault.FIGURES, f"withheld cells: {expect.suppressed} expected, got {answer['suppressed']}"
    for words in expect.says:
        # "Ja" to a question that the figures answer with "nee" is as wrong as a wrong figure.
        if not re.search(
            rf"\b(?:{'|'.join(map(re.escape, words.split('|')))})\b", str(answer["answer"]), re.IGNORECASE
        ):
            yield Fault.FIGURES, f"'{words}' expected in: {answer['answer']}"


def _beside(expect: Expect, answer: Json) -> Iterator[tuple[Fault, str]]:
    shown = {caveat["id"] for caveat in answer.get("caveats") or ()}
    for name in expect.caveats:
        if name not in shown:
            kind = Fault.READING if name in BLOCKING else Fault.MISSING_CAVEAT
            yield kind, f"caveat {name} expected, got {sorted(shown)}"
    for name in expect.no_caveats:
        if name in shown:
            yield Fault.NEEDLESS_CAVEAT, f"caveat {name} not expected"
    if expect.exact_caveats is not None:
        wanted = set(expect.exact_caveats)
        yield from ((Fault.MISSING_CAVEAT, f"caveat {name} expected") for name in sorted(wanted - shown))
        yield from ((Fault.NEEDLESS_CAVEAT, f"caveat {name} not expected") for name in sorted(shown - wanted))


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
