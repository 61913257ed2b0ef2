"""Which places, groups and categories the figure is about."""

from __future__ import annotations

from assistant.catalog.catalog import FieldRef
from assistant.catalog.formula import formula
from assistant.catalog.graph import conformed
from assistant.catalog.vocabulary import Aggregation
from assistant.language import CueKind
from assistant.linking.cover import Mention
from assistant.linking.index import split
from assistant.linking.targets import Evidence, GroupTarget, MemberTarget
from assistant.plan import MemberFilter, Op, Reason
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label
from assistant.planning.outcomes import refuse
from assistant.planning.steps.documented import documented, named
from assistant.planning.steps.members.absent import absent_values
from assistant.planning.steps.members.choice import Candidates, Choice, Named
from assistant.planning.steps.members.coded import coded_members
from assistant.planning.steps.members.everything import lift_everything
from assistant.planning.steps.members.excluded import is_excluded
from assistant.planning.steps.members.filtering import filter_on
from assistant.planning.steps.members.known import ancestors, known_member
from assistant.planning.steps.members.lying import lies_elsewhere
from assistant.planning.steps.members.narrow import as_qualified, claim_qualifier, narrowed
from assistant.planning.steps.members.others import the_others
from assistant.planning.steps.members.which import not_here, other_level, which_member
from assistant.planning.steps.members.whole import is_the_whole
from assistant.planning.steps.members.with_home import with_home
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.roles import role_of

__all__ = [
    "Choice",
    "Named",
    "ancestors",
    "choose_group",
    "choose_member",
    "choose_members",
    "coded_members",
    "known_member",
]


def choose_members(draft: Draft) -> Outcome:
    """Turn names into filters; ask when one name is several things; several names beside each other are a split."""
    absent_values(draft)
    chosen: list[Choice] = []
    for mention in list(draft.open_mentions()):
        role = role_of(mention)
        if role not in (MemberTarget, GroupTarget) or _in_bracket(draft, mention):
            continue
        result = choose_group(draft, mention) if role is GroupTarget else choose_member(draft, mention)
        if not isinstance(result, Choice):
            if result is not None and not isinstance(result, Named):
                return result
            continue
        chosen.append(result)
    chosen = with_home(draft, lift_everything(draft, the_others(draft, chosen)))
    if (outcome := lies_elsewhere(draft, chosen)) is not None:
        return outcome
    for field in dict.fromkeys(one.field for one in chosen):
        filter_on(draft, field, [one for one in chosen if one.field == field])
    return _not_together(draft)


def _in_bracket(draft: Draft, mention: Mention) -> bool:
    """ "Jonger dan 25" is one bracket, also where "jongeren" is a group: a name never takes a word out of it."""
    cues = [cue for cue in draft.cues(CueKind.BRACKET) if cue.first <= mention.first and mention.last <= cue.last]
    return any(cue.last - cue.first > mention.last - mention.first for cue in cues)


def choose_group(draft: Draft, mention: Mention) -> Choice | Named | Outcome:
    """Return the members of a documented group, or why there are none."""
    catalog = draft.knowledge.catalog
    names = [target.name for _, target in draft.candidates(mention, GroupTarget)]
    groups = [group for group in catalog.groups if group.name in names]
    usable = [group for group in groups if draft.reaches(FieldRef.parse(group.field))]
    if not usable:
        return _part_of_name(draft, mention) or not_here(draft, mention)
    group = usable[0]
    ref = FieldRef.parse(group.field)
    members = tuple(known_member(draft, ref, value) for value in group.values)
    draft.claim(mention.first, mention.last, f"group:{group.name}")
    return Choice(mention, conformed(catalog, ref), members, is_excluded(draft, mention), True)


def choose_member(draft: Draft, mention: Mention) -> Choice | Named | Outcome:
    """Return the one member that a name stands for, a question back when it is several, or why there is none."""
    everything = draft.candidates(mention, MemberTarget)
    usable = [(one, target) for one, target in everything if draft.reaches(target.ref)]
    if not usable:
        return _part_of_name(draft, mention) or not_here(draft, mention)
    usable = _each_alternative(draft, mention, narrowed(draft, mention, usable))
    if len({(target.ref, target.member.value) for _, target in usable}) > 1:
        return which_member(draft, mention, [target for _, target in usable])
    link, target = usable[0]
    if is_the_whole(draft, target):
        draft.claim(mention.first, mention.last, f"{target.ref}={target.member.value}")
        return Named()
    if not as_qualified(draft, mention, usable):
        return other_level(draft, mention, target)
    draft.claim(mention.first, mention.last, f"{target.ref}={target.member.value}")
    if draft.counted_as is not None and draft.counted_as.first == mention.first:
        draft.noun = target.ref
    claim_qualifier(draft, mention, target)
    member = known_member(draft, target.ref, target.member.value)
    if link.evidence is Evidence.PARTIAL:
        draft.assume("member", "assume_word", word=draft.text(mention), meaning=member.label)
    return Choice(mention, target.ref, (member,), is_excluded(draft, mention), False)


def _each_alternative(draft: Draft, mention: Mention, usable: Candidates) -> Candidates:
    """ "Uitgegeven" is spent and not budgeted, and an expense and no income: of each such field its own member."""
    refs = [target.ref for _, target in usable]
    both = (
        len(refs) > 1 and len(set(refs)) == len(refs) and all(draft.knowledge.catalog.field(r).exclusive for r in refs)
    )
    if not both:
        return usable
    for _, target in usable[1:]:
        if draft.filter_on(target.ref) is None:
            member = known_member(draft, target.ref, target.member.value)
            draft.filters.append(MemberFilter(target.ref, Op.IN, (member,)))
            draft.claim(mention.first, mention.last, f"{target.ref}={target.member.value}")
    return usable[:1]


def _part_of_name(draft: Draft, mention: Mention) -> Named | None:
    said = split(draft.text(mention))
    if not named(draft, said) and not documented(draft, said):
        return None
    draft.claim(mention.first, mention.last, str(draft.metrics[0]))
    return Named()


def _not_together(draft: Draft) -> Outcome:
    """Refuse "samen" for a published figure that cannot be worked out for several members."""
    several = any(len(one.members) > 1 for one in draft.filters if isinstance(one, MemberFilter))
    for ref in draft.metrics:
        parts = formula(draft.knowledge.catalog, ref).components
        if several and draft.has(CueKind.TOTAL) and any(one.kind is Aggregation.NONE for one in parts):
            metric = metric_label(draft.knowledge.catalog, ref, draft.language)
            return refuse(draft, Reason.NOT_ADDITIVE, "not_additive", [ref], metric=metric)
    return None
