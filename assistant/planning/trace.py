"""How a question was read, for whoever wants to know why: every word, every candidate, every reading that was tried."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.catalog.text import Language
from assistant.plan import Decision, WordUse


@dataclass(frozen=True, slots=True)
class TokenTrace:
    """A word as it was cut: its dictionary forms, the parts of a compound, and whether it carries meaning."""

    text: str
    lemmas: tuple[str, ...]
    parts: tuple[str, ...]
    stop: bool


@dataclass(frozen=True, slots=True)
class SpanTrace:
    """Words that stand for no thing of the catalogue: a number, a period or an operator."""

    text: str
    kind: str
    meaning: str


class Fate(StrEnum):
    """What became of a candidate."""

    TAKEN = "taken"  # the plan has it
    KIND = "kind"  # as strong as another, which is of a kind that questions are mostly about
    WEAKER = "weaker"  # another meaning of the same words is stronger
    RULED_OUT = "ruled_out"  # strong enough, but the figure or the words around it leave no place for it
    UNUSED = "unused"  # no meaning of these words was used


@dataclass(frozen=True, slots=True)
class CandidateTrace:
    """One thing of the catalogue that some words may stand for, with the evidence and what became of it."""

    text: str
    target: str
    phrase: str
    evidence: str
    score: float
    fate: Fate


@dataclass(frozen=True, slots=True)
class StepTrace:
    """One step of the grammar: the words it explained, and how it ended the matter if it did."""

    name: str
    explained: tuple[WordUse, ...]
    ended: bool


class Verdict(StrEnum):
    """Why a reading won, or did not."""

    ONLY = "only"  # the question has one reading
    WON = "won"  # the one reading that gives an answer, or the likeliest of them
    ASKED = "asked"  # one of several that give an answer: asked back
    FAILED = "failed"  # it gives no answer
    LIKELIER = "likelier"  # it gives an answer, but another was likelier


@dataclass(frozen=True, slots=True)
class ReadingTrace:
    """A reading that was tried whole: the question in which wording, with which figure, and what came of it."""

    question: str
    figures: tuple[str, ...]
    decision: Decision
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything above for one question."""

    question: str
    read_as: str
    language: Language
    tokens: tuple[TokenTrace, ...]
    spans: tuple[SpanTrace, ...]
    candidates: tuple[CandidateTrace, ...]
    steps: tuple[StepTrace, ...]
    readings: tuple[ReadingTrace, ...]
    decision: Decision
