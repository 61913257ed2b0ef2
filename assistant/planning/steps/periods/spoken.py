"""What a period span says, in the terms of this step."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.catalog.formula import formula
from assistant.catalog.period import Period
from assistant.catalog.vocabulary import Grain, OverTime
from assistant.language import CueKind, PeriodSpan, Token
from assistant.plan import Change, Claim, CountMembers, YesNo
from assistant.planning.draft import Draft
from assistant.planning.words import words

#: Grains that have a word of their own in ``words.yaml``, coarse to fine.
_NAMED = (Grain.YEAR, Grain.QUARTER, Grain.MONTH, Grain.WEEK, Grain.DAY)


@dataclass(frozen=True)
class Settled:
    """What was said, with the first and last period it means."""

    span: PeriodSpan
    first: Period
    last: Period

    @property
    def single(self) -> bool:
        """Whether it is one period and no range."""
        return self.first == self.last


def spoken(draft: Draft) -> list[PeriodSpan]:
    """Return the periods of the question whose words nobody has claimed as something else."""
    tokens = draft.analysis.tokens
    as_period = {
        at
        for at in draft.claimed
        if any(word.as_ == "period" and word.start <= tokens[at].start < word.end for word in draft.words)
    }
    taken = draft.claimed - as_period
    return [one for one in draft.analysis.periods if not set(range(one.first, one.last + 1)) & taken]


def said_grain(tokens: tuple[Token, ...]) -> Grain | None:
    """Return the grain that is named in so many words: "jaar", "months"."""
    folded = {token.folded for token in tokens}
    return next((grain for grain in _NAMED if folded & words(grain.value)), None)


def grain_of_span(draft: Draft, span: PeriodSpan) -> Grain | None:
    """Return the grain that the words of a span name, None when they name none ("de laatste stand")."""
    return said_grain(draft.analysis.tokens[span.first : span.last + 1])


def asks_when(draft: Draft) -> bool:
    """Whether a moment is asked: "in welk jaar", "when"."""
    return any(cue.args.get("about") == "time" for cue in draft.cues(CueKind.WHICH))


def changes(draft: Draft) -> bool:
    """Whether the figure is a change from one period to another."""
    if draft.per is not None:
        return False  # a change from each period to the next is a series
    calculation = draft.calculation
    if isinstance(calculation, YesNo | Claim):
        calculation = calculation.base
        if not isinstance(calculation, CountMembers):
            return isinstance(calculation, Change)
    return isinstance(calculation, Change) or any(one.on_change for one in draft.conditions)


def is_flow(draft: Draft) -> bool:
    """Whether the figures add up over time."""
    catalog = draft.knowledge.catalog
    additive = all(formula(catalog, ref).additive for ref in draft.metrics)
    return additive and all(catalog.metric(ref).behaviour is OverTime.SUM for ref in draft.metrics)


def year_earlier(period: Period, years: int = 1) -> Period:
    """Return the same period of an earlier year."""
    if period.grain is Grain.WEEK:
        return period.shift(-52 * years)
    try:
        start = period.start.replace(year=period.start.year - years)
    except ValueError:  # 29 February
        start = period.start.replace(year=period.start.year - years, day=28)
    return Period.containing(start, period.grain)


def instead(draft: Draft, span: PeriodSpan, phrase: str) -> str:
    """Return the question with another phrase for a period; the preposition before it goes with the old words."""
    tokens, text = draft.analysis.tokens, draft.analysis.text
    first = span.first
    while first > 0 and tokens[first - 1].norm in words("before_period"):
        first -= 1
    return f"{text[: tokens[first].start]}{phrase}{text[span.end :]}"
