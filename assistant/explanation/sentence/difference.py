"""The first minus the second: of two members, two metrics or two periods."""

from __future__ import annotations

from assistant.explanation import numbers
from assistant.explanation.grounds import Said
from assistant.explanation.sentence.comparison import comparison
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.sentence.missing import missing
from assistant.explanation.sentence.split import split


def difference(frame: Frame) -> Said:
    """Say a calculated difference; two rows without a calculated column are compared as they stand."""
    shown, say = frame.shown, frame.say
    if not shown.calculations:
        return comparison(frame) if shown.dimensions else split(frame)
    column = shown.calculations[0]
    if len(shown.rows) == 2 and shown.dimensions:
        return comparison(frame)
    value = shown.value(0, column) if len(shown.rows) == 1 else None
    if len(shown.rows) != 1:
        return split(Frame(shown, column))
    if value is None:
        return missing(Frame(shown, column))
    unit = shown.unit(column)
    unit = numbers.POINTS[shown.language] if numbers.kind_of_unit(unit) == "percent" else unit
    text = numbers.figure(value, shown.language, unit, shown.columns[column].decimals)
    values = {"label": frame.label, "inside": frame.inside, "extra": frame.extra, "period": frame.when}
    return Said(say.say("difference.plain", figure=text, **values))
