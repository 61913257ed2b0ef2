"""One name, several members: what the words around it, the split and the home place rule out."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalog.catalog import FieldRef
from assistant.catalog.vocabulary import FieldRole
from assistant.language import CueKind
from assistant.linking.cover import Mention
from assistant.linking.targets import FieldTarget, LevelTarget, MemberTarget
from assistant.plan import MemberFilter, Op
from assistant.planning.draft import Draft
from assistant.planning.steps.dimensions import corrects, level_available
from assistant.planning.steps.members.choice import Candidates
from assistant.planning.steps.members.known import ancestors, known_member
from assistant.planning.steps.roles import role_of
from assistant.planning.words import words


def narrowed(draft: Draft, mention: Mention, usable: Candidates) -> Candidates:
    """Apply the rules below in turn, as long as more than one reading is left and each leaves one."""
    for keep in (
        as_qualified,
        _at_available_level,
        _above_split,
        _against_its_alternative,
        _like_its_equal,
        _inside_others,
        _with_figures,
    ):
        kept = keep(draft, mention, usable) if len(usable) > 1 else usable
        usable = kept or usable
    return usable


def as_qualified(draft: Draft, mention: Mention, usable: Candidates) -> Candidates:
    """Keep the candidates that a level or field word beside the name allows; all when there is no such word."""
    for other in _neighbours(draft, mention):
        if other.first in draft.claimed:
            continue
        levels = {(target.ref, target.level) for _, target in draft.candidates(other, LevelTarget)}
        fields = {target.ref for _, target in draft.candidates(other, FieldTarget)}
        return [
            (one, target)
            for one, target in usable
            if (target.ref, target.member.level) in levels or (not levels and target.ref in fields)
        ]
    return usable


def claim_qualifier(draft: Draft, mention: Mention, target: MemberTarget) -> None:
    """Claim the level or field word beside a name as part of it."""
    for other in _neighbours(draft, mention):
        if other.first not in draft.claimed:
            draft.claim(other.first, other.last, f"{target.ref}={target.member.value}")


def _against_its_alternative(draft: Draft, mention: Mention, usable: Candidates) -> Candidates:
    """ "Meer uitgegeven dan begroot": beside one alternative a name stands for another of the same."""
    others = [target for other in draft.mentions if other is not mention for _, target in _as_members(draft, other)]
    beside = {target.ref for target in others if draft.knowledge.catalog.field(target.ref).exclusive}
    own = {(target.ref, target.member.value) for _, target in usable}
    named = {(target.ref, target.member.value) for target in others} - own
    return [
        (one, target) for one, target in usable if target.ref in beside and any(ref == target.ref for ref, _ in named)
    ]


def _as_members(draft: Draft, mention: Mention) -> Candidates:
    return draft.candidates(mention, MemberTarget)


def _neighbours(draft: Draft, mention: Mention) -> list[Mention]:
    return [
        other
        for other in draft.mentions
        if role_of(other) in (LevelTarget, FieldTarget)
        and not _of_time(draft, other)
        and (other.last + 1 == mention.first or _bracketed(draft, mention, other) or corrects(draft, other))
    ]


def _of_time(draft: Draft, mention: Mention) -> bool:
    """Whether a word names a time field: in "per jaar Noord" it says nothing about the name."""
    fields = [target.ref for _, target in draft.candidates(mention, FieldTarget)]
    return bool(fields) and all(draft.knowledge.catalog.field(ref).role is FieldRole.TIME for ref in fields)


def _bracketed(draft: Draft, mention: Mention, other: Mention) -> bool:
    """Whether the word follows as an addition: "Noord (wijk)", "Noord, de wijk"."""
    between = draft.analysis.tokens[mention.last + 1 : other.first]
    opened = bool(between) and between[0].text in ("(", "[", ",")
    return opened and all(token.stop or token.text in "([," for token in between)


def _at_available_level(draft: Draft, mention: Mention, usable: Candidates) -> Candidates:
    return [
        (one, target)
        for one, target in usable
        if target.member.level is None or level_available(draft, target.ref, target.member.level)
    ]


def _above_split(draft: Draft, mention: Mention, usable: Candidates) -> Candidates:
    """In "welke gemeente in Utrecht" the name is what holds the municipalities, not one of them."""
    levels = {part.level for part in draft.splits if part.field in {target.ref for _, target in usable}}
    return [(one, target) for one, target in usable if target.member.level not in levels]


def _like_its_equal(draft: Draft, mention: Mention, usable: Candidates) -> Candidates:
    """Keep those of the level of a name that stands on a par with it: "Utrecht en Zwolle samen", "meer dan Zwolle"."""
    refs = {target.ref for _, target in usable}
    held = draft.has(CueKind.COMPARE, CueKind.COMPARATIVE, CueKind.DIFFERENCE)
    for other in draft.mentions:
        if other is mention or role_of(other) is not MemberTarget or not (held or _joined(draft, mention, other)):
            continue
        levels = {target.member.level for _, target in draft.candidates(other, MemberTarget) if target.ref in refs}
        if len(levels) == 1 and None not in levels:
            return [(one, target) for one, target in usable if target.member.level in levels]
    return usable


def _joined(draft: Draft, one: Mention, other: Mention) -> bool:
    """Whether nothing but a conjunction stands between two names."""
    first, last = sorted((one, other), key=lambda mention: mention.first)
    between = draft.analysis.tokens[first.last + 1 : last.first]
    return bool(between) and all(token.folded in words("and") or token.text == "," for token in between)


def _inside_others(draft: Draft, mention: Mention, usable: Candidates) -> Candidates:
    """Keep the candidates that lie inside another place that the question names: "Kerkbuurt in Noord"."""
    named = {
        (target.ref, target.member.value)
        for other in draft.mentions
        if other is not mention and role_of(other) is MemberTarget
        for _, target in draft.candidates(other, MemberTarget)
    }
    return [
        (one, target)
        for one, target in usable
        if any((target.ref, value) in named for value in ancestors(draft, target.ref, target.member.value))
    ]


#: More readings than this are not tried in the data.
_MOST_TRIED = 8


def _with_figures(draft: Draft, mention: Mention, usable: Candidates) -> Candidates:
    """Keep those with figures beside the other names: of two schools of one name, the one in the village named."""
    beside = _beside(draft, mention, {target.ref for _, target in usable})
    if not beside or len(usable) > _MOST_TRIED or _has_alternatives(draft):
        return usable
    plan, role = draft.plan(), draft.request.role
    return [
        (one, target)
        for one, target in usable
        if draft.facts.periods(replace(plan, filters=(*plan.filters, *beside, _filter(draft, target))), role)
    ]


def _has_alternatives(draft: Draft) -> bool:
    """Whether the data keep alternatives apart that are not chosen yet: then there are no figures to look for."""
    catalog = draft.knowledge.catalog
    return any(field.exclusive for name in draft.datasets() for field in catalog.by_name[name].fields)


def _beside(draft: Draft, mention: Mention, fields: set[FieldRef]) -> list[MemberFilter]:
    """The other names of the question that can only be one member, of another field."""
    found = []
    for other in draft.mentions:
        if other is mention or role_of(other) is not MemberTarget:
            continue
        targets = [target for _, target in draft.candidates(other, MemberTarget) if draft.reaches(target.ref)]
        if len(targets) == 1 and targets[0].ref not in fields:
            found.append(_filter(draft, targets[0]))
    return found


def _filter(draft: Draft, target: MemberTarget) -> MemberFilter:
    return MemberFilter(target.ref, Op.IN, (known_member(draft, target.ref, target.member.value),))
