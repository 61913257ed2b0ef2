"""Two stretches of several periods beside each other, with the difference between them."""

from __future__ import annotations

from assistant.explanation import numbers
from assistant.explanation.grounds import Rule, Said
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.sentence.missing import all_missing
from assistant.explanation.words import sentence_case


def two_ranges(frame: Frame) -> Said:
    """Say what both stretches add up to; the base comes first in the rows."""
    shown, choice = frame.shown, frame.shown.plan.period
    between = frame.calculated(Rule.DIFFERENCE, ((0, frame.column), (1, frame.column)))
    if between is None or choice is None or choice.compare_to is None or choice.compare_end is None:
        return all_missing(frame)
    decimals = shown.columns[frame.column].decimals
    unit = between.unit if not frame.name.says_unit else None
    values = {
        "label": sentence_case(frame.label),
        "inside": frame.inside,
        "extra": frame.extra,
        "base": frame.stretch(choice.compare_to, choice.compare_end),
        "now": frame.stretch(choice.start, choice.end),
        "first": frame.bare(0),
        "last": frame.bare(1),
        "difference": numbers.signed(between.value, shown.language, unit, decimals),
    }
    if not frame.comparable:
        return Said(frame.say.say("series.apart", start=f"({values['base']})", end=f"({values['now']})", **values))
    return Said(frame.say.say("series.ranges", **values), (between,))
