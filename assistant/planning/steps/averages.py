"""Averages over periods and members: "gemiddeld per maand", "een gemeente gemiddeld", "gemiddeld over 2019-2024"."""

from __future__ import annotations

from assistant.catalog.formula import formula
from assistant.catalog.graph import conformed
from assistant.catalog.period import finer
from assistant.catalog.vocabulary import Aggregation, Grain
from assistant.language import CueKind, CueSpan, PeriodKind
from assistant.plan import Average, Change, ChangeKind, MemberFilter, Op, Reason, Refusal, Split, Statistic
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label
from assistant.planning.outcomes import refuse
from assistant.planning.steps.dimensions import level_available
from assistant.planning.steps.documented import named
from assistant.planning.steps.members.known import known_member
from assistant.planning.steps.periods.held import bucket_of, stored_grain


def average(draft: Draft) -> bool | Refusal:
    """Read one average; a metric that is a mean by itself only becomes one when the question says so apart."""
    cue = next((one for one in draft.cues(CueKind.AVERAGE, CueKind.PLACES_AVERAGE) if _open(draft, one)), None)
    if cue is None or _named_so(draft, cue):
        return False
    statistic = Statistic.MEDIAN if cue.args.get("statistic") == "median" else Statistic.MEAN
    listed = bool(draft.splits) and statistic is Statistic.MEAN
    if _published(draft) and (_spans_several(draft) or listed) and not draft.has(CueKind.CHANGE, CueKind.TREND):
        label = metric_label(draft.knowledge.catalog, draft.metrics[0], draft.language)
        return refuse(draft, Reason.NOT_ADDITIVE, "not_additive", draft.metrics, metric=label)
    _over_the_country(draft)
    return _yearly(draft, cue) or _per_period(draft, cue, statistic) or _members(draft, cue, statistic)


def _open(draft: Draft, cue: CueSpan) -> bool:
    return cue.last not in draft.claimed


def _over_the_country(draft: Draft) -> None:
    """ "Het landelijk gemiddelde" of a number is that of the places like ours, each counted once."""
    home = draft.knowledge.catalog.home
    additive = all(formula(draft.knowledge.catalog, ref).additive for ref in draft.metrics)
    if home is None or not draft.everywhere or draft.splits or not additive or not draft.reaches(home.ref):
        return
    field = conformed(draft.knowledge.catalog, home.ref)
    level = known_member(draft, field, home.value).level
    if level is not None and level_available(draft, field, level):
        draft.add_split(Split(field, level))


def _named_so(draft: Draft, cue: CueSpan) -> bool:
    """Whether the figure is called an average: then "gemiddelde" is part of its name."""
    tokens = draft.analysis.tokens[cue.first : cue.last + 1]
    return any(named(draft, (token.folded,)) for token in tokens if not token.stop)


def _yearly(draft: Draft, cue: CueSpan) -> bool:
    """ "Hoeveel kwamen er gemiddeld per jaar bij": the change, spread over the years."""
    changes = [one for one in draft.cues(CueKind.CHANGE) if one.args.get("direction") in ("up", "down", "none")]
    years = [one for one in draft.cues(CueKind.TIME_SPLIT) if one.args.get("grain") == "year"]
    if not changes or not years:
        return False
    percent = draft.has(CueKind.PERCENT) or any(one.args.get("form") == "percent" for one in draft.cues(CueKind.CHANGE))
    amount = draft.has(CueKind.COUNT) and not percent
    for one in (cue, *draft.cues(CueKind.CHANGE), *years, *draft.cues(CueKind.PERCENT)):
        draft.claim_cue(one)
    draft.calculation = Change(ChangeKind.YEARLY_AMOUNT if amount else ChangeKind.YEARLY)
    return True


def _per_period(draft: Draft, cue: CueSpan, statistic: Statistic) -> bool:
    stored = stored_grain(draft)
    if stored is None or _published(draft):
        return False
    splits = [one for one in draft.cues(CueKind.TIME_SPLIT) if one.args.get("grain") is not None]
    if splits:
        grain = Grain(str(splits[0].args["grain"]))
        if finer(grain, stored):
            return False
    elif _spans_several(draft) and not any(split.level for split in draft.splits):
        grain = _grain_within(draft, stored)
    else:
        return False
    for one in (cue, *splits):
        draft.claim_cue(one)
    draft.calculation = Average(grain, statistic)
    return True


def _spans_several(draft: Draft) -> bool:
    """Whether the question names a stretch of periods, and not one period."""
    return any(
        span.kind is PeriodKind.LAST_N or span.start_period != span.end_period or span.open_end
        for span in draft.analysis.periods
    )


def _grain_within(draft: Draft, stored: Grain) -> Grain:
    """Return the length of the periods in the stretch, no finer than the data hold."""
    grains = [span.grain for span in draft.analysis.periods if not finer(span.grain, stored)]
    return grains[0] if grains else bucket_of(stored)


def _published(draft: Draft) -> bool:
    """Whether a figure is only published as it is: then there is nothing to average."""
    parts = [part for ref in draft.metrics for part in formula(draft.knowledge.catalog, ref).components]
    return any(part.kind is Aggregation.NONE for part in parts)


def _members(draft: Draft, cue: CueSpan, statistic: Statistic) -> bool:
    split = next((one for one in draft.splits if one.level is not None), draft.splits[-1] if draft.splits else None)
    if split is None or draft.order is not None or draft.conditions:
        return False
    if statistic is Statistic.MEAN and _published(draft):
        return False
    additive = all(formula(draft.knowledge.catalog, ref).additive for ref in draft.metrics)
    named = draft.filter_on(split.field)
    several = named is not None and named.op is Op.IN and len(named.members) > 1
    if not additive and statistic is Statistic.MEAN:
        if not several:
            return False
        draft.assume("average", "assume_weighted")
    draft.splits.remove(split)
    draft.claim_cue(cue)
    draft.calculation = Average(Split(split.field, _level(split, named)), statistic)
    return True


def _level(split: Split, named: MemberFilter | None) -> str | None:
    if split.level is not None or named is None:
        return split.level
    levels = {member.level for member in named.members}
    return levels.pop() if len(levels) == 1 else None
