"""When something happened: the largest rise or fall, the first or last time above or below a limit."""

from __future__ import annotations

from decimal import Decimal

from assistant.explanation import numbers, periods
from assistant.explanation.grounds import Declared, Rule, Said
from assistant.explanation.sentence.change import spelled
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.sentence.limits import condition_words
from assistant.explanation.words import sentence_case
from assistant.plan import CountPeriods, Op, Order

_LISTED = 8


def steepest(frame: Frame) -> Said:
    """Name the periods between which the figure rose or fell most."""
    shown, say = frame.shown, frame.say
    way = "fall" if any(item.op in (Op.LT, Op.LE) for item in shown.plan.conditions) else "rise"
    values = {"label": frame.label, "inside": frame.inside, "extra": frame.extra, "span": frame.when}
    column = shown.calculations[0]
    held = [row for row in range(len(shown.rows)) if shown.value(row, column) is not None]
    if not held:
        return Said(say.say(f"turning.no_{way}", **values))
    items = [
        say.say(
            "turning.item", between=_between(frame, row), change=spelled(frame, row, column), figure=frame.bare(row)
        )
        for row in held[:_LISTED]
    ]
    if shown.plan.limit is not None:
        return Said(sentence_case(say.say(f"turning.{way}", items=say.join(items), **values)))
    listed, declared = _cut(frame, items, len(held))
    return Said(sentence_case(say.say(f"turning.{way}s", items=listed, **values)), declared)


def _cut(frame: Frame, items: list[str], count: int) -> tuple[str, tuple[Declared, ...]]:
    """Return the items as a list, and how many more there are."""
    declared = [Declared(Rule.ROWS, (), Decimal(count))]
    if count <= _LISTED:
        return frame.say.join(items), tuple(declared)
    used = tuple((row, frame.column) for row in range(_LISTED))
    declared.append(Declared(Rule.REMAINDER, used, Decimal(count - _LISTED)))
    return frame.say.say("threshold.more", items=", ".join(items), rest=count - _LISTED), tuple(declared)


def _between(frame: Frame, row: int) -> str:
    shown = frame.shown
    here = shown.period(row)
    if here is None:
        return ""
    return periods.span(shown.catalog, frame.metric, here.shift(-1), here, shown.language, shown.profile, ends=True)


def when_met(frame: Frame) -> Said:
    """Name the first, the last, or all periods in which the figure meets the conditions."""
    shown, say, plan = frame.shown, frame.say, frame.shown.plan
    unit = shown.catalog.metric(frame.metric).unit
    told = unit.say(shown.language) if unit and not frame.name.noun else None
    values = {
        "subject": sentence_case(frame.label),
        "was": frame.verb("was"),
        "inside": frame.inside,
        "extra": frame.extra,
        "span": frame.when,
        "condition": say.join([condition_words(item, say, told) for item in plan.conditions]),
    }
    count = len(shown.rows)
    if not count:
        return Said(say.say("turning.never", **values))
    if plan.limit == 1 and isinstance(plan.order, Order):
        here, choice = shown.period(0), plan.period
        edge = choice is not None and here == (choice.end if plan.order.descending else choice.start)
        key = ("turning.still" if edge else "turning.last") if plan.order.descending else None
        key = key or ("turning.always" if edge else "turning.first")
        return Said(say.say(key, period=frame.at(here), figure=frame.bare(0), **values))
    items = [say.say("peak.item", period=frame.at(shown.period(row)), figure=frame.bare(row)) for row in range(count)]
    listed, declared = _cut(frame, items[:_LISTED], count)
    return Said(say.say("turning.all", items=listed, **values), declared)


def count_periods(frame: Frame, wanted: CountPeriods) -> Said:
    """Say in how many periods the figure meets the conditions; the count is the cell itself."""
    shown, say, plan = frame.shown, frame.say, frame.shown.plan
    unit = shown.catalog.metric(frame.metric).unit
    told = unit.say(shown.language) if unit and not frame.name.noun else None
    count = int(shown.value(0, shown.calculations[0]) or 0) if shown.rows else 0
    grains = say.look("average.grains" if count == 1 else "turning.grains")
    values = {
        "subject": sentence_case(frame.label),
        "was": frame.verb("was"),
        "inside": frame.inside,
        "extra": frame.extra,
        "period": frame.when,
        "condition": say.join([condition_words(item, say, told) for item in plan.conditions]),
        "count": numbers.number(count, shown.language),
        "periods": grains[wanted.grain.value],
    }
    return Said(say.say("turning.count", **values))
