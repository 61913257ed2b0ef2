"""The part of a whole: which dimension makes the part, and which place makes the whole."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalog.catalog import FieldRef
from assistant.catalog.graph import conformed
from assistant.catalog.levels import levels_of
from assistant.language import CueKind, CueSpan
from assistant.linking.targets import MemberTarget
from assistant.plan import Difference, DifferenceKind, MemberFilter, Op, Origin, Reason, Refusal, Share
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label
from assistant.planning.outcomes import refuse
from assistant.planning.steps.members import ancestors, known_member
from assistant.planning.steps.pair_members import all_members
from assistant.planning.steps.units import is_percentage


def share(draft: Draft) -> bool | Refusal:
    """Read "welk deel van", "in procenten"."""
    open_ = (cue for cue in draft.cues(CueKind.SHARE, CueKind.PERCENT) if cue.first not in draft.claimed)
    cue = min(open_, key=lambda one: one.kind is CueKind.PERCENT, default=None)
    if cue is None or is_percentage(draft, draft.metrics[0]):
        return False
    found = _of_the_other(draft, cue) or share_field(draft)
    if found is None:
        return False
    if _of_nothing(draft, cue, found) or _nobody_named(draft, found) or len(draft.metrics) > 1:
        metric = metric_label(draft.knowledge.catalog, draft.metrics[0], draft.language)
        return refuse(draft, Reason.OUT_OF_SCOPE, "no_whole", draft.metrics, metric=metric)
    if draft.conditions:
        return refuse(draft, Reason.OUT_OF_SCOPE, "too_complex", draft.metrics)
    draft.claim_all(CueKind.SHARE, CueKind.PERCENT)
    _without_total(draft, found)
    if draft.knowledge.catalog.field(found.field).exclusive:
        return _of_alternative(draft, found)
    draft.calculation = found
    return True


def _of_the_other(draft: Draft, cue: CueSpan) -> Share | None:
    """ "Hoeveel procent van de begroting voor jeugd is uitgegeven": the whole that is named is the other alternative.

    Then the part is no part of all fields of policy, but what was spent of what was planned.
    """
    whole = next((one for one in draft.mentions if cue.last < one.first <= cue.last + 2), None)
    if whole is None:
        return None
    named = {(target.ref, target.member.value) for _, target in draft.candidates(whole, MemberTarget)}
    for item in draft.filters:
        if isinstance(item, MemberFilter) and item.op is Op.IN and len(item.members) == 1:
            others = [one for one in all_members(draft, item.field) if one != item.members[0]]
            exclusive = draft.knowledge.catalog.field(item.field).exclusive
            if exclusive and len(others) == 1 and (item.field, others[0].value) in named:
                return Share(item.field)
    return None


def _of_nothing(draft: Draft, cue: CueSpan, found: Share) -> bool:
    """ "Aandeel inwoners met … in Zuid": which whole the figure is a part of is not said, and it is no place."""
    if levels_of(draft.knowledge.catalog, found.field) is None or any(one.field == found.field for one in draft.splits):
        return False
    tokens = draft.analysis.tokens
    start = tokens[cue.last + 1].start if cue.last + 1 < len(tokens) else -1
    bare = cue.first == cue.last
    return bare and any(word.as_ == str(draft.metrics[0]) and word.start == start for word in draft.words)


def _nobody_named(draft: Draft, found: Share) -> bool:
    """Whether the part would be home, of which the question does not speak."""
    own = [one for one in draft.filters if one.field == found.field]
    split = any(one.field == found.field for one in draft.splits)
    return bool(own) and not split and all(one.origin is Origin.HOME for one in own)


def _without_total(draft: Draft, found: Share) -> None:
    """ "Welk deel van alle misdrijven was fietsendiefstal": the total is the whole, and no part."""
    total = draft.knowledge.catalog.field(found.field).total
    for at, item in enumerate(draft.filters):
        if isinstance(item, MemberFilter) and item.field == found.field and item.op is Op.IN and len(item.members) > 1:
            kept = tuple(member for member in item.members if member.value != total)
            draft.filters[at] = replace(item, members=kept)
            if len(kept) == 1:
                draft.splits = [split for split in draft.splits if split.field != found.field]


def _of_alternative(draft: Draft, found: Share) -> bool:
    """ "Hoeveel procent van de begroting is gerealiseerd": one of two alternatives is set against the other."""
    members = all_members(draft, found.field)
    item = draft.filter_on(found.field)
    if item is None or len(item.members) != 1 or len(members) != 2:
        return False
    other = next(member for member in members if member != item.members[0])
    draft.filters[draft.filters.index(item)] = replace(item, members=(*item.members, other))
    draft.splits = [split for split in draft.splits if split.field != found.field]
    draft.calculation = Difference(found.field, DifferenceKind.PERCENT_OF)
    return True


def share_field(draft: Draft) -> Share | None:
    """Return the dimension that makes the part: the one with a filter that is no place, else the split."""
    catalog = draft.knowledge.catalog
    filters = [one.field for one in draft.filters if isinstance(one, MemberFilter) and one.op is Op.IN]
    levelled = [field for field in filters if levels_of(catalog, field) is not None]
    home = conformed(catalog, catalog.home.ref) if catalog.home else None
    # Kinds may have levels too; where home is among the filters it is the place.
    places = {home} if home in levelled else set(levelled)
    for place in levelled:
        _own_part(draft, place)
    # Begroot is no part of both alternatives together: "van het begrote bedrag naar jeugdhulp" is about jeugdhulp.
    kinds = sorted((one for one in filters if one not in places), key=lambda one: catalog.field(one).exclusive)
    for field in kinds + [one.field for one in draft.splits] + filters:
        if field in places:
            _whole_place(draft, field)
        return Share(field)
    return None


def _own_part(draft: Draft, field: FieldRef) -> None:
    """ "Ons aandeel in de misdrijven van de provincie": home is the part, the place that holds it the whole."""
    home = draft.knowledge.catalog.home
    named = draft.filter_on(field)
    if home is None or conformed(draft.knowledge.catalog, home.ref) != field:
        return
    if named is None or named.op is not Op.IN or not (draft.speaks_of_home or draft.has(CueKind.HOME)):
        return
    around = ancestors(draft, field, home.value)
    if all(member.value in around for member in named.members):
        own = MemberFilter(field, Op.IN, (known_member(draft, field, home.value),))
        draft.filters.insert(draft.filters.index(named), own)


def _whole_place(draft: Draft, field: FieldRef) -> None:
    """A place is a part of the place around it: the one that is named, else home where home holds it."""
    home = draft.knowledge.catalog.home
    own = [one for one in draft.filters if isinstance(one, MemberFilter) and one.field == field and one.op is Op.IN]
    if len(own) != 1 or home is None or conformed(draft.knowledge.catalog, home.ref) != field:
        return
    members = own[0].members
    if all(home.value in ancestors(draft, field, member.value) for member in members):
        whole = known_member(draft, field, home.value)
        draft.filters.append(MemberFilter(field, Op.IN, (whole,), Origin.HOME))
        draft.assume("whole", "assume_whole", place=whole.label)
