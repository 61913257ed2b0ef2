"""Which places, groups and categories the figure is about."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.catalog.catalog import FieldRef
from assistant.catalog.formula import formula
from assistant.catalog.graph import conformed
from assistant.catalog.levels import levels_of
from assistant.catalog.vocabulary import Aggregation
from assistant.language import CueKind
from assistant.linking.cover import Mention
from assistant.linking.index import split
from assistant.linking.targets import Evidence, FieldTarget, GroupTarget, LevelTarget, Link, MemberTarget
from assistant.plan import Member, MemberFilter, Op, Reason, Share, Split
from assistant.planning.draft import Draft
from assistant.planning.names import field_label, level_label, member_label, metric_label
from assistant.planning.outcomes import ask_back, refuse, reworded
from assistant.planning.phrases import listing, say
from assistant.planning.steps.dimensions import level_available
from assistant.planning.steps.documented import named
from assistant.planning.steps.metrics import fields_of
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.roles import role_of


@dataclass(frozen=True)
class _Choice:
    mention: Mention
    field: FieldRef
    members: tuple[Member, ...]
    excluded: bool
    group: bool


def choose_members(draft: Draft) -> Outcome:
    """Turn names into filters; ask when one name is several things; several names beside each other are a split."""
    chosen: list[_Choice] = []
    for mention in list(draft.open_mentions()):
        role = role_of(mention)
        if role not in (MemberTarget, GroupTarget):
            continue
        result = _group(draft, mention) if role is GroupTarget else _member(draft, mention)
        if not isinstance(result, _Choice):
            if result is not None and not isinstance(result, _Named):
                return result
            continue
        chosen.append(result)
    for field in dict.fromkeys(one.field for one in chosen):
        _filter(draft, field, [one for one in chosen if one.field == field])
    return _not_together(draft)


def _not_together(draft: Draft) -> Outcome:
    """Refuse "samen" for a published figure that cannot be worked out for several members."""
    several = any(len(one.members) > 1 for one in draft.filters if isinstance(one, MemberFilter))
    for ref in draft.metrics:
        parts = formula(draft.knowledge.catalog, ref).components
        if several and draft.has(CueKind.TOTAL) and any(one.kind is Aggregation.NONE for one in parts):
            metric = metric_label(draft.knowledge.catalog, ref, draft.language)
            return refuse(draft, Reason.NOT_ADDITIVE, "not_additive", [ref], metric=metric)
    return None


@dataclass(frozen=True)
class _Named:
    """The words belong to the name of the metric."""


def _part_of_name(draft: Draft, mention: Mention) -> _Named | None:
    if not named(draft, split(draft.text(mention))):
        return None
    draft.claim(mention.first, mention.last, str(draft.metrics[0]))
    return _Named()


def _group(draft: Draft, mention: Mention) -> _Choice | _Named | Outcome:
    catalog = draft.knowledge.catalog
    names = [target.name for _, target in draft.candidates(mention, GroupTarget)]
    groups = [group for group in catalog.groups if group.name in names]
    usable = [group for group in groups if draft.reaches(FieldRef.parse(group.field))]
    if not usable:
        return _part_of_name(draft, mention) or _not_here(draft, mention)
    group = usable[0]
    ref = FieldRef.parse(group.field)
    members = tuple(known_member(draft, ref, value) for value in group.values)
    draft.claim(mention.first, mention.last, f"group:{group.name}")
    return _Choice(mention, conformed(catalog, ref), members, _excluded(draft, mention), True)


def known_member(draft: Draft, ref: FieldRef, value: str) -> Member:
    """Return a member by its stored value, with its label and level as the data have them."""
    profile = draft.knowledge.profile.field(ref)
    found = profile.by_value.get(value) if profile else None
    label = member_label(draft.knowledge, ref, value, draft.language)
    return Member(value, label, found.level if found else None)


def _member(draft: Draft, mention: Mention) -> _Choice | _Named | Outcome:
    everything = draft.candidates(mention, MemberTarget)
    usable = [(one, target) for one, target in everything if draft.reaches(target.ref)]
    if not usable:
        return _part_of_name(draft, mention) or _not_here(draft, mention)
    for keep in (_as_qualified, _at_available_level, _above_split, _inside_others, _inside_home):
        kept = keep(draft, mention, usable) if len(usable) > 1 else usable
        usable = kept or usable
    if len({(target.ref, target.member.value) for _, target in usable}) > 1:
        return _which_member(draft, mention, [target for _, target in usable])
    link, target = usable[0]
    if not _as_qualified(draft, mention, usable):
        return _other_level(draft, mention, target)
    draft.claim(mention.first, mention.last, f"{target.ref}={target.member.value}")
    _claim_qualifier(draft, mention, target)
    member = known_member(draft, target.ref, target.member.value)
    if link.evidence is Evidence.PARTIAL:
        draft.assume("member", "assume_word", word=draft.text(mention), meaning=member.label)
    return _Choice(mention, target.ref, (member,), _excluded(draft, mention), False)


_Candidates = list[tuple[Link, MemberTarget]]


def _neighbours(draft: Draft, mention: Mention) -> list[Mention]:
    return [
        other
        for other in draft.mentions
        if role_of(other) in (LevelTarget, FieldTarget)
        and (other.last + 1 == mention.first or _bracketed(draft, mention, other))
    ]


def _bracketed(draft: Draft, mention: Mention, other: Mention) -> bool:
    between = draft.analysis.tokens[mention.last + 1 : other.first]
    return bool(between) and all(token.text in "([," for token in between)


def _as_qualified(draft: Draft, mention: Mention, usable: _Candidates) -> _Candidates:
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


def _claim_qualifier(draft: Draft, mention: Mention, target: MemberTarget) -> None:
    for other in _neighbours(draft, mention):
        if other.first not in draft.claimed:
            draft.claim(other.first, other.last, f"{target.ref}={target.member.value}")


def _at_available_level(draft: Draft, mention: Mention, usable: _Candidates) -> _Candidates:
    return [
        (one, target)
        for one, target in usable
        if target.member.level is None or level_available(draft, target.ref, target.member.level)
    ]


def _above_split(draft: Draft, mention: Mention, usable: _Candidates) -> _Candidates:
    """In "welke gemeente in Utrecht" the name is what holds the municipalities, not one of them."""
    levels = {part.level for part in draft.splits if part.field in {target.ref for _, target in usable}}
    return [(one, target) for one, target in usable if target.member.level not in levels]


def _inside_others(draft: Draft, mention: Mention, usable: _Candidates) -> _Candidates:
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


def _inside_home(draft: Draft, mention: Mention, usable: _Candidates) -> _Candidates:
    """Among members of one level, the one inside the home place is meant."""
    home = draft.knowledge.catalog.home
    if home is None or len({target.member.level for _, target in usable}) > 1:
        return usable
    return [
        (one, target)
        for one, target in usable
        if home.value == target.member.value or home.value in ancestors(draft, target.ref, target.member.value)
    ]


def ancestors(draft: Draft, ref: FieldRef, value: str) -> set[str]:
    """Return the members that a member lies in, at every documented level."""
    profile = draft.knowledge.profile.field(ref)
    found = profile.by_value.get(value) if profile else None
    return {parent for _, parent in found.parents if parent != value} if found else set()


def _which_member(draft: Draft, mention: Mention, targets: list[MemberTarget]) -> Outcome:
    catalog, language = draft.knowledge.catalog, draft.language
    levels = {target.member.level for target in targets}
    options = []
    for target in targets:
        label = member_label(draft.knowledge, target.ref, target.member.value, language)
        parents = ancestors(draft, target.ref, target.member.value)
        if len(levels) == len(targets) and target.member.level:
            level = level_label(catalog, target.ref, target.member.level, language)
            phrase = say("option_member", language, level=level, member=label)
        elif parents:
            nearest = _nearest_parent(draft, target)
            phrase = say("option_in", language, member=label, parent=nearest)
        else:
            field = field_label(catalog, target.ref, language)
            phrase = say("option_member", language, level=field, member=label)
        options.append((phrase, reworded(draft, mention, phrase)))
    draft.claim(mention.first, mention.last, "?")
    return ask_back(draft, "which_member", options, word=draft.text(mention))


def _nearest_parent(draft: Draft, target: MemberTarget) -> str:
    profile = draft.knowledge.profile.field(target.ref)
    found = profile.by_value.get(target.member.value) if profile else None
    levels = levels_of(draft.knowledge.catalog, target.ref)
    order = levels.order if levels else ()
    known = [(level, value) for level, value in (found.parents if found else ()) if value != target.member.value]
    known.sort(key=lambda one: order.index(one[0]) if one[0] in order else -1)
    level, value = known[-1]
    label = member_label(draft.knowledge, target.ref, value, draft.language)
    return f"{level_label(draft.knowledge.catalog, target.ref, level, draft.language)} {label}"


def _other_level(draft: Draft, mention: Mention, target: MemberTarget) -> Outcome:
    metric = metric_label(draft.knowledge.catalog, draft.metrics[0], draft.language)
    return refuse(
        draft,
        Reason.UNKNOWN_MEMBER,
        "unknown_member",
        draft.metrics,
        words=f"‘{draft.text(mention)}’",
        metric=metric,
        topics=target.member.label,
    )


def _not_here(draft: Draft, mention: Mention) -> Outcome:
    catalog, language = draft.knowledge.catalog, draft.language
    metric = metric_label(catalog, draft.metrics[0], language) if draft.metrics else "…"
    able = [
        ref
        for ref in catalog.metric_refs
        if any(
            one in fields_of(draft, mention)
            for one in (FieldRef(ref.dataset, name) for name in catalog.by_name[ref.dataset].fields_by_name)
        )
    ]
    return refuse(
        draft, Reason.LEVEL_NOT_AVAILABLE, "member_not_here", able, metric=metric, word=f"‘{draft.text(mention)}’"
    )


def _excluded(draft: Draft, mention: Mention) -> bool:
    for cue in draft.cues(CueKind.NEGATION):
        if cue.last < mention.first and draft.only_small_words(cue.last + 1, mention.first - 1):
            draft.claim_cue(cue)
            return True
    return False


def _filter(draft: Draft, field: FieldRef, choices: list[_Choice]) -> None:
    wanted = _unique(member for one in choices if not one.excluded for member in one.members)
    unwanted = _unique(member for one in choices if one.excluded for member in one.members)
    wanted = _without_containers(draft, field, wanted)
    if wanted:
        draft.filters.append(MemberFilter(field, Op.IN, wanted))
    if unwanted:
        draft.filters.append(MemberFilter(field, Op.NOT_IN, unwanted))
    if len(wanted) > 1 and not any(split.field == field for split in draft.splits):
        _split_or_sum(draft, field, wanted, any(one.group for one in choices))


def _without_containers(draft: Draft, field: FieldRef, members: tuple[Member, ...]) -> tuple[Member, ...]:
    """Drop a place that only says where another one lies ("Kerkbuurt in Noord"), unless they are compared."""
    if draft.has(CueKind.COMPARE, CueKind.COMPARATIVE, CueKind.DIFFERENCE):
        return members
    inside = {value for member in members for value in ancestors(draft, field, member.value)}
    return tuple(member for member in members if member.value not in inside)


def _split_or_sum(draft: Draft, field: FieldRef, members: tuple[Member, ...], group: bool) -> None:
    together = draft.has(CueKind.TOTAL) or (
        group and not draft.has(CueKind.COMPARE, CueKind.WHICH, CueKind.EACH, CueKind.TOP)
    )
    additive = all(formula(draft.knowledge.catalog, ref).additive for ref in draft.metrics)
    if together and (additive or draft.has(CueKind.TOTAL)):
        labels = [member.label for member in members]
        draft.assume("members", "assume_together", members=listing(labels, draft.language))
        return
    if draft.has(CueKind.SHARE):
        return
    levels = {member.level for member in members}
    draft.add_split(Split(field, levels.pop() if len(levels) == 1 else None))


def _unique(members: object) -> tuple[Member, ...]:
    return tuple(dict.fromkeys(members))  # type: ignore[call-overload]


def share_field(draft: Draft) -> Share | None:
    """Return the dimension that makes the part: the one with a filter that is no place, else the split."""
    home = draft.knowledge.catalog.home
    place = conformed(draft.knowledge.catalog, home.ref) if home else None
    filters = [one.field for one in draft.filters if isinstance(one, MemberFilter) and one.op is Op.IN]
    for field in [one for one in filters if one != place] + [one.field for one in draft.splits] + filters:
        return Share(field)
    return None
