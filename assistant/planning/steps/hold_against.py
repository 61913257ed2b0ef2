"""What was set aside becomes a yardstick, and the question holds its figures against it."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalog.formula import formula
from assistant.catalog.graph import conformed
from assistant.catalog.levels import levels_of
from assistant.language import CueKind
from assistant.linking.index import stem
from assistant.linking.targets import GroupTarget, LevelTarget
from assistant.plan import (
    AverageFigure,
    Condition,
    CountMembers,
    Difference,
    Direction,
    Member,
    MemberFigure,
    MemberFilter,
    Op,
    Origin,
    Reason,
    Split,
    Statistic,
    Yardstick,
    YesNo,
    divided,
)
from assistant.planning.draft import Draft
from assistant.planning.held_against import HeldAgainst
from assistant.planning.outcomes import refuse
from assistant.planning.steps.dimensions import level_available
from assistant.planning.steps.members import Choice, Named, ancestors, choose_group, choose_member, known_member
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.pair_members import either
from assistant.planning.steps.roles import role_of


def hold_against(draft: Draft) -> Outcome:
    """Make the yardstick a condition on listed members, or the other side of one figure."""
    held = draft.held
    if held is None:
        return None
    for at in range(held.first, held.last + 1):
        draft.claimed.discard(at)
    found = _yardstick(draft, held)
    if not isinstance(found, MemberFigure | AverageFigure):
        return found
    found = _as_one_place(draft, found)
    for at in range(held.first, held.last + 1):
        if at not in draft.claimed and at in held.known:
            draft.claim(at, at, "yardstick")
    draft.claim_all(CueKind.COMPARATIVE)
    _say_weighted(draft, found)
    if draft.splits or isinstance(draft.calculation, CountMembers):
        if held.op is None:
            return refuse(draft, Reason.OUT_OF_SCOPE, "too_complex", draft.metrics)
        draft.conditions.append(Condition(draft.metrics[0], held.op, against=found))
        return None
    if isinstance(found, MemberFigure) and _side_by_side(draft, held, found):
        return None
    difference = Difference(against=found, of=divided(draft.calculation))
    draft.calculation = difference
    if held.op is not None and draft.has(CueKind.YES_NO, CueKind.CLAIM):
        way = Direction.LESS if held.op is Op.LT else Direction.MORE
        draft.calculation = YesNo(difference, way)
    for kind in (CueKind.COMPARE, CueKind.DIFFERENCE, CueKind.CLAIM):
        draft.claim_all(kind)
    return None


def _as_one_place(draft: Draft, found: Yardstick) -> Yardstick:
    """The average of a percentage or mean over all of a place is the place's own figure."""
    catalog = draft.knowledge.catalog
    additive = all(formula(catalog, ref).additive for ref in draft.metrics)
    if not isinstance(found, AverageFigure) or found.statistic is not Statistic.MEAN or additive:
        return found
    members = [member for item in found.places for member in item.members]
    if not found.places and (whole := _whole(draft, found.over)) is not None:
        members = [whole]
    field = found.over.field
    if len(members) != 1 or members[0].level == found.over.level or any(item.field != field for item in found.places):
        return found
    level = members[0].level
    if level is None or not level_available(draft, field, level):
        return found
    draft.assume("average", "assume_average_is", place=members[0].label)
    return MemberFigure(field, members[0])


def _whole(draft: Draft, over: Split) -> Member | None:
    """Return the one place that holds all others: the country."""
    levels, profile = levels_of(draft.knowledge.catalog, over.field), draft.knowledge.profile.field(over.field)
    if levels is None or profile is None or not levels.order:
        return None
    top = [one.value for one in profile.members if one.level == levels.order[0]]
    return known_member(draft, over.field, top[0]) if len(top) == 1 else None


def _side_by_side(draft: Draft, held: HeldAgainst, found: MemberFigure) -> bool:
    """Put one place beside the place it is held against: two figures, each at its own level."""
    named = draft.filter_on(found.field)
    if named is None or named.op is not Op.IN or len(named.members) != 1 or found.member in named.members:
        return False
    both = replace(named, members=(*named.members, found.member), origin=Origin.QUESTION)
    draft.filters[draft.filters.index(named)] = both
    for kind in (CueKind.COMPARE, CueKind.DIFFERENCE):
        draft.claim_all(kind)
    between = Difference(found.field, of=divided(draft.calculation))
    if held.op is not None and draft.has(CueKind.YES_NO, CueKind.CLAIM) and not either(draft):
        draft.calculation = YesNo(between, Direction.LESS if held.op is Op.LT else Direction.MORE)
        draft.claim_all(CueKind.CLAIM)
    else:
        draft.add_split(Split(found.field))
    return True


def _say_weighted(draft: Draft, found: Yardstick) -> None:
    """Say how large and small count: a ratio is worked out for all together, an amount for each alike."""
    if not isinstance(found, AverageFigure) or found.statistic is not Statistic.MEAN:
        return
    additive = all(formula(draft.knowledge.catalog, ref).additive for ref in draft.metrics)
    alike = additive and divided(draft.calculation) is None
    draft.assume("average", "assume_alike" if alike else "assume_weighted")


