"""The part of a whole: which dimension makes the part, and which place makes the whole."""

from __future__ import annotations

from assistant.catalog.catalog import FieldRef
from assistant.catalog.graph import conformed
from assistant.language import CueKind
from assistant.plan import MemberFilter, Op, Origin, Share
from assistant.planning.draft import Draft
from assistant.planning.steps.members import ancestors, known_member
from assistant.planning.steps.units import is_percentage


def share(draft: Draft) -> bool:
    """Read "welk deel van", "in procenten"."""
    cue = next(iter(draft.cues(CueKind.SHARE)), None) or next(iter(draft.cues(CueKind.PERCENT)), None)
    if cue is None or is_percentage(draft, draft.metrics[0]):
        return False
    found = share_field(draft)
    if found is None:
        return False
    draft.claim_all(CueKind.SHARE, CueKind.PERCENT)
    draft.calculation = found
    return True


def share_field(draft: Draft) -> Share | None:
    """Return the dimension that makes the part: the one with a filter that is no place, else the split."""
    home = draft.knowledge.catalog.home
    place = conformed(draft.knowledge.catalog, home.ref) if home else None
    filters = [one.field for one in draft.filters if isinstance(one, MemberFilter) and one.op is Op.IN]
    for field in [one for one in filters if one != place] + [one.field for one in draft.splits] + filters:
        if field == place:
            _whole_place(draft, field)
        return Share(field)
    return None


def _whole_place(draft: Draft, field: FieldRef) -> None:
    """A place is a part of the place around it: the one that is named, else home where home holds it."""
    home = draft.knowledge.catalog.home
    own = [one for one in draft.filters if isinstance(one, MemberFilter) and one.field == field and one.op is Op.IN]
    if len(own) != 1 or home is None:
        return
    members = own[0].members
    if all(home.value in ancestors(draft, field, member.value) for member in members):
        whole = known_member(draft, field, home.value)
        draft.filters.append(MemberFilter(field, Op.IN, (whole,), Origin.HOME))
        draft.assume("whole", "assume_whole", place=whole.label)
