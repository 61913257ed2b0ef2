"""How many times as much, and what part of one alternative the other is."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalog.catalog import FieldRef
from assistant.language import CueKind
from assistant.plan import (
    Claim,
    Difference,
    DifferenceKind,
    Direction,
    MemberFilter,
    divided,
)
from assistant.planning.draft import Draft
from assistant.planning.steps.pair_members import pair_of

_PAIR = 2
#: More or less than in another period is a rise or a fall.
_MOVES = {Direction.MORE: Direction.UP, Direction.LESS: Direction.DOWN}


def times(draft: Draft) -> bool:
    """Read "hoeveel keer zoveel als", "half zoveel als", "hoeveel procent van begroot is gerealiseerd"."""
    cue = next(iter(draft.cues(CueKind.TIMES)), None)
    pair = pair_of(draft) if cue is not None or _part_of_pair(draft) else None
    if pair is None:
        return False
    draft.splits = [split for split in draft.splits if split.field != pair]
    if cue is None:
        _turn(draft, pair)
        draft.calculation = Difference(pair, DifferenceKind.PERCENT_OF, of=divided(draft.calculation))
        draft.claim_all(CueKind.SHARE, CueKind.PERCENT)
        return True
    between = Difference(pair, DifferenceKind.TIMES, of=divided(draft.calculation))
    factor = cue.args.get("value", cue.args.get("times"))
    draft.calculation = between
    if isinstance(factor, int | float) and draft.has(CueKind.YES_NO, CueKind.CLAIM):
        draft.calculation = Claim(between, float(factor), decimals=1)
    draft.claim_all(CueKind.TIMES, CueKind.CLAIM, CueKind.COMPARATIVE)
    return True


def _part_of_pair(draft: Draft) -> bool:
    """Whether a share is asked of two alternatives that are never added up."""
    catalog = draft.knowledge.catalog
    fields = {item.field for item in draft.filters if isinstance(item, MemberFilter) and len(item.members) == _PAIR}
    return draft.has(CueKind.SHARE) and any(catalog.field(ref).exclusive for ref in fields)


def _turn(draft: Draft, field: FieldRef) -> None:
    """ "Hoeveel procent van X is Y": Y against X."""
    item = draft.filter_on(field)
    if item is not None:
        at = draft.filters.index(item)
        draft.filters[at] = replace(item, members=tuple(reversed(item.members)))