def _yardstick(draft: Draft, held: HeldAgainst) -> Yardstick | Outcome:
    subject = _subject(draft)
    if subject is None:
        return refuse(draft, Reason.OUT_OF_SCOPE, "too_complex", draft.metrics)
    if held.statistic is None:
        return _one_member(draft, held)
    if held.everywhere:
        return AverageFigure(subject, held.statistic)
    if held.level is not None:
        inside = _holder(draft, subject, held.level)
        if inside is None:
            return refuse(draft, Reason.OUT_OF_SCOPE, "too_complex", draft.metrics)
        return AverageFigure(subject, held.statistic, (MemberFilter(subject.field, Op.IN, (inside,)),))
    if not held.scope:
        return AverageFigure(subject, held.statistic, _around(draft, subject))
    return _over(draft, held, held.statistic, subject)


def _subject(draft: Draft) -> Split | None:
    """Return whose figures are held against something: the listed members, else those like the one named."""
    counted = draft.calculation
    if isinstance(counted, CountMembers):
        return Split(counted.field, counted.level)
    if draft.splits:
        return draft.splits[-1]
    for item in draft.filters:
        if isinstance(item, MemberFilter) and item.op is Op.IN and len(item.members) == 1:
            level = item.members[0].level
            if level is not None or levels_of(draft.knowledge.catalog, item.field) is None:
                return Split(item.field, level)
    return None


def _one_member(draft: Draft, held: HeldAgainst) -> Yardstick | Outcome:
    home = draft.knowledge.catalog.home
    mention = held.scope[-1] if held.scope else None
    if mention is None or role_of(mention) is LevelTarget:
        if home is None or (mention is not None and not _singular(draft, mention.last)):
            return refuse(draft, Reason.OUT_OF_SCOPE, "too_complex", draft.metrics)
        field = conformed(draft.knowledge.catalog, home.ref)
        return MemberFigure(field, known_member(draft, field, home.value))
    chosen = choose_member(draft, mention)
    if not isinstance(chosen, Choice):
        return _not_chosen(draft, chosen)
    return MemberFigure(chosen.field, chosen.members[0])


def _not_chosen(draft: Draft, found: Named | Outcome) -> Outcome:
    if found is None or isinstance(found, Named):
        return refuse(draft, Reason.OUT_OF_SCOPE, "too_complex", draft.metrics)
    return found


def _singular(draft: Draft, at: int) -> bool:
    word = draft.analysis.tokens[at].folded
    return stem(word) == word


def _over(draft: Draft, held: HeldAgainst, statistic: Statistic, subject: Split) -> Yardstick | Outcome:
    mention = held.scope[-1]
    role = role_of(mention)
    if role is LevelTarget:
        target = draft.candidates(mention, LevelTarget)[0][1]
        split = Split(target.ref, target.level)
        if _singular(draft, mention.last) and split.field == subject.field and split.level != subject.level:
            # "Het gemiddelde van de gemeente": over the listed districts of our own municipality.
            return AverageFigure(subject, statistic, _around(draft, subject, level=target.level))
        return AverageFigure(split, statistic, _around(draft, split))
    chosen = choose_group(draft, mention) if role is GroupTarget else choose_member(draft, mention)
    if not isinstance(chosen, Choice):
        return _not_chosen(draft, chosen)
    levels = {member.level for member in chosen.members}
    places = (MemberFilter(chosen.field, Op.IN, chosen.members),)
    if chosen.group or levels == {subject.level}:
        level = next(iter(levels)) if len(levels) == 1 else subject.level
        return AverageFigure(Split(chosen.field, level), statistic, places)
    return AverageFigure(subject, statistic, places)


def _holder(draft: Draft, subject: Split, level: str) -> Member | None:
    """Return the place of a level that holds the one the question is about: its province."""
    home = draft.knowledge.catalog.home
    named = draft.filter_on(subject.field)
    values = [member.value for member in named.members] if named is not None else [home.value] if home else []
    for value in values:
        for above in sorted({value, *ancestors(draft, subject.field, value)}):
            member = known_member(draft, subject.field, above)
            if member.level == level:
                return member
    return None


def _around(draft: Draft, over: Split, level: str | None = None) -> tuple[MemberFilter, ...]:
    """Return the place that the averaged members lie in: as the question limits them, else home when it holds them."""
    catalog = draft.knowledge.catalog
    own = [
        item
        for item in draft.filters
        if isinstance(item, MemberFilter) and item.field == over.field and item.op is Op.IN
    ]
    inside = [item for item in own if all(_above(draft, over, member.level) for member in item.members)]
    if inside:
        return tuple(inside)
    home = catalog.home
    if home is None or conformed(catalog, home.ref) != over.field:
        return ()
    place = known_member(draft, over.field, home.value)
    if level is not None and level != place.level:
        place = next(
            (
                known_member(draft, over.field, value)
                for value in sorted(ancestors(draft, over.field, home.value))
                if known_member(draft, over.field, value).level == level
            ),
            place,
        )
    return (MemberFilter(over.field, Op.IN, (place,)),) if _above(draft, over, place.level) else ()


def _above(draft: Draft, over: Split, level: str | None) -> bool:
    levels = levels_of(draft.knowledge.catalog, over.field)
    order = levels.order if levels else ()
    return level in order and over.level in order and order.index(level) < order.index(over.level)
