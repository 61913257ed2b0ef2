"""The others: "de andere gemeenten", "de overige wijken dan Noord", "other categories"."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalog.catalog import FieldRef
from assistant.catalog.graph import conformed
from assistant.language import CueKind, CueSpan
from assistant.plan import Member, MemberFilter, Op, Split
from assistant.planning.draft import Draft
from assistant.planning.steps.dimensions import level_available
from assistant.planning.steps.members.choice import Choice
from assistant.planning.steps.members.known import known_member


def the_others(draft: Draft, chosen: list[Choice]) -> list[Choice]:
    """Leave out of a split what "de andere …" are other than: the named one, the turn before's, or the home place.

    Beside the named one ("Noord vergeleken met de andere wijken") all are shown, and so they are where our own
    figure is what the others are held against ("bijstand vergeleken met andere gemeenten").
    """
    for cue in draft.cues(CueKind.OTHERS):
        split = _split_at(draft, cue) or _like_home(draft, cue)
        if split is None:
            continue
        own = [one for one in chosen if one.field == split.field and any(m.level == split.level for m in one.members)]
        than = [one for one in own if one.mention.first > cue.last]
        if than:
            draft.claim_cue(cue)
            _claim_than(draft, cue, than[0].mention.first)
            chosen = [replace(one, excluded=True) if one in than else one for one in chosen]
        elif own:
            draft.claim_cue(cue)
            chosen = [one for one in chosen if one not in own]
        elif members := _spoken_of(draft, split):
            draft.claim_cue(cue)
            if _held_against(draft, cue):
                continue
            draft.filters.append(MemberFilter(split.field, Op.NOT_IN, members))
    return chosen


def _split_at(draft: Draft, cue: CueSpan) -> Split | None:
    """Return the split that the words after "andere" have become."""
    target = cue.target if cue.target is not None else cue.last + 1
    for mention in draft.mentions:
        if mention.first <= target <= mention.last and mention.first in draft.claimed:
            kinds = {str(one.target) for one in mention.links}
            return next((one for one in draft.splits if _name(one) in kinds), None)
    return None


def _like_home(draft: Draft, cue: CueSpan) -> Split | None:
    """ "Vergeleken met anderen" without a word for what they are: the places like home, where nothing else is split."""
    home = draft.knowledge.catalog.home
    named = cue.args.get("scope") is not None or draft.splits or not _held_against(draft, cue)
    if named or home is None or not draft.reaches(home.ref):
        return None
    field = conformed(draft.knowledge.catalog, home.ref)
    if draft.filter_on(field) is not None:
        return None
    level = known_member(draft, field, home.value).level
    if level is None or not level_available(draft, field, level):
        return None
    split = Split(field, level)
    draft.add_split(split)
    return split


def _name(split: Split) -> str:
    return f"{split.field}:{split.level}" if split.level else str(split.field)


def _held_against(draft: Draft, cue: CueSpan) -> bool:
    """Whether "vergeleken met", "ten opzichte van" stands before "(de) andere"."""
    than = [other for other in draft.cues(CueKind.COMPARATIVE) if other.args.get("than") and draft.has(CueKind.HOME)]
    bases = [other for other in draft.cues(CueKind.COMPARE) if other.args.get("base")]
    between = [(other.last + 1, cue.first) for other in (*bases, *than)]
    tokens = draft.analysis.tokens
    return any(first <= last and all(one.stop for one in tokens[first:last]) for first, last in between)


def _claim_than(draft: Draft, cue: CueSpan, until: int) -> None:
    for other in draft.cues(CueKind.COMPARE, CueKind.COMPARATIVE):
        if cue.last < other.first < until:
            draft.claim_cue(other)


def _spoken_of(draft: Draft, split: Split) -> tuple[Member, ...]:
    """What the question does not name: the members of the turn before, else the home place, at the split's level."""
    previous = draft.request.previous
    for one in previous.filters if previous else ():
        if isinstance(one, MemberFilter) and one.field == split.field and one.op is Op.IN:
            found = tuple(member for member in one.members if member.level == split.level)
            if found:
                return found
    home = draft.knowledge.catalog.home
    if home is None or conformed(draft.knowledge.catalog, FieldRef.parse(str(home.ref))) != split.field:
        return ()
    member = known_member(draft, split.field, home.value)
    return (member,) if member.level == split.level else ()
