"""Words for a period that can mean two periods: asked back, each reading as a question of its own."""

from __future__ import annotations

from assistant.catalog.period import Period, finer
from assistant.catalog.vocabulary import Grain
from assistant.language import PeriodKind, PeriodSpan
from assistant.planning.draft import Draft
from assistant.planning.names import period_words
from assistant.planning.outcomes import ask_back
from assistant.planning.phrases import say
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.periods.held import Held
from assistant.planning.steps.periods.spoken import changes, instead


def ask_which(draft: Draft, held: Held, spans: list[PeriodSpan]) -> Outcome:
    """Ask back when a span has two readings that the data can tell apart."""
    for span in spans:
        readings = _readings(draft, held, span)
        if len(readings) > 1:
            draft.claim(span.first, span.last, "?")
            options = [(phrase, instead(draft, span, phrase)) for phrase in readings]
            return ask_back(draft, "which_period", options, word=span.text)
    return None


def _readings(draft: Draft, held: Held, span: PeriodSpan) -> list[str]:
    if span.kind is PeriodKind.LAST_N:
        return _last_year(draft, held, span)
    if held.stored is Grain.SCHOOLYEAR and span.grain is Grain.YEAR:
        return _school_years(draft, held, span)
    if not span.ambiguous or (held.stored is Grain.SCHOOLYEAR and span.other is None):
        return []
    if span.other is not None and span.other.open_start:
        told = all(held.overlaps(one.start_period, one.end_period) for one in (span, span.other))
        if not told or not _behind_a_figure(draft, span):
            return []
        year = period_words(span.start_period, draft.language)
        return [say("option_in_period", draft.language, period=year), say("option_before", draft.language, period=year)]
    if span.other is not None and span.grain is Grain.SCHOOLYEAR:
        return [_school_year(draft, one.start_period) for one in (span.other, span)]
    if span.other is not None:
        return [_between(draft, one.start_period, one.end_period) for one in (span, span.other)]
    if span.grain is Grain.SCHOOLYEAR and finer(held.stored, Grain.QUARTER):
        first, last = Period.year(span.start_period.start.year), Period.year(span.end_period.end.year)
        return [_school_year(draft, span.start_period), _between(draft, first, last)]
    return []


def _behind_a_figure(draft: Draft, span: PeriodSpan) -> bool:
    """Only behind what it limits can "voor 2020" mean before it; "zet voor 2020 de cijfers naast elkaar" is for."""
    metrics = {str(ref) for ref in draft.metrics}
    return any(word.as_ in metrics and word.end <= span.start for word in draft.words)


def _last_year(draft: Draft, held: Held, span: PeriodSpan) -> list[str]:
    """ "Het afgelopen jaar" is the last calendar year or the last twelve months, where the data know months."""
    alone = span.ambiguous and span.count == 1 and span.grain is Grain.YEAR
    if not alone or changes(draft) or not finer(held.stored, Grain.YEAR):
        return []
    year = held.latest(Grain.YEAR)
    grain = Grain.QUARTER if held.stored is Grain.QUARTER else Grain.MONTH
    last = held.latest(grain)
    first = last.shift(-3 if grain is Grain.QUARTER else -11)
    if (first.start, last.end) == (year.start, year.end):
        return []
    return [say("option_in_period", draft.language, period=year.text), _between(draft, first, last)]


def _school_years(draft: Draft, held: Held, span: PeriodSpan) -> list[str]:
    """A calendar year lies in two school years."""
    one_year = span.kind is PeriodKind.POINT and span.grain is Grain.YEAR and span.start_period == span.end_period
    if not one_year:
        return []
    first = Period.containing(span.start_period.start, Grain.SCHOOLYEAR)
    found = [one for one in (first, first.shift(1)) if one in held.known]
    return [_school_year(draft, one) for one in found] if len(found) > 1 else []


def _school_year(draft: Draft, period: Period) -> str:
    return say("option_schoolyear", draft.language, period=period.text)


def _between(draft: Draft, first: Period, last: Period) -> str:
    language = draft.language
    return say("option_between", language, first=period_words(first, language), last=period_words(last, language))
