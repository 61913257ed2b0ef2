"""The sentence under an answer: one small file per form, chosen by the plan."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalog.catalog import MetricRef
from assistant.explanation.caveats import apart
from assistant.explanation.grounds import Said
from assistant.explanation.names import metric_label
from assistant.explanation.sentence.average import average
from assistant.explanation.sentence.change import change
from assistant.explanation.sentence.comparison import comparison
from assistant.explanation.sentence.cumulative import cumulative
from assistant.explanation.sentence.difference import difference
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.sentence.limits import condition_words
from assistant.explanation.sentence.many_series import many_series
from assistant.explanation.sentence.parts import per, ratio, share
from assistant.explanation.sentence.peak import peak
from assistant.explanation.sentence.ranges import two_ranges
from assistant.explanation.sentence.rank import rank
from assistant.explanation.sentence.ranking import ranking
from assistant.explanation.sentence.series import series
from assistant.explanation.sentence.single import single
from assistant.explanation.sentence.split import split
from assistant.explanation.sentence.threshold import count_members, several, threshold
from assistant.explanation.sentence.turning import count_periods, steepest, when_met
from assistant.explanation.sentence.verdict import claim, yes_no
from assistant.explanation.sentence.yardstick import against
from assistant.explanation.shown import Shown
from assistant.explanation.words import sentence_case
from assistant.plan import (
    Average,
    Change,
    Claim,
    CountMembers,
    CountPeriods,
    Cumulative,
    Difference,
    MemberFilter,
    Op,
    Order,
    Per,
    Plan,
    Profile,
    Rank,
    Ratio,
    Share,
    YesNo,
    underlying,
)

__all__ = ["say", "sentence"]


def sentence(shown: Shown) -> str:
    """Return the text of figures whose rows nobody looked behind: every documented break between them counts."""
    return say(replace(shown, apart=apart(shown.plan, shown.catalog, shown))).text


def say(shown: Shown) -> Said:
    """Return the text of an answer with the calculations it declares, one sentence per asked metric."""
    columns = _columns(shown)
    together = _limits_together(shown) and len(columns) > 1
    said = (
        [several([Frame(shown, column) for column in columns])]
        if together
        else [_one(Frame(shown, column)) for column in columns]
    )
    text = " ".join(dict.fromkeys(one.text for one in said))
    if shown.truncated:
        text += " " + Frame(shown, 0).say.say("table.truncated")
    return Said(text, tuple(declared for one in said for declared in one.declared))


def _limits_together(shown: Shown) -> bool:
    """Whether several figures of listed members each have a limit: then they are said in one sentence."""
    plan = shown.plan
    limited = {item.metric for item in plan.conditions}
    return plan.calculation is None and bool(shown.dimensions) and shown.time is None and limited == set(plan.metrics)


def _columns(shown: Shown) -> tuple[int, ...]:
    """Return one column per asked metric: its first; parts and denominators of a calculation are no subject."""
    if isinstance(shown.plan.calculation, Average):
        return shown.calculations or (0,)
    first: dict[MetricRef, int] = {}
    for column in shown.metrics:
        first.setdefault(shown.metric_of(column), column)
    asked = tuple(first[metric] for metric in dict.fromkeys(shown.plan.metrics) if metric in first)
    if isinstance(underlying(shown.plan.calculation), Share | Per | Ratio | Rank | CountMembers | Difference):
        asked = asked[:1]
    return asked or shown.metrics[:1] or shown.calculations[:1] or (0,)


def _one(frame: Frame) -> Said:
    calculation = frame.shown.plan.calculation
    if frame.shown.plan.conditions and isinstance(calculation, Share | Per | Ratio):
        return threshold(frame)
    match calculation:
        case CountMembers():
            return count_members(frame)
        case YesNo(base=CountMembers()):
            return yes_no(frame, count_members(frame))
        case CountPeriods():
            return count_periods(frame, calculation)
        case Rank():
            return rank(frame, calculation)
        case Share():
            return share(frame)
        case Per():
            return per(frame)
        case Ratio():
            return ratio(frame)
        case Difference():
            return _set_against(frame, calculation)
        case Average():
            return average(frame, calculation)
        case Cumulative():
            return cumulative(frame)
        case YesNo(base=Difference() as base):
            return yes_no(frame, _set_against(frame, base))
        case YesNo(base=Rank() as base):
            return yes_no(frame, rank(frame, base))
        case Claim(base=Difference() as base):
            return claim(frame, _set_against(frame, base))
        case YesNo(base=Share()) | Claim(base=Share()):
            return _verdict(frame, share(frame))
        case YesNo(base=Per()) | Claim(base=Per()):
            return _verdict(frame, per(frame))
        case YesNo(base=Ratio()) | Claim(base=Ratio()):
            return _verdict(frame, ratio(frame))
        case Claim(base=Rank() as base):
            return claim(frame, rank(frame, base))
        case YesNo():
            return yes_no(frame, _figures(frame))
        case Claim():
            return claim(frame, _figures(frame))
        case Change():
            return _changed(frame)
        case None | Profile():
            return _figures(frame)


def _verdict(frame: Frame, base: Said) -> Said:
    return claim(frame, base) if isinstance(frame.shown.plan.calculation, Claim) else yes_no(frame, base)


def _set_against(frame: Frame, wanted: Difference) -> Said:
    return difference(frame, wanted) if wanted.against is None else against(frame, wanted.against)


def _changed(frame: Frame) -> Said:
    chosen = frame.shown.plan.limit is not None or bool(frame.shown.plan.conditions)
    if frame.shown.time is not None and chosen and not frame.shown.dimensions:
        return steepest(frame)
    if frame.shown.plan.conditions:
        return threshold(frame)
    return change(frame) if frame.shown.calculations else _figures(frame)


def _under_condition(frame: Frame) -> Said:
    """Return the figures of members chosen by another figure, with that condition said in front."""
    catalog, language = frame.shown.catalog, frame.shown.language
    limits = []
    for one in frame.shown.plan.conditions:
        unit = catalog.metric(one.metric).unit
        limit = condition_words(one, frame.say, unit.say(language) if unit else None)
        limits.append(f"{metric_label(catalog, one.metric, language)} {limit}")
    said = split(frame) if frame.shown.dimensions else single(frame)
    return Said(f"{sentence_case(', '.join(limits))}. {said.text}", said.declared)


def _figures(frame: Frame) -> Said:
    """Return the form for figures as they are."""
    shown, plan = frame.shown, frame.shown.plan
    if shown.calculations and shown.metrics:
        return change(frame)
    if plan.period is not None and plan.period.ranges and not shown.dimensions and len(shown.rows) == 2:
        return two_ranges(frame)
    if shown.time is not None and plan.conditions and not shown.dimensions:
        return when_met(frame)
    if shown.time is not None and plan.limit is not None and not shown.dimensions:
        return peak(frame)
    if shown.time is not None:
        return many_series(frame) if shown.dimensions else series(frame)
    if plan.conditions and all(one.metric == frame.metric for one in plan.conditions):
        return threshold(frame)
    if plan.conditions:
        return _under_condition(frame)
    if not shown.dimensions:
        return single(frame)
    if plan.limit is not None or (isinstance(plan.order, Order) and isinstance(plan.order.by, MetricRef)):
        return ranking(frame)
    return comparison(frame) if names_members(plan) else split(frame)


def names_members(plan: Plan) -> bool:
    """Whether the question names the very members that stand beside each other."""
    fields = {split.field for split in plan.splits}
    return any(
        isinstance(item, MemberFilter) and item.op is Op.IN and item.field in fields and len(item.members) > 1
        for item in plan.filters
    )
