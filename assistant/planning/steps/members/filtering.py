"""Names become filters; several beside each other become a split, or are added up when that is asked."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.catalog.catalog import FieldRef
from assistant.catalog.formula import formula
from assistant.language import CueKind
from assistant.plan import Member, MemberFilter, Op, Split
from assistant.planning.draft import Draft
from assistant.planning.phrases import listing
from assistant.planning.steps.members.choice import Choice
from assistant.planning.steps.members.known import ancestors
from assistant.planning.words import words


def filter_on(draft: Draft, field: FieldRef, choices: list[Choice]) -> None:
    """Add the filters on one field, and the split or sum that several members ask for."""
    kept = _without_containers(draft, field, [one for one in choices if not one.excluded])
    wanted = _unique(member for one in kept for member in one.members)
    unwanted = _unique(member for one in choices if one.excluded for member in one.members)
    if wanted:
        draft.filters.append(MemberFilter(field, Op.IN, wanted))
    around = _unique(member for one in choices if not one.excluded and one not in kept for member in one.members)
    if wanted and around and draft.has(CueKind.SHARE, CueKind.PERCENT, CueKind.RANK):
        # The place around it is the whole ("welk deel van de gemeente is Centrum"), or that of the ranking.
        draft.filters.append(MemberFilter(field, Op.IN, around))
    if unwanted:
        draft.filters.append(MemberFilter(field, Op.NOT_IN, unwanted))
    if unwanted and draft.has(CueKind.TOTAL):
        _together(draft, field)
    if len(wanted) > 1 and not any(split.field == field for split in draft.splits):
        _split_or_sum(draft, field, wanted, any(one.group and not _each(draft, one) for one in choices))


def _together(draft: Draft, field: FieldRef) -> None:
    """ "De eilanden zonder Grootoog samen": the listed members are one figure."""
    for split in [one for one in draft.splits if one.field == field]:
        draft.splits.remove(split)
        draft.everywhere = True
        draft.claim_all(CueKind.TOTAL)


def _without_containers(draft: Draft, field: FieldRef, choices: list[Choice]) -> list[Choice]:
    """Drop a place that only says where another one lies ("Kerkbuurt in Noord"), unless they stand side by side."""
    if draft.has(CueKind.COMPARE, CueKind.COMPARATIVE, CueKind.DIFFERENCE):
        return choices
    inside = {value for one in choices for member in one.members for value in ancestors(draft, field, member.value)}
    holders = [one for one in choices if all(member.value in inside for member in one.members)]
    return [one for one in choices if one not in holders or _beside(draft, one, choices)]


def _beside(draft: Draft, holder: Choice, choices: list[Choice]) -> bool:
    """Whether a conjunction joins a place to another one: "Noord en de gemeente", "Utrecht and the province"."""
    tokens = draft.analysis.tokens
    for other in choices:
        first, last = sorted((holder.mention, other.mention), key=lambda one: one.first)
        between = tokens[first.last + 1 : last.first]
        if other is not holder and any(token.folded in words("and") for token in between):
            return True
    return False


def _each(draft: Draft, one: Choice) -> bool:
    """Whether "per", "van elke" stands before a group: then each of its members is asked."""
    targets = [cue.target for cue in draft.cues(CueKind.SPLIT, CueKind.EACH) if cue.target is not None]
    found = any(one.mention.first <= at <= one.mention.last for at in targets)
    for cue in draft.cues(CueKind.SPLIT, CueKind.EACH):
        if found and cue.target is not None and one.mention.first <= cue.target <= one.mention.last:
            draft.claim_cue(cue)
    return found


def _split_or_sum(draft: Draft, field: FieldRef, members: tuple[Member, ...], group: bool) -> None:
    together = draft.has(CueKind.TOTAL) or (group and not _listed(draft))
    additive = all(formula(draft.knowledge.catalog, ref).additive for ref in draft.metrics)
    if together and (additive or draft.has(CueKind.TOTAL)):
        labels = [member.label for member in members]
        draft.assume("members", "assume_together", members=listing(labels, draft.language))
        return
    if draft.has(CueKind.SHARE) and group:
        return
    levels = {member.level for member in members}
    draft.add_split(Split(field, levels.pop() if len(levels) == 1 else None))


def _listed(draft: Draft) -> bool:
    """Whether the members of a group are what is listed, ranked or compared, and not something else beside them.

    "In welke wijk wonen de meeste ouderen" ranks districts, by all of the elderly together.
    """
    periods = draft.analysis.periods
    if draft.has(CueKind.EACH) or (draft.has(CueKind.COMPARE) and not any(span.compare for span in periods)):
        return True
    return draft.has(CueKind.WHICH, CueKind.TOP) and not draft.splits


def _unique(members: Iterable[Member]) -> tuple[Member, ...]:
    return tuple(dict.fromkeys(members))
