"""When a figure was highest or lowest: the periods that were asked for, with their figures."""

from __future__ import annotations

from assistant.explanation.grounds import Said
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.sentence.missing import all_missing
from assistant.explanation.words import sentence_case


def peak(frame: Frame) -> Said:
    """Name the periods that a question like "in which year were most dwellings built" asks for."""
    shown, say = frame.shown, frame.say
    held = [row for row in range(len(shown.rows)) if shown.value(row, frame.column) is not None]
    if not held:
        return all_missing(frame)
    order = shown.plan.order
    items = [say.say("peak.item", period=frame.at(shown.period(row)), figure=frame.bare(row)) for row in held]
    values = {
        "label": sentence_case(frame.label),
        "inside": frame.inside,
        "extra": frame.extra,
        "span": frame.when,
        "items": say.join(items),
    }
    return Said(say.say("peak.high" if order is None or order.descending else "peak.low", **values))
