"""An order: "de vijf hoogste", "de grootste wijk", "op welke plek staan wij", "zijn wij de grootste"."""

from __future__ import annotations

from assistant.catalog.catalog import FieldRef
from assistant.catalog.graph import conformed
from assistant.catalog.period import finer
from assistant.language import CueKind, CueSpan, PeriodKind
from assistant.linking.index import split as split_words
from assistant.linking.index import stem
from assistant.linking.targets import LevelTarget
from assistant.plan import (
    Claim,
    Direction,
    Member,
    MemberFilter,
    Op,
    Order,
    Rank,
    Reason,
    YesNo,
    divided,
)
from assistant.planning.draft import Draft
from assistant.planning.outcomes import refuse
from assistant.planning.phrases import say
from assistant.planning.steps.members import ancestors, known_member
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.periods.held import bucket_of, stored_grain
from assistant.planning.steps.periods.spoken import said_grain, spoken
from assistant.planning.steps.roles import role_of
from assistant.planning.words import words

_WITHOUT_A_NUMBER = 5


def ranking(draft: Draft) -> Outcome:
    """Read who comes first, or which place someone takes."""
    asked = [one for one in draft.cues(CueKind.RANK) if not _lists(draft, one)]
    for one in draft.cues(CueKind.RANK):
        if one not in asked:
            draft.claim_cue(one)
    if asked:
        return _rank(draft, asked[0])
    cues = [cue for cue in draft.cues(CueKind.TOP) if cue.first not in draft.claimed]
    if cues and draft.has(CueKind.YES_NO, CueKind.CLAIM) and (who := _who(draft, named_only=True)) is not None:
        return _is_first(draft, cues, *who)
    _of_a_busy_month(draft, cues)
    if cues and not draft.splits and draft.per is None:
        _of_one_period(draft)
        _of_a_stretch(draft)
    if not cues or not (draft.splits or _about_time(draft)):
        return None
    draft.order = Order(draft.metrics[0], not _low(cues))
    counts = _counts(cues)
    if counts:
        draft.limit = max(counts)
    elif draft.splits and all(cue.args.get("whole") for cue in cues):
        draft.limit = None  # "van hoog naar laag" is an order of all
    else:
        draft.limit = _natural_limit(draft) if draft.splits else 1
    for cue in cues:
        draft.claim_cue(cue)
    return None


def _lists(draft: Draft, cue: CueSpan) -> bool:
    """ "Welke plaats had de laagste …" lists places, where "plaats" is what the catalogue calls them."""
    inside = (one for one in draft.mentions if cue.first <= one.first and one.last <= cue.last)
    return any(role_of(one) is LevelTarget for one in inside) and bool(draft.splits)


def _of_one_period(draft: Draft) -> None:
    """ "Het hoogste aantal in een maand", "de drukste maand": every month is looked at."""
    tokens = draft.analysis.tokens
    stored = stored_grain(draft)
    degrees = {cue.last for cue in draft.cues(CueKind.TOP) if cue.args.get("adjective")}
    for at in range(1, len(tokens)):
        leads = tokens[at - 1].folded in words("indefinite") or at - 1 in degrees
        grain = said_grain(tokens[at : at + 1]) if leads else None
        if grain is not None and stored is not None and not finer(grain, stored):
            draft.per, draft.per_asked = grain, True
            draft.claim(at - 1, at, "period")


def _of_a_busy_month(draft: Draft, cues: list[CueSpan]) -> None:
    """ "Drukste maand garages": months are ranked; what nothing lists only says which data are meant."""
    tokens = draft.analysis.tokens
    ranks = any(said_grain(tokens[cue.last + 1 : cue.last + 2]) is not None for cue in cues)
    listed = draft.has(CueKind.WHICH, CueKind.SPLIT, CueKind.EACH)
    if ranks and not listed:
        draft.splits = [one for one in draft.splits if draft.filter_on(one.field) is not None]


def _of_a_stretch(draft: Draft) -> None:
    """ "Het hoogste verzuim van de laatste vijf jaar": every period of the stretch is looked at."""
    stored = stored_grain(draft)
    if draft.per is not None or stored is None or _about_time(draft):
        return
    stretches = [one for one in spoken(draft) if one.start_period != one.end_period or one.kind is PeriodKind.ALL]
    if stretches:
        grain = stretches[0].grain
        draft.per = bucket_of(stored) if finer(grain, stored) else grain
        draft.assume("period", "assume_each", grain=say(f"grain_{draft.per.value}", draft.language))


def _low(cues: list[CueSpan]) -> bool:
    return any(cue.args.get("direction") == "low" for cue in cues)


def _counts(cues: list[CueSpan]) -> list[int]:
    named = [cue.args.get("count") for cue in cues]
    return [int(count) for count in named if isinstance(count, int | float) and (count > 1 or isinstance(count, float))]


