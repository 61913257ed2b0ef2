""" "Is dat veel?", "waar staan we met …": the answer says beside its figure where that stands."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.standing.brief import brief
from assistant.answering.standing.compared import compared
from assistant.answering.standing.parts import Ask
from assistant.answering.words import say
from assistant.catalog.catalog import Catalog
from assistant.engines.base import Engine
from assistant.explanation.answer import Answer
from assistant.explanation.caveats import SEVERITIES
from assistant.explanation.standing import Comparison, Kind, Standing
from assistant.plan import Plan

#: What sets a figure beside those of other places.
_PLACES = (Kind.LEVEL, Kind.GROUP, Kind.PEERS)


def with_standing(answer: Answer, plan: Plan, catalog: Catalog, engine: Engine, ask: Ask, role: str) -> Answer:
    """Return the answer with its figure set beside others: as sentences, with the caveats of what they tell.

    The rows stay those that were asked. What cannot be compared, or is withheld, is not in the sentences.
    """
    found = compared(plan, catalog, engine, ask, role)
    told = [(one, text) for one in _in_order(found) if (text := brief(one))]
    if not found.comparisons:
        return answer
    sentences = [answer.text or "", *_subject(answer, found), *(text for _, text in told)]
    if catalog.home is not None and not any(one.kind in _PLACES for one, _ in told):
        # Who asks where we stand among others hears that there are none, and need not find out. (Where the catalogue
        # has no home, a figure without a place is of all places together, and no others are missed.)
        sentences.append(say("brief_no_places", plan.language))
    every = (*answer.caveats, *(caveat for one, _ in told for caveat in one.answer.caveats))
    first = {caveat.id: caveat for caveat in reversed(every)}
    kept = [caveat for caveat in every if first.get(caveat.id) is caveat]
    kept.sort(key=lambda caveat: SEVERITIES.index(caveat.severity))
    return replace(answer, text=" ".join(sentences), caveats=tuple(dict.fromkeys(kept)), standing=found)


def _in_order(found: Standing) -> list[Comparison]:
    """Return the comparisons as they are told: the figures first, the place in the order last."""
    return sorted(found.comparisons, key=lambda one: one.kind is Kind.PEERS)


def _subject(answer: Answer, found: Standing) -> tuple[str, ...]:
    """Return the sentence about the figure that is set beside others, where it is not the answer itself."""
    own: Comparison = found.comparisons[0]
    return () if own.answer.rows == answer.rows else (own.answer.text or "",)
