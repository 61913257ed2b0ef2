"""How far the words of a question speak for the reading that was taken, against the next one that they could have."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.linking.cover import Mention
from assistant.linking.targets import WEAKEST, Link, MemberTarget, MetricTarget
from assistant.planning.draft import NEAR, Draft, metric_reaches

#: Below this the words alone do not tell readings apart: something else in the question decided.
LOW = NEAR


def margin(draft: Draft) -> float | None:
    """Return the least margin of any word: what its reading has more in evidence than the next that could be given.

    None where no word had another reading. What is read by a part of a name has no more than no reading at all.
    """
    margins = [one for mention in draft.mentions for one in _margins(draft, mention)]
    return round(max(0.0, min(margins)), 4) if margins else None


def _margins(draft: Draft, mention: Mention) -> Iterator[float]:
    taken = _taken(draft, mention)
    won = [
        one for one in mention.links if isinstance(one.target, MetricTarget | MemberTarget) and str(one.target) in taken
    ]
    if not won:
        return
    best = won[0].score
    yield from (best - one.score for one in mention.links if one not in won and _could_be(draft, one))
    if best <= WEAKEST:
        yield best - WEAKEST


def _taken(draft: Draft, mention: Mention) -> set[str]:
    """Return what the words of a mention were taken for."""
    tokens = draft.analysis.tokens
    start, end = tokens[mention.first].start, tokens[mention.last].end
    return {use.as_ for use in draft.words if use.start <= start and end <= use.end}


def _could_be(draft: Draft, link: Link) -> bool:
    """Whether a reading fits all else that was decided, as far as the documentation tells."""
    match link.target:
        case MetricTarget(ref):
            fields = [one.field for one in (*draft.filters, *draft.splits)]
            return all(metric_reaches(draft.knowledge, ref, field) for field in fields)
        case MemberTarget(ref):
            return draft.reaches(ref)
    return False