def _about_time(draft: Draft) -> bool:
    return (
        draft.per is not None
        or draft.has(CueKind.PROFILE)
        or any(cue.args.get("about") == "time" for cue in draft.cues(CueKind.WHICH, CueKind.TIME_SPLIT))
    )


def _natural_limit(draft: Draft) -> int | None:
    """One for "de grootste wijk", a few for "welke wijken hebben de meeste"; none when the members are named."""
    split = draft.splits[-1]
    named = draft.filter_on(split.field)
    if named is not None and named.op is Op.IN and len(named.members) > 1:
        return None
    meanings = {f"{split.field}:{split.level}", str(split.field)}
    for word in draft.words:
        if word.as_ in meanings:
            last = split_words(word.text)[-1]
            if stem(last) == last:
                return 1
    said = {token.folded for token in draft.analysis.tokens}
    if draft.inherits and said & words("of_one") and not said & words("of_several"):
        return 1  # "welke is het hoogst?"
    draft.assume("limit", "assume_top", count=_WITHOUT_A_NUMBER)
    return _WITHOUT_A_NUMBER


def _who(draft: Draft, *, named_only: bool = False) -> tuple[FieldRef, Member] | None:
    """Return who is ranked: the one named member, else home; ``named_only`` asks that the question speaks of it."""
    named = [one for one in draft.filters if isinstance(one, MemberFilter) and one.op is Op.IN]
    single = [one for one in named if len(one.members) == 1]
    home = draft.knowledge.catalog.home
    place = conformed(draft.knowledge.catalog, home.ref) if home is not None and draft.reaches(home.ref) else None
    spoken = draft.speaks_of_home or draft.has(CueKind.HOME)
    if (
        spoken
        and home is not None
        and place is not None
        and all(one.field != place or _holds(draft, one) for one in named)
    ):
        return place, known_member(draft, place, home.value)
    for one in sorted(single, key=lambda item: item.field != place):
        draft.filters.remove(one)
        return one.field, one.members[0]
    if named_only or home is None or place is None or any(one.field == place for one in named):
        return None
    return place, known_member(draft, place, home.value)


def _holds(draft: Draft, item: MemberFilter) -> bool:
    """Whether a named place is one that home lies in: it limits the ranking, and is not who is ranked."""
    home = draft.knowledge.catalog.home
    inside = ancestors(draft, item.field, home.value) if home is not None else set()
    return all(member.value in inside for member in item.members)


def _rank(draft: Draft, cue: CueSpan) -> Outcome:
    if cue.args.get("value") is not None and draft.has(CueKind.WHICH):
        return refuse(draft, Reason.OUT_OF_SCOPE, "too_complex", draft.metrics)
    who = _who(draft)
    if who is None:
        return refuse(draft, Reason.OUT_OF_SCOPE, "too_complex", draft.metrics)
    tops = [top for top in draft.cues(CueKind.TOP) if top.first not in draft.claimed]
    rank = _rank_of(draft, tops, *who)
    draft.claim_cue(cue)
    count = cue.args.get("value")
    draft.calculation = rank
    if isinstance(count, int | float) and draft.has(CueKind.YES_NO, CueKind.CLAIM):
        _verdict(draft, rank, float(count))
    return None


def _is_first(draft: Draft, cues: list[CueSpan], field: FieldRef, member: Member) -> Outcome:
    """ "Is Oudemeer de grootste gemeente", "staan we in de top 3": the place decides."""
    counts = _counts(cues)
    _verdict(draft, _rank_of(draft, cues, field, member), float(max(counts) if counts else 1))
    return None


def _verdict(draft: Draft, rank: Rank, place: float) -> None:
    claimed = draft.cues(CueKind.CLAIM)
    for cue in claimed:
        draft.claim_cue(cue)
    draft.calculation = (
        Claim(rank, place, Direction.LESS) if claimed else YesNo(rank, Direction.LESS, place, inclusive=True)
    )


def _rank_of(draft: Draft, tops: list[CueSpan], field: FieldRef, member: Member) -> Rank:
    """Return the rank; a coarser level that the question names ("binnen de provincie") limits it to that place."""
    for split in list(draft.splits):
        if split.field != field:
            continue
        draft.splits.remove(split)
        if split.level is not None and split.level != member.level:
            around = [known_member(draft, field, value) for value in sorted(ancestors(draft, field, member.value))]
            inside = tuple(one for one in around if one.level == split.level)
            if inside and draft.filter_on(field) is None:
                draft.filters.append(MemberFilter(field, Op.IN, inside))
    for top in tops:
        draft.claim_cue(top)
    return Rank(field, member, _low(tops), divided(draft.calculation))
