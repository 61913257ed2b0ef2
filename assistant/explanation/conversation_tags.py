"""What an answer is, in the words that questions to talk about are chosen by, and what they can name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.catalog.catalog import FieldRef
from assistant.catalog.field import Levels
from assistant.catalog.graph import conformed, local_field
from assistant.catalog.vocabulary import Aggregation, Better, OverTime
from assistant.explanation import names, numbers
from assistant.explanation.answer import CaveatShown
from assistant.explanation.margins import within
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.shown import Shown
from assistant.plan import Change, MemberFilter, Op, Rank, Share, divided, judged, underlying

TAGS = frozenset(
    {
        *("value", "series", "change", "split", "comparison", "ranking", "threshold", "ratio"),
        *("rise", "fall", "flat", "peak", "spread", "even", "good", "bad"),
        *("count", "persons", "percent", "money", "mean", "stock", "flow", "register"),
        *("provisional", "break", "missing", "withheld", "margin", "small", "partial", "premise"),
    }
)
#: What a reader must have in mind weighs more than the form of an answer.
PRESSING = frozenset({"break", "missing", "withheld", "margin", "small", "partial", "premise"})
_CAVEATS = {
    "provisional": "provisional",
    "missing": "missing",
    "suppressed": "withheld",
    "margin": "margin",
    "small_numbers": "small",
    "partial_period": "partial",
}
_MEANS = (Aggregation.MEAN, Aggregation.WEIGHTED_MEAN, Aggregation.MEDIAN)
#: The highest figure is this many times the lowest, or within this part of it.
_FAR, _NEAR = 2, 1.15


def tags_of(shown: Shown, caveats: Sequence[CaveatShown]) -> set[str]:
    """Return everything that holds for the answer."""
    found = {*_form(shown), *_kind(shown), *_moves(shown)}
    found |= {_CAVEATS[one.id.rpartition(".")[2]] for one in caveats if one.id.rpartition(".")[2] in _CAVEATS}
    if any(one.kind == "break" for one in caveats):
        found.add("break")
    if shown.plan.premise is not None:
        found.add("premise")
    return found


def values_of(shown: Shown) -> dict[str, str]:
    """Return what the questions can name; empty where the answer has no such thing."""
    frame = Frame(shown, shown.metrics[0] if shown.metrics else 0)
    catalog, language = shown.catalog, shown.language
    metric, dataset = catalog.metric(frame.metric), catalog.by_name[frame.metric.dataset]
    related = [
        names.metric_label(catalog, ref, language)
        for name in metric.related
        if (ref := type(frame.metric).parse(name)) in catalog.metric_refs
    ]
    high, low = _ends(shown)
    peak = _peak(shown)
    choice = shown.plan.period
    return {
        "label": frame.label,
        "inside": frame.inside,
        "period": choice.start.text if choice and choice.single and choice.grain.value == "year" else "",
        "members": frame.members(2),
        "member": frame.row_label(high) if high is not None else "",
        "other": frame.row_label(low) if low is not None else "",
        "related": related[0] if related else "",
        "per": _per(shown, frame),
        "group": _group(shown),
        "finer": _finer(shown),
        "peak": frame.at(shown.period(peak)) if peak is not None else "",
        "owner": dataset.owner.name if dataset.owner else "",
    }


def _form(shown: Shown) -> Iterator[str]:
    plan, wanted = shown.plan, underlying(shown.plan.calculation)
    named = any(isinstance(one, MemberFilter) and one.op is Op.IN and len(one.members) > 1 for one in plan.filters)
    if divided(plan.calculation) is not None or isinstance(judged(plan.calculation), Share):
        yield "ratio"
    if shown.time is not None:
        yield "series"
    if isinstance(wanted, Change):
        yield "change"
    if plan.conditions:
        yield "threshold"
    if shown.dimensions and len(shown.rows) > 1:
        yield "ranking" if plan.limit is not None else "comparison" if named and len(shown.rows) == 2 else "split"
    if isinstance(wanted, Rank):
        yield "value"
    if shown.time is None and not shown.dimensions and not isinstance(wanted, Change):
        yield "value"


def _kind(shown: Shown) -> Iterator[str]:
    ref = shown.plan.metrics[0]
    metric, dataset = shown.catalog.metric(ref), shown.catalog.by_name[ref.dataset]
    unit = numbers.kind_of_unit(metric.unit.say(shown.language) if metric.unit else None)
    if unit in ("percent", "euro"):
        yield "percent" if unit == "percent" else "money"
    if names.metric_name(shown.catalog, ref, shown.language).noun:
        yield "count"
    if metric.persons and unit == "other":
        yield "persons"
    if metric.aggregation in _MEANS:
        yield "mean"
    if metric.behaviour in (OverTime.LAST, OverTime.SUM):
        yield "stock" if metric.behaviour is OverTime.LAST else "flow"
    if dataset.provenance and dataset.provenance.method == "register":
        yield "register"


def _moves(shown: Shown) -> Iterator[str]:
    move = _move(shown)
    if move is not None:
        yield "flat" if move == 0 else "rise" if move > 0 else "fall"
        better = shown.catalog.metric(shown.plan.metrics[0]).better
        if move and better is not Better.NEUTRAL:
            yield "good" if (move > 0) is (better is Better.HIGHER) else "bad"
    if _peak(shown) is not None:
        yield "peak"
    high, low = _ends(shown)
    if high is not None and low is not None:
        column = (*shown.metrics, *shown.calculations)[0]
        top, bottom = (float(shown.value(row, column) or 0) for row in (high, low))
        if bottom > 0 and top >= _FAR * bottom:
            yield "spread"
        elif 0 < top <= _NEAR * bottom:
            yield "even"


def _move(shown: Shown) -> numbers.Number | None:
    """Return the change that the answer shows, 0 when it is small or within the margins; None when it shows none."""
    if isinstance(underlying(shown.plan.calculation), Change) and len(shown.rows) == 1 and shown.calculations:
        return shown.value(0, shown.calculations[0])
    if shown.time is None or shown.dimensions or not shown.metrics or shown.plan.limit is not None:
        return None
    column = shown.metrics[0]
    held = [row for row in range(len(shown.rows)) if shown.value(row, column) is not None]
    if len(held) < 2:
        return None
    first, last = (float(shown.value(row, column) or 0) for row in (held[0], held[-1]))
    margins = (shown.margins.get((held[0], column)), shown.margins.get((held[-1], column)))
    if within(first, last, *margins) or abs(last - first) < 0.01 * abs(first):
        return 0
    return last - first


def _peak(shown: Shown) -> int | None:
    """Return the row of a highest figure that lies inside a series and stands well above both ends."""
    if shown.time is None or shown.dimensions or not shown.metrics or shown.plan.limit is not None:
        return None
    column = shown.metrics[0]
    held = {row: float(value) for row in range(len(shown.rows)) if (value := shown.value(row, column)) is not None}
    if len(held) < 3:
        return None
    rows = sorted(held)
    high = max(rows, key=lambda row: held[row])
    return high if held[high] > 1.03 * max(held[rows[0]], held[rows[-1]]) else None


def _ends(shown: Shown) -> tuple[int | None, int | None]:
    """Return the rows with the highest and the lowest figure of a list; the first row of a ranking."""
    columns = (*shown.calculations, *shown.metrics) if shown.plan.limit is not None else shown.metrics
    if not shown.dimensions or shown.time is not None or not columns or len(shown.rows) < 2:
        return None, None
    held = {row: float(v) for row in range(len(shown.rows)) if (v := shown.value(row, columns[0])) is not None}
    if len(held) < 2:
        return None, None
    if shown.plan.limit is not None:
        return min(held), max(held)
    return max(held, key=lambda row: held[row]), min(held, key=lambda row: held[row])


def _per(shown: Shown, frame: Frame) -> str:
    """Return what a count could be divided by: the first documented denominator that it is not itself."""
    if frame.name.noun is None or divided(shown.plan.calculation) is not None:
        return ""
    for one in shown.catalog.denominators:
        if one.metric != str(frame.metric):
            return one.label.say(shown.language) if one.label else one.name
    return ""


def _place(shown: Shown) -> tuple[FieldRef, str | None, Levels] | None:
    """Return the levelled field, the level and the levels of the one place that the figures are about."""
    for item in shown.plan.filters:
        if isinstance(item, MemberFilter) and item.op is Op.IN and len(item.members) == 1:
            field = conformed(shown.catalog, item.field)
            levels = shown.catalog.field(field).levels
            if levels is not None:
                return field, item.members[0].level, levels
    return None


def _group(shown: Shown) -> str:
    """Return a named group that the place of the answer can stand beside."""
    place, ref = _place(shown), shown.plan.metrics[0]
    held = shown.profile.datasets.get(ref.dataset) if shown.profile else None
    own = local_field(shown.catalog, ref.dataset, place[0]) if place else None
    present = held.fields.get(own.field) if held is not None and own is not None else None
    known = shown.profile.field(place[0]) if place and shown.profile else None
    if place is None or known is None or present is None or shown.dimensions:
        return ""
    for group in shown.catalog.groups:
        levels = {
            known.by_value[one].level for one in group.values if one in known.by_value and one in present.by_value
        }
        if group.field == str(place[0]) and levels == {place[1]} and group.label:
            return group.label.say(shown.language)
    return ""


def _finer(shown: Shown) -> str:
    """Return the word for members of the next finer level that the dataset has figures for."""
    place = _place(shown)
    ref = shown.plan.metrics[0]
    held = shown.profile.datasets.get(ref.dataset) if shown.profile else None
    if place is None or place[1] not in place[2].order or held is None or shown.dimensions:
        return ""
    own = local_field(shown.catalog, ref.dataset, place[0])
    present = held.levels.get(own.field, ()) if own is not None else ()
    finer = place[2].order[place[2].order.index(place[1] or "") + 1 :]
    level = next((one for one in finer if one in present), None)
    return names.members_word(shown.catalog, place[0], level, shown.language) if level else ""
