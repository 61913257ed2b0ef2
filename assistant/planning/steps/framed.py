"""Why somebody asks is no part of the question: "voor de woonvisie wil ik weten …", "…, zodat ik het kan plannen"."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalog.levels import levels_of
from assistant.language import framing, light
from assistant.language.spans import Span, Token, TokenKind
from assistant.linking.cover import Mention
from assistant.linking.targets import (
    ConceptTarget,
    DatasetTarget,
    DenominatorTarget,
    Evidence,
    GroupTarget,
    MemberTarget,
    MetricTarget,
)
from assistant.planning.draft import Draft
from assistant.planning.phrases import listing
from assistant.planning.steps.metrics.fields import fields_of
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.roles import role_of
from assistant.planning.words import words

_NAMES = (MemberTarget, GroupTarget)
_FIGURES = (MetricTarget, ConceptTarget, DenominatorTarget, DatasetTarget, GroupTarget)


def framed(draft: Draft) -> Outcome:
    """Set the occasion aside and say so, where the rest names a figure; the places and groups it names still limit."""
    frames = [frame for frame in framing(draft.analysis.tokens) if _asks_by_itself(draft, frame)]
    for first, last in frames:
        inside = frozenset(range(first, last + 1))
        kept = [one for one in draft.mentions if one.first in inside and _limits(draft, one, inside)]
        draft.mentions = tuple(one for one in draft.mentions if one.first not in inside or one in kept)
        _without_operators(draft, inside)
        _claim(draft, inside - {at for one in kept for at in range(one.first, one.last + 1)}, kept)
    return None


def _asks_by_itself(draft: Draft, frame: tuple[int, int]) -> bool:
    outside = [one for one in draft.mentions if not frame[0] <= one.first <= frame[1]]
    return any(role_of(one) in _FIGURES or _is_group(draft, one) for one in outside)


def _is_group(draft: Draft, mention: Mention) -> bool:
    """Whether a name tells whom or what is counted, and not only where."""
    levelled = (levels_of(draft.knowledge.catalog, ref) for ref in fields_of(draft, mention))
    return role_of(mention) is MemberTarget and not any(levels is not None for levels in levelled)


def _limits(draft: Draft, mention: Mention, inside: frozenset[int]) -> bool:
    """Whether a name in the occasion is a place or group that the question itself does not say."""
    if role_of(mention) not in _NAMES or mention.best.evidence is Evidence.PARTIAL:
        return False
    own = set(fields_of(draft, mention))
    place = any(levels_of(draft.knowledge.catalog, ref) is not None for ref in own)
    if not place and not _looks_back(draft, inside):
        return False
    others = (one for one in draft.mentions if one.first not in inside and role_of(one) in _NAMES)
    return not any(own & set(fields_of(draft, one)) for one in others)


def _looks_back(draft: Draft, inside: frozenset[int]) -> bool:
    """Whether the question points at what was said before it: "hoeveel van die meldingen"."""
    tokens = draft.analysis.tokens
    return any(token.folded in words("pointing") for at, token in enumerate(tokens) if at not in inside)


def _without_operators(draft: Draft, inside: frozenset[int]) -> None:
    """Leave out what steers or counts inside the occasion; its period counts where the question has none."""
    analysis = draft.analysis

    def within(span: Span) -> bool:
        return span.first in inside and span.last in inside

    outside = tuple(one for one in analysis.periods if not within(one))
    draft.analysis = replace(
        analysis,
        cues=tuple(cue for cue in analysis.cues if not within(cue)),
        numbers=tuple(one for one in analysis.numbers if not within(one)),
        ordinals=tuple(one for one in analysis.ordinals if not within(one)),
        periods=outside or analysis.periods,
    )


def _claim(draft: Draft, inside: frozenset[int], kept: list[Mention]) -> None:
    periods = {at for span in draft.analysis.periods for at in range(span.first, span.last + 1)}
    tokens = draft.analysis.tokens
    passed = light(tokens)
    said = sorted(inside - periods)
    whole = sorted(inside.union(*(range(one.first, one.last + 1) for one in kept)))
    for at in said:
        if tokens[at].kind is not TokenKind.PUNCT:
            draft.claim(at, at, "occasion")
    if any(_says_something(tokens[at]) and at not in passed for at in said):
        first, last = whole[0], whole[-1]
        while first < last and tokens[last].kind is TokenKind.PUNCT:
            last -= 1
        while first < last and tokens[first].kind is TokenKind.PUNCT:
            first += 1
        text = draft.analysis.text[tokens[first].start : tokens[last].end]
        if kept:
            names = listing([draft.text(one) for one in kept], draft.language)
            draft.assume("occasion", "assume_occasion_but", said=text, names=names)
        else:
            draft.assume("occasion", "assume_occasion", said=text)


def _says_something(token: Token) -> bool:
    return token.kind is not TokenKind.PUNCT and not token.stop
