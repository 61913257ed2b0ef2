"""How a question was read, as text on a terminal or as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from assistant.catalog.catalog import Catalog
from assistant.cli.render import say
from assistant.explanation.interpretation import text as reading_text
from assistant.plan import CatalogQuestion, Clarification, Decision, FreeQuery, Plan, Refusal
from assistant.planning.trace import CandidateTrace, Fate, Trace

#: Losing candidates of the same words that are shown; a name in thirty places has thirty.
_MOST = 6


def trace_text(trace: Trace, catalog: Catalog) -> str:
    """Return the trace for people."""
    language = trace.language
    parts = [say("trace_words", language, tongue=language)]
    if trace.read_as != trace.question:
        parts.append(f"  {say('trace_read_as', language, text=trace.read_as)}")
    parts += _table(
        [(one.text, " ".join(one.lemmas), "+".join(one.parts), "·" if one.stop else "") for one in trace.tokens]
    )
    parts += ["", say("trace_spans", language)]
    parts += _table([(one.text, one.kind, one.meaning) for one in trace.spans])
    parts += ["", say("trace_candidates", language)]
    parts += _table(list(_candidates(trace)))
    parts += ["", say("trace_steps", language)]
    parts += _table([(one.name, word.text, f"→ {word.as_}") for one in trace.steps for word in one.explained])
    parts += ["", say("trace_readings", language)]
    for reading in trace.readings:
        what = ", ".join(reading.figures) or reading.question
        parts.append(f"  {what}")
        parts.append(f"    {_came(reading.decision, catalog)}")
        parts.append(f"    {say(f'verdict_{reading.verdict.value}', language)}")
    parts += ["", say("trace_decision", language), f"  {_came(trace.decision, catalog)}"]
    return "\n".join(parts)


def _candidates(trace: Trace) -> Iterator[tuple[str, ...]]:
    shown: dict[str, int] = {}
    for one in trace.candidates:
        lost = one.fate is not Fate.TAKEN
        shown[one.text] = shown.get(one.text, 0) + lost
        if lost and shown[one.text] > _MOST:
            continue
        yield one.text, one.target, _evidence(one), say(f"fate_{one.fate.value}", trace.language)


def _evidence(one: CandidateTrace) -> str:
    return f"{one.evidence} “{one.phrase}” {one.score:.2f}"


def _came(decision: Decision, catalog: Catalog) -> str:
    """What a reading comes to, in one line."""
    match decision:
        case Plan():
            return reading_text(decision, catalog)
        case CatalogQuestion():
            return decision.topic.value
        case Refusal():
            return f"{decision.reason.value}: {decision.text}"
        case FreeQuery():
            return decision.sql
        case Clarification():
            return f"{decision.text} [{' | '.join(option.label for option in decision.options)}]"


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    if not rows:
        return ["  –"]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return [
        "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def trace_json(trace: Trace, catalog: Catalog) -> dict[str, Any]:
    """Return the trace for programs."""
    return {
        "read_as": trace.read_as,
        "tokens": [
            {"text": one.text, "lemmas": list(one.lemmas), "parts": list(one.parts), "stop": one.stop}
            for one in trace.tokens
        ],
        "spans": [{"text": one.text, "kind": one.kind, "meaning": one.meaning} for one in trace.spans],
        "candidates": [
            {
                "text": one.text,
                "target": one.target,
                "phrase": one.phrase,
                "evidence": one.evidence,
                "score": one.score,
                "fate": one.fate.value,
            }
            for one in trace.candidates
        ],
        "steps": [
            {
                "step": one.name,
                "explained": [{"text": word.text, "as": word.as_} for word in one.explained],
                "ended": one.ended,
            }
            for one in trace.steps
        ],
        "readings": [
            {
                "question": one.question,
                "figures": list(one.figures),
                "reading": _came(one.decision, catalog),
                "verdict": one.verdict.value,
            }
            for one in trace.readings
        ],
        "decision": _came(trace.decision, catalog),
    }
