"""When a figure was highest or lowest: the periods that were asked for, with their figures."""

from __future__ import annotations

from decimal import Decimal

from assistant.explanation.grounds import Declared, Rule, Said
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.sentence.missing import all_missing
from assistant.explanation.words import sentence_case

#: More periods than this are not named one by one.
_NAMED = 5


def peak(frame: Frame) -> Said:
    """Name the periods that a question like "in which year were most dwellings built" asks for."""
    shown, say = frame.shown, frame.say
    held = [row for row in range(len(shown.rows)) if shown.value(row, frame.column) is not None]
    if not held:
        return all_missing(frame)
    order = shown.plan.order
    way = "high" if order is None or order.descending else "low"
    if len(held) > _NAMED and len({shown.value(row, frame.column) for row in held}) == 1:
        return _many(frame, held, way)
    items = [say.say("peak.item", period=frame.at(shown.period(row)), figure=frame.bare(row)) for row in held]
    values = {
        "label": sentence_case(frame.label),
        "inside": frame.inside,
        "extra": frame.extra,
        "span": frame.when,
        "items": say.join(items),
    }
    return Said(say.say(f"peak.{way}", **values))


def _many(frame: Frame, held: list[int], way: str) -> Said:
    """Many periods share the first place: their number is said, and the first and last of them."""
    shown = frame.shown
    rows = sorted(held, key=frame.starts)
    values = {
        "label": sentence_case(frame.label),
        "inside": frame.inside,
        "extra": frame.extra,
        "span": frame.when,
        "figure": frame.bare(rows[0]),
        "count": len(rows),
        "first": frame.at(shown.period(rows[0])),
        "last": frame.at(shown.period(rows[-1])),
    }
    text = frame.say.say(f"peak.many_{way}", **values)
    return Said(text, (Declared(Rule.ROWS, (), Decimal(len(rows))),))
