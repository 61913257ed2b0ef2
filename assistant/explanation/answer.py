"""The answer as a program gets it: exactly the contract's JSON, for each of the four outcomes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assistant.catalog.text import Language
from assistant.explanation.shown import Json, Shown
from assistant.plan import Clarification, Option, Refusal

if TYPE_CHECKING:
    from assistant.explanation.grounding import Grounds
    from assistant.explanation.standing import Standing


@dataclass(frozen=True, slots=True)
class CaveatShown:
    """A caveat whose condition the used rows meet."""

    id: str
    severity: str
    kind: str
    text: str

    def to_json(self) -> dict[str, Json]:
        """Return the contract's object."""
        return {"id": self.id, "severity": self.severity, "kind": self.kind, "text": self.text}


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """One column of an answer, in the reader's language."""

    name: str
    label: str
    role: str
    unit: str | None = None

    def to_json(self) -> dict[str, Json]:
        """Return the contract's object."""
        return {"name": self.name, "label": self.label, "role": self.role, "unit": self.unit}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, question back, refusal or error.

    ``chart``, ``shown``, ``grounds`` (what its text may say) and ``kept`` (the name it has in the records, and in its
    link) are for the faces and stay out of JSON: the same question gives the same bytes. ``margins`` are row, column
    and half-width of survey figures. ``standing`` is the figure beside others, where the question asked that in words.
    """

    question: str
    language: Language
    outcome: str
    id: str | None = None
    translator: str | None = None
    interpretation: dict[str, Any] | None = None
    sql: str | None = None
    columns: tuple[AnswerColumn, ...] | None = None
    rows: tuple[tuple[Json, ...], ...] | None = None
    truncated: bool = False
    suppressed: tuple[tuple[int, int], ...] = ()
    margins: tuple[tuple[int, int, float], ...] = ()
    text: str | None = None
    caveats: tuple[CaveatShown, ...] = ()
    conversation_prompts: tuple[str, ...] = ()
    sources: tuple[dict[str, Json], ...] = ()
    standing: Standing | None = None
    review: dict[str, Any] = field(default_factory=lambda: {"status": "unreviewed"})
    clarification: Clarification | None = None
    refusal: Refusal | None = None
    error: str | None = None
    timings_ms: dict[str, float] = field(default_factory=dict)
    kept: str | None = field(default=None, compare=False)
    chart: dict[str, Any] | None = field(default=None, compare=False)
    shown: Shown | None = field(default=None, compare=False, repr=False)
    grounds: Grounds | None = field(default=None, compare=False, repr=False)

    def to_json(self) -> dict[str, Any]:
        """Return the contract's object, keys in the contract's order."""
        if self.outcome == "error":
            return {"id": self.id, "question": self.question, "outcome": "error", "error": self.error or ""}
        return {
            "id": self.id,
            "question": self.question,
            "language": self.language,
            "outcome": self.outcome,
            "translator": self.translator,
            "interpretation": self.interpretation,
            "sql": self.sql,
            "columns": None if self.columns is None else [column.to_json() for column in self.columns],
            "rows": None if self.rows is None else [list(row) for row in self.rows],
            "row_count": None if self.rows is None else len(self.rows),
            "truncated": self.truncated,
            "suppressed": [list(cell) for cell in self.suppressed],
            "margins": [list(cell) for cell in self.margins],
            "answer": self.text,
            "caveats": [caveat.to_json() for caveat in self.caveats],
            "conversation_prompts": list(self.conversation_prompts),
            "sources": [dict(source) for source in self.sources],
            "standing": None if self.standing is None else self.standing.to_json(),
            "review": self.review,
            "clarification": _clarification(self.clarification),
            "refusal": _refusal(self.refusal),
            "timings_ms": self.timings_ms,
        }


def answer_columns(shown: Shown) -> tuple[AnswerColumn, ...]:
    """Return the visible columns with label and unit in the reader's language."""
    return tuple(
        AnswerColumn(column.name, column.label.say(shown.language), column.role.value, shown.unit(index))
        for index, column in enumerate(shown.columns)
    )


def answer_rows(shown: Shown) -> tuple[tuple[Json, ...], ...]:
    """Return the visible cells as JSON: labels for codes, finite numbers, null for missing and withheld."""
    width = range(len(shown.columns))
    return tuple(tuple(shown.cell(row, column) for column in width) for row in range(len(shown.rows)))


def _clarification(value: Clarification | None) -> dict[str, Any] | None:
    if value is None:
        return None
    return {"text": value.text, "options": list(map(_option, value.options))}


def _option(option: Option) -> dict[str, Any]:
    """Return the contract's object; what an option answers is there when it was tried."""
    told: dict[str, Any] = {"label": option.label, "question": option.question}
    if option.answer:
        told["answer"] = option.answer
    if option.caveats:
        told["caveats"] = list(option.caveats)
    return told


def _refusal(value: Refusal | None) -> dict[str, Any] | None:
    if value is None:
        return None
    return {"reason": value.reason.value, "text": value.text, "nearest": list(value.nearest)}
