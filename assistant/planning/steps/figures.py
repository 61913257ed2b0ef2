"""What is asked of the figure: a threshold, an order, a place in the ranking."""

from __future__ import annotations

from assistant.catalog.catalog import MetricRef
from assistant.catalog.graph import conformed
from assistant.language import CueKind, CueSpan
from assistant.linking.index import split as split_words
from assistant.linking.index import stem
from assistant.plan import Condition, CountMembers, Direction, MemberFilter, Op, Order, Rank, Reason, YesNo
from assistant.planning.draft import Draft
from assistant.planning.outcomes import refuse
from assistant.planning.steps.members import known_member
from assistant.planning.steps.outcome import Outcome

_OPS = {">": Op.GT, ">=": Op.GE, "<": Op.LT, "<=": Op.LE, "between": Op.BETWEEN}
_WITHOUT_A_NUMBER = 5


def thresholds(draft: Draft) -> Outcome:
    """Read "meer dan 100.000 inwoners" as a condition on the figure of each listed member."""
    for cue in draft.cues(CueKind.THRESHOLD):
        op = _OPS.get(str(cue.args.get("op")))
        value = cue.args.get("value")
        if cue.args.get("reference") == "zero":
            value = 0.0
        if op is None or not isinstance(value, int | float) or isinstance(value, bool):
            return refuse(draft, Reason.OUT_OF_SCOPE, "too_complex", draft.metrics)
        high = cue.args.get("high")
        values = (float(value), float(high)) if op is Op.BETWEEN and isinstance(high, int | float) else (float(value),)
        metric = _metric_after(draft, cue)
        draft.claim_cue(cue)
        if draft.splits:
            on_change = draft.has(CueKind.CHANGE)
            draft.conditions.append(Condition(metric, op, values, on_change))
        elif draft.has(CueKind.YES_NO, CueKind.CLAIM) and op is not Op.BETWEEN:
            way = Direction.MORE if op in (Op.GT, Op.GE) else Direction.LESS
            draft.calculation = YesNo(None, way, values[0])
        else:
            return refuse(draft, Reason.OUT_OF_SCOPE, "too_complex", draft.metrics)
    return None


def _metric_after(draft: Draft, cue: CueSpan) -> MetricRef:
    """Return the metric whose words follow the number; it is a condition only when another metric is asked for."""
    tokens = draft.analysis.tokens
    for word in draft.words:
        near = [at for at, token in enumerate(tokens) if token.start == word.start]
        if near and 0 <= near[0] - cue.last - 1 <= 2 and "." in word.as_ and "=" not in word.as_:
            ref = MetricRef.parse(word.as_)
            if ref in draft.metrics:
                if len(draft.metrics) > 1:
                    draft.metrics.remove(ref)
                return ref
    return draft.metrics[0]


def ranking(draft: Draft) -> Outcome:
    """Read "de vijf hoogste", "de grootste wijk", "in welk jaar het hoogst", "op welke plek"."""
    if (cue := next(iter(draft.cues(CueKind.RANK)), None)) is not None:
        return _rank(draft, cue)
    cues = draft.cues(CueKind.TOP)
    if not cues or not (draft.splits or _about_time(draft)):
        return None
    low = any(cue.args.get("direction") == "low" for cue in cues)
    named = [cue.args.get("count") for cue in cues]
    counts = [
        int(count) for count in named if isinstance(count, int | float) and (count > 1 or isinstance(count, float))
    ]
    draft.order = Order(draft.metrics[0], not low)
    if counts:
        draft.limit = max(counts)
    else:
        draft.limit = _natural_limit(draft) if draft.splits else 1
    for cue in cues:
        draft.claim_cue(cue)
    return None


def _about_time(draft: Draft) -> bool:
    return draft.per is not None or any(
        cue.args.get("about") == "time" for cue in draft.cues(CueKind.WHICH, CueKind.TIME_SPLIT)
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
    draft.assume("limit", "assume_top", count=_WITHOUT_A_NUMBER)
    return _WITHOUT_A_NUMBER


def _rank(draft: Draft, cue: CueSpan) -> Outcome:
    """Find who is ranked (the named member, else home) among the members of its own level."""
    named = next((one for one in draft.filters if isinstance(one, MemberFilter) and one.op is Op.IN), None)
    home = draft.knowledge.catalog.home
    if named is not None and len(named.members) == 1:
        draft.filters.remove(named)
        field, member = named.field, named.members[0]
    elif home is not None and draft.reaches(home.ref):
        field = conformed(draft.knowledge.catalog, home.ref)
        member = known_member(draft, field, home.value)
    else:
        return refuse(draft, Reason.OUT_OF_SCOPE, "too_complex", draft.metrics)
    draft.claim_cue(cue)
    draft.splits = [split for split in draft.splits if split.field != field]
    low = any(top.args.get("direction") == "low" for top in draft.cues(CueKind.TOP))
    for top in draft.cues(CueKind.TOP):
        draft.claim_cue(top)
    draft.calculation = Rank(field, member, low)
    return None


def counted_members(draft: Draft) -> Outcome:
    """ "Hoeveel gemeenten krimpen?", "Welke gemeenten groeiden?": the condition lies in the verb."""
    listed = bool(draft.splits) and draft.has(CueKind.WHICH) and not draft.has(CueKind.TOP)
    if draft.conditions or not (isinstance(draft.calculation, CountMembers) or listed):
        return None
    for cue in draft.cues(CueKind.CHANGE):
        way = cue.args.get("direction")
        if way in ("up", "down"):
            op = Op.GT if way == "up" else Op.LT
            draft.conditions.append(Condition(draft.metrics[0], op, (0.0,), on_change=True))
            draft.claim_cue(cue)
            return None
    return None
