"""A question that an analyst approved before is answered first, by what was approved, while its ground stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant.answering.free import rows_answer
from assistant.answering.queries import QueryReport
from assistant.answering.words import say
from assistant.catalog.text import Language
from assistant.explanation.answer import Answer
from assistant.language import analyse
from assistant.plan import FreeQuery, MemberFilter, Origin, Plan, Reason, Refusal, WordUse
from assistant.planning.margin import LOW
from assistant.planning.translator import Facts, Request, Translator
from assistant.records import Records, Review, ReviewState, Why
from assistant.review import Book, Match, Verified

if TYPE_CHECKING:
    from assistant.answering.assistant import Assistant

#: What made an answer: nothing read the question, an analyst had approved it.
TRANSLATOR = "verified"
_LATEST = "period"


@dataclass(frozen=True, slots=True)
class Found:
    """What a verified question says about one that is asked now: ``decision`` answers it, unless its ground moved."""

    match: Match
    decision: Plan | FreeQuery | None

    @property
    def varied(self) -> bool:
        """Whether it answers, for another place or period than was looked at."""
        return self.decision is not None and self.match.varied

    @property
    def review(self) -> dict[str, Any]:
        """The ``review`` of the answer: who looked at it and when, and for what where that was another place or
        period."""
        one = self.match.verified
        told = {"by": one.by, "on": one.on.isoformat(), "name": one.name}
        if self.decision is None:
            return {"status": "expired"} | told
        return {"status": "verified"} | told | ({"for": one.question} if self.match.varied else {})


def found(book: Book, request: Request, translator: Translator, facts: Facts) -> Found | None:
    """Return what was approved for this question; None when nothing was, or it would not mean the same here."""
    match = book.find(request.question, request.as_of, request.language)
    if match is None or (request.previous is not None and _leans_on(request.previous, match)):
        return None
    if not match.stands:
        return Found(match, None)
    if match.plan is None:
        return Found(match, _query(match.verified, request.question))
    plan = _of_today(match, request, translator, facts)
    if plan is None:
        return None
    return Found(replace(match, plan=plan), plan)


def verified_query(blank: Answer, query: FreeQuery, report: QueryReport) -> Answer | Refusal:
    """Return the answer of an approved query: without the warning that nobody looked at it."""
    told = rows_answer(blank, query, report)
    if isinstance(told, Refusal):
        return told
    reading = (told.interpretation or {}) | {"text": say("verified_reading", query.language), "assumptions": []}
    text = told.text or ""
    if len(told.rows or ()) != 1:
        text = say("verified_rows", query.language, count=len(told.rows or ()))
    elif len(told.columns or ()) == 1:
        text = text.replace(say("free_start", query.language), say("verified_start", query.language))
    caveats = tuple(caveat for caveat in told.caveats if caveat.id != "free_query")
    return replace(told, caveats=caveats, interpretation=reading, text=text, translator=TRANSLATOR)


def expired(records: Records, catalog: str, one: Verified, answer_id: str) -> None:
    """Put what is no longer sure back in the queue: the answer that was approved, else the one given now."""
    reviewed = records.reviews.of_verified(one.name, catalog)
    if reviewed is None:
        records.reviews.signal(answer_id, Why.EXPIRED)
    elif not reviewed.waits:
        records.reviews.signal(reviewed.answer_id, Why.EXPIRED)


def doubted(plan: Plan, records: Records, answer_id: str) -> None:
    """Put an answer in the queue whose words speak as much, or nearly, for another reading than was taken."""
    if plan.translator != TRANSLATOR and plan.margin is not None and plan.margin < LOW:
        records.reviews.doubt(answer_id, round(100 * plan.margin))


def expire_moved(assistant: Assistant) -> int:
    """Put every answer whose verified question rests on something else now back in the queue; returns how many."""
    reviews, many = assistant.records.reviews, 0
    for one in assistant.book.all():
        if assistant.book.stands(one):
            continue
        reviewed = reviews.of_verified(one.name, assistant.catalog.name)
        if reviewed is not None and not reviewed.waits:
            reviews.signal(reviewed.answer_id, Why.EXPIRED)
            many += 1
    return many


def _leans_on(previous: Plan, match: Match) -> bool:
    """Whether the question may mean another place or period here than by itself: that of the turn before it."""
    plan = match.plan
    if plan is None:
        return any(one.origin is not Origin.HOME for one in previous.filters)
    named = [one for one in plan.filters if isinstance(one, MemberFilter) and one.origin is Origin.QUESTION]
    placed = bool(named) and len(named) == len(plan.filters)
    dated = plan.period is None or plan.period.origin is Origin.QUESTION
    if not placed and _places(plan) != _places(previous):
        return True
    then = previous.period
    if dated or then is None or then.origin is not Origin.QUESTION:
        return False
    return plan.period is not None and then.end != plan.period.end


def _places(plan: Plan) -> set[tuple[str, tuple[str, ...]]]:
    filters = (one for one in plan.filters if isinstance(one, MemberFilter))
    return {(str(one.field), tuple(member.value for member in one.members)) for one in filters}


def _query(one: Verified, question: str) -> FreeQuery:
    instead = Refusal(Reason.NO_DATA_FOR_PERIOD, say("verified_failed", one.language), one.language)
    words = (WordUse(question, f"verified={one.name}", 0, len(question)),)
    return FreeQuery(one.sql or "", one.language, instead, words, TRANSLATOR)


def _of_today(match: Match, request: Request, translator: Translator, facts: Facts) -> Plan | None:
    """Return the plan for today: a period that nobody named is the latest of today, not that of the day of approval."""
    plan = match.plan
    assert plan is not None
    if plan.period is None or any(slot.field is None for slot in match.slots):
        return plan
    if plan.period.origin is Origin.QUESTION and not _moves(request.question, plan.language, request.as_of):
        return plan
    reading = translator.translate(replace(request, previous=None, before=None, asked=None, calls=None))
    if isinstance(reading, Plan) and _alike(reading, plan):
        said = tuple(one for one in reading.assumptions if one.kind == _LATEST)
        rest = tuple(one for one in plan.assumptions if one.kind != _LATEST)
        return replace(plan, period=reading.period, assumptions=(*rest, *said))
    known = facts.periods(replace(plan, period=None), request.role)
    whole = [one for one in known if one.end <= request.as_of]
    return plan if whole and plan.period.start.start <= whole[-1].end <= plan.period.end.end else None


def _moves(question: str, language: Language, today: dt.date) -> bool:
    return any(
        span.open_end or span.relative or span.start_period.end > today
        for span in analyse(question, today, language).periods
    )


def _alike(reading: Plan, plan: Plan) -> bool:
    same = reading.metrics == plan.metrics and reading.per == plan.per
    return same and type(reading.calculation) is type(plan.calculation) and reading.period is not None


def review_now(
    assistant: Assistant, answer_id: str | None, told: dict[str, Any]
) -> tuple[dict[str, Any], Review | None]:
    """Return what is to be said today of the review of an answer that was given before.

    What was verified then and stands no longer is "checked before", also when nobody has asked it again since.
    """
    review = assistant.records.reviews.get(answer_id) if answer_id else None
    name = str(told.get("name") or "") or (review.verified if review is not None else None)
    one = assistant.book.get(name) if name else None
    if told.get("status") == "verified" and (one is None or not assistant.book.stands(one)):
        return told | {"status": "expired"}, review
    if review is not None and review.state in _GOOD and one is not None and not assistant.book.stands(one):
        return {"status": "expired", "by": one.by, "on": one.on.isoformat(), "name": one.name}, None
    return told, review


_GOOD = (ReviewState.APPROVED, ReviewState.EXPIRED)
