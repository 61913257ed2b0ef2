"""What is kept of how a question was read (``duiding ask --explain``)."""

from __future__ import annotations

import datetime as dt

from assistant.plan import Clarification, Plan
from assistant.planning.grammar import GrammarTranslator
from assistant.planning.trace import Fate, Trace, Verdict
from assistant.planning.tracing import TracingTranslator
from assistant.planning.translator import Request

AS_OF = dt.date(2026, 11, 25)


def traced(grammar: GrammarTranslator, question: str) -> Trace:
    return TracingTranslator.trace(grammar, Request(question, AS_OF))


def test_every_candidate_is_told_with_its_evidence_and_its_fate(grammar: GrammarTranslator) -> None:
    trace = traced(grammar, "Hoeveel inwoners heeft Kerkbuurt in Oosterveld?")
    found = {one.target: (one.evidence, one.fate) for one in trace.candidates}
    assert found["bevolking.inwoners"] == ("exact", Fate.TAKEN)
    assert found["per:inwoner"] == ("exact", Fate.WEAKER)
    assert found["regio.regio_code=BU90010401"] == ("exact", Fate.TAKEN)
    assert found["regio.regio_code=BU90010102"] == ("exact", Fate.RULED_OUT)


def test_each_step_tells_which_words_it_explained(grammar: GrammarTranslator) -> None:
    trace = traced(grammar, "Hoeveel inwoners per wijk in 2023?")
    explained = {word.text: one.name for one in trace.steps for word in one.explained}
    assert explained["inwoners"] == "choose_metrics"
    assert explained["wijk"] == "choose_splits"
    assert explained["2023"] == "choose_period"


def test_a_question_with_one_reading_says_so(grammar: GrammarTranslator) -> None:
    trace = traced(grammar, "Hoeveel inwoners hebben we?")
    assert [one.verdict for one in trace.readings] == [Verdict.ONLY]


def test_the_readings_of_a_question_back_are_told(grammar: GrammarTranslator) -> None:
    trace = traced(grammar, "Hoeveel inwoners heeft Beekrode?")
    assert isinstance(trace.decision, Clarification)
    assert [one.verdict for one in trace.readings] == [Verdict.ASKED, Verdict.ASKED]
    assert all(isinstance(one.decision, Plan) for one in trace.readings)


def test_watching_changes_nothing(grammar: GrammarTranslator) -> None:
    for question in ("Hoeveel mensen zijn arm?", "Top 3 wijken met de meeste misdrijven", "asdf", ""):
        assert traced(grammar, question).decision == grammar.translate(Request(question, AS_OF))


def test_the_same_question_gives_the_same_trace(grammar: GrammarTranslator) -> None:
    assert traced(grammar, "Hoeveel mensen zijn arm?") == traced(grammar, "Hoeveel mensen zijn arm?")
