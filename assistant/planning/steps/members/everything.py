"""A member that holds all the others ("heel Nederland"): where the data have no rows of it, it says that all count."""

from __future__ import annotations

from assistant.catalog.formula import formula
from assistant.catalog.levels import levels_of
from assistant.language import CueKind
from assistant.plan import Rank
from assistant.planning.draft import Draft
from assistant.planning.steps.dimensions import level_available
from assistant.planning.steps.members.choice import Choice
from assistant.planning.words import words

#: Words beside which such a member stands for itself: a side of a comparison, or the whole of a part.
_ITSELF = (CueKind.COMPARE, CueKind.COMPARATIVE, CueKind.DIFFERENCE, CueKind.SHARE, CueKind.PERCENT)


def lift_everything(draft: Draft, chosen: list[Choice]) -> list[Choice]:
    """Leave out a member that holds all others, where it limits nothing: all places count, and that is said."""
    if draft.has(*_ITSELF):
        return chosen
    kept = []
    for one in chosen:
        others = [other for other in chosen if other is not one and other.field == one.field]
        if any(_in_one_breath(draft, one, other) for other in others):
            kept.append(one)  # "Meerstad en het land": a figure of each
            continue
        if not one.excluded and _holds_all(draft, one) and (others or draft.splits or _only_summed(draft, one)):
            draft.everywhere = True
            draft.assume("place", "assume_all_places")
        else:
            kept.append(one)
    return kept


def _in_one_breath(draft: Draft, one: Choice, other: Choice) -> bool:
    first, last = sorted((one.mention, other.mention), key=lambda mention: mention.first)
    return any(token.folded in words("and") for token in draft.analysis.tokens[first.last + 1 : last.first])


def _holds_all(draft: Draft, one: Choice) -> bool:
    """Whether it is the only member of the coarsest level, and no row says what lies in it."""
    levels = levels_of(draft.knowledge.catalog, one.field)
    profile = draft.knowledge.profile.field(one.field)
    if levels is None or profile is None or len(one.members) != 1:
        return False
    top = levels.order[0]
    if one.members[0].level != top or top in levels.parents:
        return False
    return sum(member.level == top for member in profile.members) == 1


def _only_summed(draft: Draft, one: Choice) -> bool:
    """Whether the data have no figure of it, but one of its parts that adds up."""
    level = one.members[0].level
    catalog = draft.knowledge.catalog
    if level is None or level_available(draft, one.field, level) or isinstance(draft.calculation, Rank):
        return False
    return all(formula(catalog, ref).additive for ref in draft.metrics)
