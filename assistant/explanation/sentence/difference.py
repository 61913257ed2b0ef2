"""The first minus the second: of two members, two metrics or two periods."""

from __future__ import annotations

from assistant.explanation import names, numbers, periods
from assistant.explanation.grounds import Said
from assistant.explanation.sentence.chance import change_may_be_chance
from assistant.explanation.sentence.comparison import comparison
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.sentence.missing import missing
from assistant.explanation.sentence.ranking import ranking
from assistant.explanation.sentence.split import split
from assistant.explanation.words import sentence_case
from assistant.plan import Difference, DifferenceKind, MemberFilter, Op


def difference(frame: Frame, wanted: Difference) -> Said:
    """Say a calculated difference with both its sides; rows without a calculated column are compared as they stand."""
    shown, say = frame.shown, frame.say
    if not shown.calculations:
        return comparison(frame) if shown.dimensions else split(frame)
    column = shown.calculations[0]
    if len(shown.rows) != 1 or shown.plan.conditions or shown.dimensions:
        sides = _sides(frame, wanted)
        both = {"first": sides[0], "second": sides[1]} if sides is not None else None
        metrics = wanted.field is None and wanted.kind is DifferenceKind.AMOUNT and len(shown.plan.metrics) > 1
        key = "difference.label_metrics" if metrics else f"difference.label_{wanted.kind.value}"
        label = say.say(key, label=frame.label, **both) if both else None
        ranked = shown.plan.limit is not None and bool(shown.dimensions)
        return (ranking if ranked else split)(Frame(shown, column), label)
    value = shown.value(0, column)
    if value is None:
        return missing(Frame(shown, column))
    unit = shown.unit(column)
    if wanted.kind is DifferenceKind.AMOUNT and numbers.kind_of_unit(unit) == "percent":
        unit = numbers.POINTS[shown.language]
    values = {
        "lies": frame.verb("lies"),
        "label": frame.label,
        "inside": frame.inside,
        "extra": frame.extra,
        "period": frame.when,
    }
    size: numbers.Number = -value if value < 0 else value
    values["figure"] = numbers.figure(size, shown.language, unit, shown.columns[column].decimals)
    sides = _sides(frame, wanted)
    if sides is None or len(shown.metrics) < 2:
        return Said(say.say("difference.plain", **values))
    if shown.plan.period and shown.plan.period.compare_to:
        values["period"] = ""
    values |= {"first": sides[0], "second": sides[1], "first_figure": frame.bare(0, shown.metrics[0])}
    if wanted.kind is not DifferenceKind.AMOUNT:
        return _relative(frame, wanted.kind, value, values)
    if change_may_be_chance(frame, 0):
        return Said(say.say("difference.within_margin", second_figure=frame.bare(0, shown.metrics[1]), **values))
    if wanted.field is None and len(shown.plan.metrics) > 1:
        key = "difference.same_metrics" if value == 0 else _way("difference.metrics", value)
        return _both(frame, key, values)
    if value == 0:
        return Said(say.say("difference.same", **values))
    key = _way("difference.members", value) if wanted.field is not None else "difference.more"
    return _both(frame, key, values)


def _both(frame: Frame, key: str, values: dict[str, str]) -> Said:
    return Said(sentence_case(frame.say.say(key, second_figure=frame.bare(0, frame.shown.metrics[1]), **values)))


def _way(key: str, value: numbers.Number) -> str:
    """Which of the two is more is said, and not only how far apart they are."""
    return f"{key}_more" if value > 0 else f"{key}_less"


def _relative(frame: Frame, kind: DifferenceKind, value: numbers.Number, values: dict[str, str]) -> Said:
    """Say how many percent or how many times the first is of the second."""
    key = kind.value
    if kind is DifferenceKind.PERCENT:
        key = "percent_more" if value >= 0 else "percent_less"
    values |= {"label": sentence_case(frame.label), "second_figure": frame.bare(0, frame.shown.metrics[1])}
    return Said(frame.say.say(f"difference.{key}", **values))


def _sides(frame: Frame, wanted: Difference) -> tuple[str, str] | None:
    """Return the two members, metrics or periods whose figures stand beside each other."""
    shown, plan = frame.shown, frame.shown.plan
    if wanted.field is not None:
        members = [
            names.place(shown.catalog, item.field, member.label, member.level, shown.language).subject
            for item in plan.filters
            if isinstance(item, MemberFilter) and item.field == wanted.field and item.op is Op.IN
            for member in item.members
        ]
        return (members[0], members[1]) if len(members) > 1 else None
    if len(plan.metrics) > 1:
        first, second = (names.metric_name(shown.catalog, ref, shown.language) for ref in plan.metrics[:2])
        return first.subject or first.label, second.subject or second.label
    if plan.period and plan.period.compare_to:
        both = (plan.period.end, plan.period.compare_to)
        found = [periods.bare(shown.catalog, frame.metric, one, shown.language, shown.profile) for one in both]
        return found[0], found[1]
    return None
