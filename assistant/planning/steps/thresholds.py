"""Limits on the figure: "meer dan 100.000 inwoners", "meer dan 20 % 65-plussers", "met meer dan 5 % gegroeid"."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.formula import formula
from assistant.catalog.levels import levels_of
from assistant.language import CueKind, CueSpan
from assistant.plan import (
    Change,
    ChangeKind,
    Condition,
    CountMembers,
    Direction,
    MemberFilter,
    Op,
    Reason,
    Share,
    YesNo,
    divided,
)
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label
from assistant.planning.outcomes import refuse
from assistant.planning.steps.counted_periods import counts_periods
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.row_limits import row_limit
from assistant.planning.steps.units import is_percentage

_OPS = {">": Op.GT, ">=": Op.GE, "<": Op.LT, "<=": Op.LE, "between": Op.BETWEEN}
_TURNED = {Op.GT: Op.LT, Op.GE: Op.LE, Op.LT: Op.GT, Op.LE: Op.GE}


def thresholds(draft: Draft) -> Outcome:
    """Read each limit as a condition on listed members, on the periods of a series, or as a question of yes or no."""
    for cue in draft.cues(CueKind.THRESHOLD):
        if cue.first in draft.claimed:
            continue
        limit = _limit(draft, cue)
        if limit is None:
            return refuse(draft, Reason.OUT_OF_SCOPE, "too_complex", draft.metrics)
        outcome = _apply(draft, cue, *limit)
        if outcome is not None:
            return outcome
    return None


def _limit(draft: Draft, cue: CueSpan) -> tuple[Op, tuple[float, ...]] | None:
    op = _OPS.get(str(cue.args.get("op")))
    value = 0.0 if cue.args.get("reference") == "zero" else cue.args.get("value")
    if op is None or not isinstance(value, int | float) or isinstance(value, bool):
        return None
    high = cue.args.get("high")
    if op is Op.BETWEEN:
        return (op, (float(value), float(high))) if isinstance(high, int | float) else None
    return op, (float(value),)


def _apply(draft: Draft, cue: CueSpan, op: Op, values: tuple[float, ...]) -> Outcome:
    draft.claim_cue(cue)
    if not draft.splits and row_limit(draft, cue, op, values):
        return None
    change = _change_with(draft, cue)
    listed = bool(draft.splits) or _about_periods(draft)
    if change is not None:
        return _on_change(draft, change, op, values, percent=cue.args.get("unit") == "percent")
    metric = _metric_after(draft, cue)
    if cue.args.get("unit") == "percent" and not is_percentage(draft, metric):
        if not listed and (part := _part_asked(draft)) is not None and op is not Op.BETWEEN:
            way = Direction.MORE if op in (Op.GT, Op.GE) else Direction.LESS
            draft.calculation = YesNo(part, way, values[0], inclusive=op in (Op.GE, Op.LE))
            draft.claim_all(CueKind.SHARE)
            return None
        share = _share_after(draft, cue, metric)
        if share is None or divided(draft.calculation) is not None or not listed or _named_before(draft, cue, metric):
            label = metric_label(draft.knowledge.catalog, metric, draft.language)
            return refuse(draft, Reason.OUT_OF_SCOPE, "no_share", draft.metrics, metric=label)
        if isinstance(draft.calculation, CountMembers):
            draft.calculation = replace(draft.calculation, of=share)
        else:
            draft.calculation = share
    if listed:
        draft.conditions.append(Condition(metric, op, values))
        return None
    if draft.has(CueKind.YES_NO, CueKind.CLAIM) and op is not Op.BETWEEN:
        way = Direction.MORE if op in (Op.GT, Op.GE) else Direction.LESS
        draft.calculation = YesNo(divided(draft.calculation), way, values[0], inclusive=op in (Op.GE, Op.LE))
        return None
    return refuse(draft, Reason.OUT_OF_SCOPE, "too_complex", draft.metrics)


def _about_periods(draft: Draft) -> bool:
    """Whether the limit is one on the periods of a series: "wanneer", "voor het laatst", "in welke jaren"."""
    when = any(cue.args.get("about") == "time" for cue in draft.cues(CueKind.WHICH))
    return when or draft.has(CueKind.EXTREME_TIME) or counts_periods(draft) is not None


def _change_with(draft: Draft, cue: CueSpan) -> CueSpan | None:
    """Return the rise or fall that the limit is about, if it is: "met meer dan 5 % gestegen"."""
    found = [one for one in draft.cues(CueKind.CHANGE) if one.args.get("direction") in ("up", "down")]
    return found[0] if found else None


def _on_change(draft: Draft, way: CueSpan, op: Op, values: tuple[float, ...], *, percent: bool) -> Outcome:
    """A fall of more than 5 % is a change of less than -5 %."""
    if _about_periods(draft) and not draft.splits:
        # "Wanneer kwam het boven de 90.000": the limit is one on the figure, the rise only says it got there.
        draft.claim_all(CueKind.CHANGE)
        draft.conditions.append(Condition(draft.metrics[0], op, values))
        return None
    metric = draft.metrics[0]
    kind = ChangeKind.PERCENT if percent else ChangeKind.CHANGE
    if is_percentage(draft, metric):
        kind = ChangeKind.POINTS
    down = way.args.get("direction") == "down"
    change = Change(kind, divided(draft.calculation))
    draft.claim_all(CueKind.CHANGE)
    if draft.splits:
        if down:
            op = _TURNED.get(op, op)
            values = tuple(sorted(-value for value in values))
        draft.conditions.append(Condition(metric, op, values, on_change=True))
        counted = draft.calculation
        draft.calculation = replace(counted, of=change) if isinstance(counted, CountMembers) else change
        return None
    if draft.has(CueKind.YES_NO, CueKind.CLAIM) and op in (Op.GT, Op.GE):
        direction = Direction.DOWN if down else Direction.UP
        draft.calculation = YesNo(change, direction, values[0], inclusive=op is Op.GE)
        return None
    return refuse(draft, Reason.OUT_OF_SCOPE, "too_complex", draft.metrics)


def _metric_after(draft: Draft, cue: CueSpan) -> MetricRef:
    """Return the metric whose words follow the number; it is a condition only when another metric is asked for."""
    for word, at in _words_after(draft, cue):
        if "." in word and "=" not in word and at <= 2:
            ref = MetricRef.parse(word)
            if ref in draft.metrics:
                if len(draft.metrics) > 1 and not _asked_twice(draft, ref):
                    draft.metrics.remove(ref)
                return ref
    return _metric_before(draft, cue) or draft.metrics[0]


def _metric_before(draft: Draft, cue: CueSpan) -> MetricRef | None:
    """ "Een aandeel 65-plussers boven de 20 %": the figure that is named last before the limit."""
    start = draft.analysis.tokens[cue.first].start
    before = [word for word in draft.words if word.start < start and word.as_ in {str(ref) for ref in draft.metrics}]
    if not before or len(draft.cues(CueKind.THRESHOLD)) < 2:
        return None
    return MetricRef.parse(max(before, key=lambda word: word.start).as_)


def _asked_twice(draft: Draft, ref: MetricRef) -> bool:
    """Whether every metric of the question is under a limit of its own: then all of them are shown."""
    limits = len(draft.cues(CueKind.THRESHOLD))
    return limits >= len(draft.metrics)


def _words_after(draft: Draft, cue: CueSpan) -> list[tuple[str, int]]:
    """Return the meanings of the words that follow, with how many words lie between."""
    starts = {token.start: at for at, token in enumerate(draft.analysis.tokens)}
    found = [(word.as_, starts[word.start] - cue.last - 1) for word in draft.words if word.start in starts]
    return sorted((one for one in found if one[1] >= 0), key=lambda one: one[1])


def _share_after(draft: Draft, cue: CueSpan, metric: MetricRef) -> Share | None:
    """ "Meer dan 20 % 65-plussers": the members named after the number, as a part of all."""
    if not formula(draft.knowledge.catalog, metric).additive:
        return None
    fields = {split.field for split in draft.splits}
    named = [one for one in draft.filters if isinstance(one, MemberFilter) and one.op is Op.IN]
    for meaning, between in _words_after(draft, cue):
        if between > 2:
            break
        for item in named:
            if item.field not in fields and _means(draft, meaning, item.field):
                return Share(item.field)
    return None


def _part_asked(draft: Draft) -> Share | None:
    """ "Is meer dan een kwart van de meldingen over afval": the one category that is named, as a part of all."""
    catalog = draft.knowledge.catalog
    named = [one for one in draft.filters if isinstance(one, MemberFilter) and one.op is Op.IN]
    parts = [
        one.field for one in named if levels_of(catalog, one.field) is None and not catalog.field(one.field).exclusive
    ]
    additive = formula(catalog, draft.metrics[0]).additive
    asked = draft.has(CueKind.YES_NO, CueKind.CLAIM) and draft.calculation is None
    return Share(parts[0]) if additive and asked and len(parts) == 1 else None


def _named_before(draft: Draft, cue: CueSpan, metric: MetricRef) -> bool:
    """Whether the figure is asked for apart ("hoeveel inwoners wonen er in wijken met meer dan …")."""
    start = draft.analysis.tokens[cue.first].start
    return any(word.as_ == str(metric) and word.start < start for word in draft.words)


def _means(draft: Draft, meaning: str, field: FieldRef) -> bool:
    name, _, group = meaning.partition("group:")
    if group and not name:
        return any(one.name == group and FieldRef.parse(one.field) == field for one in draft.knowledge.catalog.groups)
    return meaning.partition("=")[0] == str(field)
