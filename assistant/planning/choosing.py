"""Between several metrics: every reading is tried whole, and only those that give an answer are offered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.catalog.catalog import FieldRef
from assistant.catalog.formula import formula
from assistant.catalog.levels import row_level
from assistant.plan import Assumption, Clarification, Decision, MemberFilter, Op, Option, Plan, Refusal
from assistant.planning.names import metric_label
from assistant.planning.offers import Offer
from assistant.planning.phrases import listing, say
from assistant.planning.translator import Knowledge, Request

Decide = Callable[[Request], Decision]
_MOST_OPTIONS = 6


@dataclass(frozen=True, slots=True)
class _Tried:
    """A reading and what comes of it."""

    offer: Offer
    decision: Decision


def choose(
    request: Request, asked: Clarification, offers: Sequence[Offer], knowledge: Knowledge, decide: Decide
) -> Decision:
    """Return the one reading that gives an answer, a question back between several, or why there is none."""
    tried = [_Tried(offer, decide(replace(request, taken=(*request.taken, offer.taken)))) for offer in offers]
    able = [one for one in tried if not isinstance(one.decision, Refusal)]
    if not able:
        return tried[0].decision
    chosen = _likeliest(asked, able, knowledge)
    if len(chosen) == 1:
        return _settled(asked, chosen[0], [one for one in able if one is not chosen[0]])
    options = [option for one in able for option in _options(one, replace(request, taken=()), decide)]
    distinct = {option.plan.metrics: option for option in reversed(options) if option.plan is not None}
    if len(distinct) < 2 and len({one.offer.metric for one in able}) > 1:
        # The readings differ, but no wording tells them apart: none of them may be guessed at.
        return replace(asked, options=tuple(options[:1]))
    return replace(asked, options=tuple(dict.fromkeys(options))[:_MOST_OPTIONS])


def _options(one: _Tried, request: Request, decide: Decide) -> list[Option]:
    """Return the first wording of a reading that gives its answer, or what has to be asked further."""
    for text in one.offer.phrasings:
        decision = decide(replace(request, question=text))
        if isinstance(decision, Plan) and one.offer.metric in decision.metrics and _as_limited(decision, one.decision):
            return [Option(one.offer.label, text, decision)]
        if isinstance(decision, Clarification) and decision.options and isinstance(one.decision, Clarification):
            return [replace(option, label=f"{one.offer.label}, {option.label}") for option in decision.options]
    return []


def _as_limited(asked: Plan, reading: Decision) -> bool:
    """Whether a wording limits the figure as its reading does: an option never drops what the question named."""
    return not isinstance(reading, Plan) or _limits(reading) <= _limits(asked)


def _limits(plan: Plan) -> set[tuple[FieldRef, Op, tuple[str, ...]]]:
    named = (one for one in plan.filters if isinstance(one, MemberFilter))
    return {(one.field, one.op, tuple(sorted(member.value for member in one.members))) for one in named}


def _likeliest(asked: Clarification, able: list[_Tried], knowledge: Knowledge) -> list[_Tried]:
    """Of figures that can be given, those whose very name was said; of equal names those with rows of their own."""
    word = _word(asked)
    names = {one: metric_label(knowledge.catalog, one.offer.metric, asked.language).casefold() for one in able}
    named = [one for one in able if names[one] == word.casefold()] or able
    if len(set(map(names.__getitem__, named))) == 1:
        return [one for one in named if _own_rows(one.decision, knowledge)] or named
    return named


def _word(asked: Clarification) -> str:
    return next((use.text for use in asked.words if use.as_ == "?"), "")


def _settled(asked: Clarification, one: _Tried, others: list[_Tried]) -> Decision:
    """Take the one reading; say so, with the others that could have been meant."""
    decision, word = one.decision, _word(asked)
    if not isinstance(decision, Plan) or (not others and word.casefold() == one.offer.label.casefold()):
        return decision
    key = "assume_word_of" if others else "assume_word"
    rest = listing([other.offer.label for other in others], decision.language, "or") if others else ""
    said = Assumption("word", say(key, decision.language, word=word, meaning=one.offer.label, others=rest))
    if said in decision.assumptions:
        return decision
    return replace(decision, assumptions=(*decision.assumptions, said))


def _own_rows(decision: Decision, knowledge: Knowledge) -> bool:
    """Whether the figures have rows of their own at the levels asked, and need not be summed from finer ones."""
    if not isinstance(decision, Plan):
        return True
    filters = [one for one in decision.filters if isinstance(one, MemberFilter)]
    wanted = {(one.field, member.level) for one in filters for member in one.members if member.level}
    split = {(part.field, part.level) for part in decision.splits if part.level}
    split_fields = {field for field, _ in split}
    wanted = {pair for pair in wanted if pair[0] not in split_fields} | split
    for ref in decision.metrics:
        for name in formula(knowledge.catalog, ref).datasets:
            for field, level in wanted:
                used = row_level(knowledge.profile, knowledge.catalog, name, field, level) if level else None
                if used not in (level, None):
                    return False
    return True
