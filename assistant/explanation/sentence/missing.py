"""No figure: why a cell is empty, in words."""

from __future__ import annotations

from assistant.explanation.grounds import Said
from assistant.explanation.sentence.frame import Frame


def missing(frame: Frame, row: int = 0) -> Said:
    """Say that a figure is missing, or withheld for small counts."""
    period = frame.shown.period(row)
    when = frame.at(period) if period else frame.when
    inside = frame.inside or (frame.as_place(row, frame.shown.dimensions[0]).inside if frame.shown.dimensions else "")
    key = "missing.withheld" if (row, frame.column) in frame.shown.withheld else "missing.plain"
    return Said(frame.say.say(key, label=frame.label, inside=inside, period=when, extra=frame.extra))


def all_missing(frame: Frame) -> Said:
    """Say that none of the rows has a figure."""
    rows = range(len(frame.shown.rows))
    if rows and all((row, frame.column) in frame.shown.withheld for row in rows):
        return Said(frame.say.say("missing.withheld_all", label=frame.label, period=frame.when))
    values = {"label": frame.label, "inside": frame.inside, "period": frame.when, "extra": frame.extra}
    return Said(frame.say.say("missing.none", **values))
