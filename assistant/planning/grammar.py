"""The embedded translator. The order of the steps below is the table of contents of this room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.language import Analysis, CueKind, analyse, light_phrases
from assistant.linking.cover import cover
from assistant.linking.match import link
from assistant.linking.targets import Link
from assistant.plan import Assumption, Clarification, Decision, Plan, Reason, Refusal
from assistant.planning.another_figure import another_figure
from assistant.planning.choosing import choose
from assistant.planning.draft import Draft
from assistant.planning.growth import asks_percent_growth, may_be_plain, names_a_change
from assistant.planning.margin import margin
from assistant.planning.names import metric_label
from assistant.planning.outcomes import workable
from assistant.planning.phrases import say
from assistant.planning.reading import read
from assistant.planning.steps.about import about_catalogue
from assistant.planning.steps.above_below import above_or_below
from assistant.planning.steps.account import account
from assistant.planning.steps.attribute_dates import attribute_dates
from assistant.planning.steps.borders import borders_asked, todays_borders
from assistant.planning.steps.brackets import choose_brackets
from assistant.planning.steps.calculations import calculations
from assistant.planning.steps.counted import counted_members
from assistant.planning.steps.courtesy import courtesy
from assistant.planning.steps.dimensions import choose_splits
from assistant.planning.steps.divisors import divisors
from assistant.planning.steps.exclusive import alternatives
from assistant.planning.steps.fitting import fitting
from assistant.planning.steps.follow import (
    chosen_option,
    half_answered,
    inherit_metrics,
    inherit_order,
    inherit_rest,
    level_meant,
    repeated,
)
from assistant.planning.steps.framed import framed
from assistant.planning.steps.hold_against import hold_against
from assistant.planning.steps.members import choose_members, coded_members
from assistant.planning.steps.metrics import choose_metrics, denominators
from assistant.planning.steps.namesakes import namesakes
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.overruns import overrun
from assistant.planning.steps.periods import choose_period
from assistant.planning.steps.place import home_place
from assistant.planning.steps.premise import premise
from assistant.planning.steps.quality import quality
from assistant.planning.steps.ranking import ranking
from assistant.planning.steps.rates import rates
from assistant.planning.steps.rises import rise_against_rise
from assistant.planning.steps.screen import screen
from assistant.planning.steps.set_aside import set_aside
from assistant.planning.steps.several import several_questions
from assistant.planning.steps.spent import money_that_went_out
from assistant.planning.steps.standing import set_beside_others, standing
from assistant.planning.steps.thresholds import thresholds
from assistant.planning.steps.whereabouts import whereabouts
from assistant.planning.translator import Facts, Knowledge, Request
from assistant.planning.twins import moved

#: Each step decides one part of the plan from words nobody has claimed yet, or ends the matter.
STEPS: tuple[Callable[[Draft], Outcome], ...] = (
    courtesy,
    screen,
    borders_asked,
    framed,
    above_or_below,
    several_questions,
    about_catalogue,
    premise,
    standing,
    denominators,
    choose_metrics,
    inherit_metrics,
    quality,
    namesakes,
    rates,
    set_aside,
    level_meant,
    attribute_dates,
    coded_members,
    choose_splits,
    choose_members,
    set_beside_others,
    whereabouts,
    money_that_went_out,
    overrun,
    choose_brackets,
    inherit_rest,
    thresholds,
    ranking,
    counted_members,
    inherit_order,
    home_place,
    hold_against,
    rise_against_rise,
    calculations,
    divisors,
    fitting,
    alternatives,
    choose_period,
    todays_borders,
    account,
)


#: Longer texts are no question; a manager's longest has some sixty words.
_MOST_WORDS, _MOST_LETTERS = 250, 3000
_BEGINNING = 300
#: What makes a turn a question by itself; without it, it is a piece of the one before.
_WHOLE = (CueKind.COMPARE, CueKind.WHICH, CueKind.COUNT, CueKind.TREND, CueKind.YES_NO, CueKind.RANK)


class GrammarTranslator:
    """Turns questions into decisions by rules over catalogue roles; no key, no network, no guess."""

    name = "grammar"

    def __init__(self, knowledge: Knowledge, facts: Facts) -> None:
        self._knowledge = knowledge
        self._facts = facts

    def translate(self, request: Request) -> Decision:
        """Decide; the options of a question back are tried, so that each gives an answer as it stands."""
        if len(request.question) > _MOST_LETTERS or len(request.question.split()) > _MOST_WORDS:
            return _too_long(request)
        if request.asked is not None:
            return self._replied(request, request.asked)
        return _with_a_way_on(self._tried(request))

    def _replied(self, request: Request, asked: Clarification) -> Decision:
        """Take a turn after a question back: it chooses, says half and is asked once more, or asks something else."""
        draft = self.draft(request)
        option = chosen_option(draft, asked)
        if option is not None:
            return _with_a_way_on(self._tried(replace(request, question=option.question, asked=None)))
        decision = _with_a_way_on(self._tried(request))
        nothing = isinstance(decision, Refusal) and decision.so_far is None
        return asked if nothing and half_answered(draft, asked) else decision

    def _once(self, request: Request) -> Decision:
        """Decide without trying other readings."""
        return self._decided(request)[1]

    def _tried(self, request: Request, *, choosing: bool = True) -> Decision:
        """Decide, and try the readings of a question back; without ``choosing`` several metrics stay several."""
        draft, decision = self._decided(request)
        if not request.plain and asks_percent_growth(draft) and may_be_plain(draft):
            # "De procentuele groei van het aantal inwoners" is that of the inhabitants, not of their growth.
            other = self._tried(replace(request, plain=True), choosing=choosing)
            if isinstance(other, Plan):
                return other
        if isinstance(decision, Refusal) and request.previous and tuple(draft.metrics) == request.previous.metrics:
            return moved(request, decision, self._knowledge, self._once) or self._anew(draft) or decision
        if isinstance(decision, Refusal) and (fits := another_figure(draft, decision, self._once)) is not None:
            return fits
        if isinstance(decision, Refusal) and not request.plain and may_be_plain(draft):
            # "Groei van het aantal inwoners" is a figure of its own; where that has no answer, the growth itself has.
            other = self._tried(replace(request, plain=True), choosing=choosing)
            return decision if isinstance(other, Refusal) else other
        if not isinstance(decision, Clarification):
            return decision
        if draft.offers:
            if not choosing:
                return replace(decision, options=())
            again = lambda one: self._tried(one, choosing=bool(one.taken))  # noqa: E731
            return choose(request, decision, draft.offers, self._knowledge, again)
        kept = workable(decision, lambda text: self._decided(replace(request, question=text))[1])
        if len(kept.options) >= 2 or (kept.options and (draft.several or len(decision.options) == 1)):
            return kept
        if len(kept.options) == 1 and kept.options[0].plan is not None:
            return _only_one(decision, kept.options[0].label, kept.options[0].plan)
        return self._why_none(request, decision)

    def _anew(self, draft: Draft) -> Plan | None:
        """A whole question that does not fit the turn before is one of its own; that it was read so is said."""
        previous = draft.request.previous
        if (
            previous is None
            or not previous.metrics
            or draft.analysis.has(CueKind.FOLLOW_UP)
            or not draft.analysis.has(*_WHOLE)
        ):
            return None
        decision = self._tried(replace(draft.request, previous=None, before=None))
        if not isinstance(decision, Plan):
            return None
        subject = metric_label(self._knowledge.catalog, previous.metrics[0], decision.language)
        said = Assumption("subject", say("assume_anew", decision.language, metric=subject))
        return replace(decision, assumptions=(*decision.assumptions, said))

    def _why_none(self, request: Request, asked: Clarification) -> Decision:
        """No reading gives an answer: say why the first one does not."""
        for option in asked.options:
            _, decision = self._decided(replace(request, question=option.question))
            if isinstance(decision, Refusal):
                return decision
        labels = tuple(option.label for option in asked.options)
        return Refusal(Reason.UNKNOWN_CONCEPT, asked.text, asked.language, labels, asked.words)

    def _decided(self, request: Request) -> tuple[Draft, Decision]:
        draft = self.draft(request)
        if (plan := repeated(draft)) is not None:
            return draft, plan
        for step in STEPS:
            outcome = self._step(step, draft)
            if draft.names - request.names:
                return self._decided(replace(request, names=request.names | draft.names))
            if outcome is not None:
                return draft, outcome
        return draft, replace(draft.plan(), margin=margin(draft))

    def _step(self, step: Callable[[Draft], Outcome], draft: Draft) -> Outcome:
        """Take one step; the place to watch from."""
        return step(draft)

    def draft(self, request: Request) -> Draft:
        """Read and link a question; nothing is decided yet."""
        reading = read(request, self._knowledge.index)
        analysis = reading.analysis
        light = light_phrases(analysis.tokens)
        links = [one for one in link(analysis, self._knowledge.index) if not _of_an_operator(one, analysis, light)]
        if request.plain:
            links = [one for one in links if not names_a_change(one, analysis)]
        mentions = cover(links, len(analysis.tokens))
        draft = Draft(request, self._knowledge, self._facts, analysis, mentions, request.language or analysis.language)
        draft.chart = analysis.has(CueKind.CHART)
        for one in (one for one in reading.repaired if one.written.casefold() != one.meant.casefold()):
            draft.assume("spelling", "assume_spelling", word=one.written, meaning=one.meant)
        return draft


def _of_an_operator(found: Link, analysis: Analysis, light: set[int]) -> bool:
    """Whether words are part of what is asked and name nothing: the growth a year, "op welke plek staat"."""
    inside = set(range(found.first, found.last + 1))
    asking = [cue for cue in analysis.cues_of(CueKind.RANK) if cue.args.get("sure")]
    asking += analysis.cues_of(CueKind.YEARLY_GROWTH)
    return inside <= light or any(found.overlaps(cue.first, cue.last) for cue in asking)


def _with_a_way_on(decision: Decision) -> Decision:
    """A question back without anything to choose is a refusal."""
    if isinstance(decision, Clarification) and not decision.options:
        return Refusal(Reason.UNKNOWN_CONCEPT, decision.text, decision.language, (), decision.words)
    return decision


def _too_long(request: Request) -> Refusal:
    """A pasted page is no question; its language is told by how it begins."""
    language = analyse(request.question[:_BEGINNING], request.as_of, request.language).language
    return Refusal(Reason.TOO_LARGE, say("too_many_words", language, most=_MOST_WORDS), language)


def _only_one(asked: Clarification, label: str, plan: Plan) -> Plan:
    """Of several readings only one has figures for this question: take it, and say so."""
    word = next((use.text for use in asked.words if use.as_ == "?"), "")
    said = Assumption("word", say("assume_word", plan.language, word=word, meaning=label))
    return replace(plan, assumptions=(*plan.assumptions, said))
