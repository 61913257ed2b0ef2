"""One thing against another: "hoeveel meer X heeft A dan B", "het verschil tussen", "hoeveel keer zoveel"."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalog.catalog import FieldRef
from assistant.language import CueKind, CueSpan, PeriodSpan
from assistant.plan import (
    Change,
    ChangeKind,
    Condition,
    Difference,
    DifferenceKind,
    Direction,
    MemberFilter,
    Op,
    YesNo,
    divided,
)
from assistant.planning.draft import Draft
from assistant.planning.steps.change_kind import asks_percent, change_kind
from assistant.planning.steps.pair_members import all_members, alternative, either, pair_of
from assistant.planning.steps.periods.spoken import spoken
from assistant.planning.words import words

_PAIR = 2
#: More or less than in another period is a rise or a fall.
_MOVES = {Direction.MORE: Direction.UP, Direction.LESS: Direction.DOWN}


def comparative(draft: Draft) -> bool:
    """Read "meer … dan": a question of yes or no, or how much more."""
    cue = next(iter(draft.cues(CueKind.COMPARATIVE)), None)
    if cue is None and _over_alternative(draft):
        return True
    if cue is None and _how_much(draft) and _directionless(draft):
        return _far_apart(draft)
    if cue is None or not (_than(draft) or draft.has(CueKind.YES_NO, CueKind.CLAIM) or _one_of_two(draft)):
        return False
    down = cue.args.get("direction") in ("low", "down")
    # Whether it is better is not asked of a figure that does not say which way better is.
    judged = cue.args.get("direction") in ("best", "worst")
    asked = draft.has(CueKind.YES_NO, CueKind.CLAIM) and not either(draft) and not judged
    direction = Direction.LESS if down else Direction.MORE
    if cue.args.get("direction") == "same":
        direction = Direction.EQUAL
    pair = pair_of(draft) or alternative(draft)
    if pair is None and _than(draft) and (_beside_several(draft) or _beside_the_others(draft)):
        _claim(draft)
        return True
    if pair is None and len(draft.metrics) != _PAIR:
        return _periods(draft, direction, asked=asked) or _over_time(draft, cue, direction, asked=asked)
    moves = [one for one in draft.cues(CueKind.CHANGE) if one.args.get("direction") in ("up", "down")]
    if pair is not None and moves:
        draft.calculation = Change(_pace(draft, cue), divided(draft.calculation))
        _claim(draft)
        return True
    between = Difference(pair, _kind(draft), of=divided(draft.calculation))
    if asked:
        draft.calculation = YesNo(replace(between, kind=DifferenceKind.AMOUNT), direction)
    elif _how_much(draft) or asks_percent(draft) or pair is None:
        draft.calculation = between
    elif _listed(draft, pair) and direction is not Direction.EQUAL:
        _put_last(draft, pair)
        draft.calculation = replace(between, kind=DifferenceKind.AMOUNT)
        op = Op.GT if direction is Direction.MORE else Op.LT
        draft.conditions.append(Condition(draft.metrics[0], op, (0.0,), on_difference=True))
    if draft.calculation is not None and pair is not None and isinstance(draft.calculation, YesNo | Difference):
        draft.splits = [split for split in draft.splits if split.field != pair]
    _claim(draft)
    return True


def _listed(draft: Draft, pair: FieldRef) -> bool:
    """ "Op welke programma's gaven we meer uit dan begroot": the members for which the one is more than the other."""
    others = [split for split in draft.splits if split.field != pair]
    return bool(others) and draft.has(CueKind.WHICH) and not draft.conditions and draft.order is None


def _over_alternative(draft: Draft) -> bool:
    """ "Welke programma's bleven onder de begroting": the other alternative is held against the one that is named."""
    catalog, tokens = draft.knowledge.catalog, draft.analysis.tokens
    for at, item in enumerate(draft.filters):
        single = isinstance(item, MemberFilter) and item.op is Op.IN and len(item.members) == 1
        if not single or not isinstance(item, MemberFilter) or not catalog.field(item.field).exclusive:
            continue
        members = all_members(draft, item.field)
        before = _word_before(draft, f"{item.field}={item.members[0].value}")
        if before is None or len(members) != _PAIR or not _listed(draft, item.field):
            continue
        other = next(member for member in members if member != item.members[0])
        draft.filters[at] = replace(item, members=(other, item.members[0]))
        draft.calculation = Difference(item.field)
        op = Op.GT if tokens[before].folded in words("above") else Op.LT
        draft.conditions.append(Condition(draft.metrics[0], op, (0.0,), on_difference=True))
        draft.claim(before, before, CueKind.COMPARATIVE.value)
        return True
    return False


def _word_before(draft: Draft, meaning: str) -> int | None:
    """Return where "boven" or "onder" stands before the words that mean ``meaning``, an article between them."""
    tokens = draft.analysis.tokens
    start = next((word.start for word in draft.words if word.as_ == meaning), None)
    at = next((at for at, token in enumerate(tokens) if token.start == start), 0) - 1
    while at > 0 and tokens[at].folded in words("article"):
        at -= 1
    return at if at >= 0 and tokens[at].folded in words("above") | words("below") else None


def _put_last(draft: Draft, pair: FieldRef) -> None:
    """What stands behind "dan" is what is subtracted."""
    item = draft.filter_on(pair)
    than = max(draft.analysis.tokens[cue.last].start for cue in draft.cues(CueKind.COMPARATIVE) if cue.args.get("than"))
    if item is None:
        return
    spoken_last = {word.as_ for word in draft.words if word.start > than}
    members = sorted(item.members, key=lambda one: f"{pair}={one.value}" in spoken_last)
    draft.filters[draft.filters.index(item)] = replace(item, members=tuple(members))


def _pace(draft: Draft, cue: CueSpan) -> ChangeKind:
    """ "Groeit Noord harder dan Zuid": the change of both; how fast is told in per cent, for they differ in size."""
    kind = change_kind(draft, None)
    if kind is ChangeKind.CHANGE and str(cue.args.get("adjective")) in words("pace"):
        draft.assume("calculation", "assume_pace", word=draft.analysis.tokens[cue.first].text)
        return ChangeKind.PERCENT
    return kind


def _beside_several(draft: Draft) -> bool:
    """ "Staan we er beter voor dan de buurgemeenten": against several there is no one yes."""
    split = {one.field for one in draft.splits}
    return any(
        isinstance(one, MemberFilter) and one.op is Op.IN and len(one.members) > _PAIR and one.field in split
        for one in draft.filters
    )


def _beside_the_others(draft: Draft) -> bool:
    """ "Hoger dan de andere gemeenten": each of them is shown beside our own."""
    return draft.has(CueKind.OTHERS) and bool(draft.splits)


def _one_of_two(draft: Draft) -> bool:
    """ "Wie heeft meer inwoners, Noord of Zuid": two are named, and nothing is listed besides."""
    return either(draft) and any(
        isinstance(item, MemberFilter) and item.op is Op.IN and len(item.members) == _PAIR for item in draft.filters
    )


def _directionless(draft: Draft) -> bool:
    return all(cue.args.get("direction") is None for cue in draft.cues(CueKind.CHANGE))


def _far_apart(draft: Draft) -> bool:
    """ "Hoeveel hoger waren de gerealiseerde lasten van … dan de begrote": "dan" may stand far behind."""
    if len(spoken(draft)) > 1 or (pair := pair_of(draft)) is None:
        return False
    draft.calculation = Difference(pair, _kind(draft), of=divided(draft.calculation))
    draft.splits = [split for split in draft.splits if split.field != pair]
    _claim(draft)
    return True


def _than(draft: Draft) -> bool:
    return any(cue.args.get("than") for cue in draft.cues(CueKind.COMPARATIVE))


def _how_much(draft: Draft) -> bool:
    """Whether it is asked how much more, and not only which is more."""
    return any(cue.args.get("form") in ("amount", "percent") for cue in draft.cues(CueKind.CHANGE))


def _kind(draft: Draft) -> DifferenceKind:
    forms = {cue.args.get("form") for cue in draft.cues(CueKind.CHANGE)}
    return DifferenceKind.PERCENT if "percent" in forms or asks_percent(draft) else DifferenceKind.AMOUNT


def _claim(draft: Draft) -> None:
    draft.claim_all(CueKind.COMPARATIVE, CueKind.CHANGE, CueKind.PERCENT, CueKind.CLAIM)
    if asks_percent(draft):
        draft.claim_all(CueKind.SHARE)


def _periods(draft: Draft, way: Direction, *, asked: bool) -> bool:
    """ "Meer misdrijven dan in 2023", "hoger dan vorig jaar": a change, from the period after "dan"."""
    spans = spoken(draft)
    than = max((cue.last for cue in draft.cues(CueKind.COMPARATIVE) if cue.args.get("than")), default=None)
    after = [span for span in spans if than is not None and span.first > than and _follows(draft, than, span)]
    if len(spans) not in (1, _PAIR) or len(after) != 1:
        return False
    told = next((cue for cue in draft.cues(CueKind.CHANGE) if cue.args.get("form") == "percent"), None)
    change = Change(change_kind(draft, told), divided(draft.calculation))
    draft.calculation = YesNo(change, _MOVES[way]) if asked and way in _MOVES else change
    draft.bases = after
    _claim(draft)
    return True


def _over_time(draft: Draft, cue: CueSpan, way: Direction, *, asked: bool) -> bool:
    """ "Hebben we de laatste jaren minder inbraken", "wordt het onveiliger": more or less than before.

    Of an adjective that the list of directions lacks it is not known whether the figure rises with it: then the
    change is shown without a yes or no.
    """
    if not asked or _than(draft) or draft.splits or draft.has(CueKind.DIFFERENCE, CueKind.OTHERS):
        return False
    if any(not _before_period(draft, one) for one in draft.cues(CueKind.COMPARE)):
        return False
    change = Change(change_kind(draft, None), divided(draft.calculation))
    judged = cue.args.get("direction") in ("high", "low")
    draft.calculation = YesNo(change, _MOVES[way]) if judged and way in _MOVES else change
    _claim(draft)
    return True


def _before_period(draft: Draft, cue: CueSpan) -> bool:
    """Whether a comparison is one with another period: "vergeleken met 2021"."""
    return any(span.first > cue.last and _follows(draft, cue.last, span) for span in spoken(draft))


def _follows(draft: Draft, than: int, span: PeriodSpan) -> bool:
    """Whether a period comes right after "dan": in "meer dan vijftig in 2025" it does not."""
    return all(token.stop for token in draft.analysis.tokens[than + 1 : span.first])


def difference(draft: Draft) -> bool:
    """Read "het verschil tussen A en B"; between periods it is a change."""
    cue = next(iter(draft.cues(CueKind.DIFFERENCE)), None)
    if cue is None or len(draft.metrics) > _PAIR:
        return False
    pair = pair_of(draft)
    if pair is not None:
        draft.splits = [split for split in draft.splits if split.field != pair]
        draft.calculation = Difference(pair, _kind(draft), of=divided(draft.calculation))
    elif len(draft.metrics) == _PAIR:
        draft.calculation = Difference(None, _kind(draft))
    elif spoken(draft):
        draft.calculation = Change(change_kind(draft, None), divided(draft.calculation))
    else:
        return False
    draft.claim_all(CueKind.DIFFERENCE, CueKind.PERCENT)
    return True
