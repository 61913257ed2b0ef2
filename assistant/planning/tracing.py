"""The embedded translator while it is watched: decides as always, and keeps what it looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.language import Analysis
from assistant.linking.cover import Mention
from assistant.plan import Clarification, Decision, Plan, Refusal
from assistant.planning.draft import Draft
from assistant.planning.grammar import GrammarTranslator
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.roles import role_of
from assistant.planning.trace import (
    CandidateTrace,
    Fate,
    ReadingTrace,
    SpanTrace,
    StepTrace,
    TokenTrace,
    Trace,
    Verdict,
)
from assistant.planning.translator import Request


@dataclass
class _Attempt:
    """One run of the steps over one wording of the question."""

    request: Request
    draft: Draft
    decision: Decision
    steps: list[StepTrace]


class TracingTranslator(GrammarTranslator):
    """Fills a :class:`Trace`; for one question, and for one thread."""

    def __init__(self, watched: GrammarTranslator) -> None:
        super().__init__(watched._knowledge, watched._facts)
        self._attempts: list[_Attempt] = []
        self._steps: list[StepTrace] = []

    @classmethod
    def trace(cls, watched: GrammarTranslator, request: Request) -> Trace:
        """Return how ``watched`` reads a question."""
        return cls(watched)._watched(request)

    def _watched(self, request: Request) -> Trace:
        decision = self.translate(request)
        first = self._attempts[0]
        analysis = first.draft.analysis
        return Trace(
            question=request.question,
            read_as=analysis.text,
            language=decision.language,
            tokens=tuple(TokenTrace(one.text, one.lemmas, one.parts, one.stop) for one in analysis.tokens),
            spans=tuple(_spans(analysis)),
            candidates=tuple(one for mention in first.draft.mentions for one in _candidates(first.draft, mention)),
            steps=tuple(first.steps),
            readings=tuple(self._readings(decision)),
            decision=decision,
        )

    def _decided(self, request: Request) -> tuple[Draft, Decision]:
        self._steps = []
        draft, decision = super()._decided(request)
        self._attempts.append(_Attempt(request, draft, decision, self._steps))
        return draft, decision

    def _step(self, step: Callable[[Draft], Outcome], draft: Draft) -> Outcome:
        before = len(draft.words)
        outcome = super()._step(step, draft)
        explained = tuple(draft.words[before:])
        if explained or outcome is not None:
            self._steps.append(StepTrace(step.__name__, explained, outcome is not None))
        return outcome

    def _readings(self, final: Decision) -> Iterator[ReadingTrace]:
        if len(self._attempts) == 1:
            yield _reading(self._attempts[0], Verdict.ONLY)
            return
        seen: list[Decision] = []
        for one in self._attempts[1:]:
            if one.decision not in seen:
                seen.append(one.decision)
                yield _reading(one, _verdict(one.decision, final))


def _reading(one: _Attempt, verdict: Verdict) -> ReadingTrace:
    figures = tuple(str(taken.metric) for taken in one.request.taken)
    return ReadingTrace(one.request.question, figures, one.decision, verdict)


def _verdict(reading: Decision, final: Decision) -> Verdict:
    if isinstance(reading, Refusal):
        return Verdict.FAILED
    if isinstance(final, Clarification):
        return Verdict.ASKED
    return Verdict.WON if _alike(reading, final) else Verdict.LIKELIER


def _alike(one: Decision, other: Decision) -> bool:
    """Whether two decisions are the same but for what is said about them."""
    if isinstance(one, Plan) and isinstance(other, Plan):
        bare = [replace(plan, words=(), assumptions=()) for plan in (one, other)]
        return bare[0] == bare[1]
    return one == other


def _spans(analysis: Analysis) -> Iterator[SpanTrace]:
    for number in analysis.numbers:
        yield SpanTrace(number.text, "number", f"{number.value:g}{f' {number.unit}' if number.unit else ''}")
    for period in analysis.periods:
        ends = f"{period.start_period.text}..{period.end_period.text}"
        told = [period.kind.value, period.moment or "", "compare" if period.compare else ""]
        yield SpanTrace(period.text, "period", " ".join(part for part in (ends, *told) if part))
    for cue in analysis.cues:
        args = " ".join(f"{key}={value}" for key, value in cue.args.items() if value is not None)
        yield SpanTrace(cue.text, cue.kind.value, f"{args}{' (?)' if cue.ambiguous else ''}".strip())


def _candidates(draft: Draft, mention: Mention) -> Iterator[CandidateTrace]:
    used = {word.as_ for word in draft.words if _under(draft, mention, word.start, word.end)}
    taken = [str(one.target) in used for one in mention.links]
    for at, one in enumerate(mention.links):
        fate = _fate(mention, at, taken)
        yield CandidateTrace(draft.text(mention), str(one.target), one.phrase, one.evidence.value, one.score, fate)


def _under(draft: Draft, mention: Mention, start: int, end: int) -> bool:
    tokens = draft.analysis.tokens
    return tokens[mention.first].start < end and start < tokens[mention.last].end


def _fate(mention: Mention, at: int, taken: Sequence[bool]) -> Fate:
    if taken[at]:
        return Fate.TAKEN
    if not any(taken):
        return Fate.UNUSED
    one, winner = mention.links[at], mention.links[taken.index(True)]
    if one.score < winner.score:
        return Fate.WEAKER
    return (
        Fate.KIND
        if isinstance(winner.target, role_of(mention)) and type(one.target) is not type(winner.target)
        else Fate.RULED_OUT
    )
