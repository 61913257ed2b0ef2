"""Which places and categories of the turn before still hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.catalog.catalog import FieldRef
from assistant.catalog.graph import conformed
from assistant.language import CueKind
from assistant.plan import Filter, MemberFilter, Op, Origin, Plan, Split
from assistant.planning.draft import Draft
from assistant.planning.phrases import listing
from assistant.planning.words import words


def inherit_filters(draft: Draft, previous: Plan) -> None:
    """Take over what the turn does not touch; what it names replaces, joins or is left out of what there was."""
    labels: list[str] = []
    for one in list(_standing(draft, previous)):
        kept = _beside(draft, one) if isinstance(one, MemberFilter) else one
        if kept is None:
            continue
        draft.filters.append(replace(kept, origin=Origin.CONVERSATION))
        if one.field == previous.noun and kept == one:
            draft.noun = previous.noun
        labels += [member.label for member in kept.members] if isinstance(kept, MemberFilter) else []
    if labels:
        draft.assume("conversation", "assume_same", what=listing(list(dict.fromkeys(labels)), draft.language))


def _standing(draft: Draft, previous: Plan) -> Iterator[Filter]:
    """The filters of the turn before that can still hold; the home place is put in anew where it belongs."""
    left_behind = _places_left_behind(draft)
    for one in previous.filters:
        if one.origin is Origin.HOME or one.field in left_behind or not draft.reaches(one.field):
            continue
        if isinstance(one, MemberFilter) and _listed_anew(draft, one):
            continue
        yield _as_named(one, previous)


def _as_named(one: Filter, previous: Plan) -> Filter:
    """A place in the borders of today goes on as the one place that was named; it is redrawn for this turn."""
    borders = previous.borders
    if borders is None or not isinstance(one, MemberFilter) or one.field != borders.field:
        return one
    return replace(one, members=(borders.member,))


def _places_left_behind(draft: Draft) -> set[FieldRef]:
    """The field of places, when the turn speaks of home or of all places."""
    home = draft.knowledge.catalog.home
    spoken = draft.speaks_of_home or draft.has(CueKind.HOME, CueKind.EVERYWHERE)
    return {conformed(draft.knowledge.catalog, home.ref)} if home is not None and spoken else set()


def _listed_anew(draft: Draft, one: MemberFilter) -> bool:
    """ "En per wijk?" after one district asks for all of them."""
    listed = any(split.field == one.field and _at(split, one) for split in draft.splits)
    return listed and one.op is Op.IN and len(one.members) == 1


def _at(split: Split, one: MemberFilter) -> bool:
    return all(member.level == split.level for member in one.members)


def _beside(draft: Draft, old: MemberFilter) -> MemberFilter | None:
    """Return what is left of a filter beside those of this turn on the same field."""
    own = [one for one in draft.filters if isinstance(one, MemberFilter) and one.field == old.field]
    wanted = next((one for one in own if one.op is Op.IN), None)
    unwanted = next((one for one in own if one.op is Op.NOT_IN), None)
    if wanted is not None:
        if (draft.has(CueKind.COMPARE) or _also(draft) or _than(draft)) and old.op is Op.IN:
            _side_by_side(draft, wanted, old)
        return None
    if unwanted is None:
        return old
    if old.op is Op.NOT_IN:
        draft.filters.remove(unwanted)
        return replace(old, members=tuple(dict.fromkeys((*old.members, *unwanted.members))))
    left = tuple(member for member in old.members if member not in unwanted.members)
    if left and left != old.members:
        draft.filters.remove(unwanted)
        return replace(old, members=left)
    return old


def _also(draft: Draft) -> bool:
    """ "En ook de wilgen": beside what there was."""
    return any(token.folded in words("also") for token in draft.analysis.tokens)


def _than(draft: Draft) -> bool:
    """ "Hoeveel meer dan Zuid", "is dat meer dan in Zuid": the place of the turn before is the other side."""
    how_much = any(cue.args.get("form") in ("amount", "percent") for cue in draft.cues(CueKind.CHANGE))
    said = any(token.folded in words("than") for token in draft.analysis.tokens)
    return any(cue.args.get("than") for cue in draft.cues(CueKind.COMPARATIVE)) or (how_much and said)


def _side_by_side(draft: Draft, new: MemberFilter, old: MemberFilter) -> None:
    """ "Vergelijk met Oudemeer": the place of the turn before and the new one, each its own row."""
    members = tuple(dict.fromkeys((*old.members, *new.members)))
    draft.filters[draft.filters.index(new)] = replace(new, members=members)
    levels = {member.level for member in members}
    draft.add_split(Split(new.field, levels.pop() if len(levels) == 1 else None))
