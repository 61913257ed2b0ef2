"""A running total over the periods of a series."""

from __future__ import annotations

from assistant.explanation import periods
from assistant.explanation.grounds import Said
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.sentence.missing import all_missing
from assistant.explanation.words import sentence_case


def cumulative(frame: Frame) -> Said:
    """Say where the running total ends."""
    shown = frame.shown
    column = shown.calculations[0] if shown.calculations else frame.column
    held = sorted((row for row in range(len(shown.rows)) if shown.value(row, column) is not None), key=frame.starts)
    first, last = (shown.period(held[0]), shown.period(held[-1])) if held else (None, None)
    if first is None or last is None:
        return all_missing(frame)
    spelled = [periods.bare(shown.catalog, frame.metric, one, shown.language, shown.profile) for one in (first, last)]
    text = frame.say.say(
        "series.cumulative",
        label=sentence_case(frame.label),
        inside=frame.inside,
        extra=frame.extra,
        last=frame.bare(held[-1], column),
        to=spelled[1],
        **{"from": spelled[0]},
    )
    return Said(text)
