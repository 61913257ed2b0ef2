"""A figure over time: first, last, the change between them, the highest and lowest point in between."""

from __future__ import annotations

from decimal import Decimal

from assistant.catalog.vocabulary import Better
from assistant.explanation import numbers
from assistant.explanation.grounds import Declared, Rule, Said
from assistant.explanation.sentence.chance import nothing_to_see, same_within_margins
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.sentence.missing import all_missing
from assistant.explanation.words import sentence_case
from assistant.plan import Share


def series(
    frame: Frame,
    rows: tuple[int, ...] | None = None,
    *,
    inside: str | None = None,
    named: str | None = None,
) -> Said:
    """Describe one line; over a break that keeps figures apart no change is stated.

    ``named`` says what the figures are when the metric alone does not (a figure per inhabitant).
    """
    shown, say = frame.shown, frame.say
    every = tuple(range(len(shown.rows))) if rows is None else rows
    held = [row for row in every if shown.value(row, frame.column) is not None]
    if not held:
        return all_missing(frame)
    held.sort(key=frame.starts)
    first, last = held[0], held[-1]
    values = {
        "inside": inside if inside is not None else frame.inside,
        "extra": frame.extra,
        "first": frame.bare(first),
        "last": frame.bare(last),
        "start": frame.at(shown.period(first)),
        "end": frame.at(shown.period(last)),
    }
    label, subject = sentence_case(named or frame.label), named or frame.name.subject
    if len(held) == 1:
        return Said(say.say("series.one", label=label, **values))
    if not frame.comparable:
        return Said(say.say("series.apart", label=label, **values))
    difference = frame.calculated(Rule.DIFFERENCE, ((first, frame.column), (last, frame.column)))
    if difference is None:
        return all_missing(frame)
    if same_within_margins(shown, (first, frame.column), (last, frame.column)):
        return Said(say.say("series.within_margin", label=label, **values))
    if difference.value == 0 or nothing_to_see(frame, difference.value, frame.column, values["first"], values["last"]):
        key = "series.same" if subject else "series.same_colon"
        return Said(
            say.say(key, label=label, subject=label, verb=frame.verb("same"), **values) + _extremes(frame, held)
        )
    spelled, declared = _difference(frame, difference)
    verb = frame.verb("rose" if difference.value > 0 else "fell")
    key = "series.moved" if subject else "series.moved_colon"
    text = say.say(key, label=label, subject=label, verb=verb, difference=spelled, **values)
    return Said(f"{text}{_judgement(frame, difference.value)}{_extremes(frame, held)}", declared)


def _difference(frame: Frame, difference: Declared) -> tuple[str, tuple[Declared, ...]]:
    """Return ``+21.372 (+6,1 %)``; for percentages only the points."""
    shown = frame.shown
    decimals = shown.columns[frame.column].decimals
    unit = None if numbers.kind_of_unit(difference.unit) == "other" else difference.unit
    text = numbers.signed(difference.value, shown.language, unit, decimals)
    percent = frame.calculated(Rule.PERCENT_CHANGE, difference.cells)
    if percent is None or numbers.kind_of_unit(difference.unit) == "points":
        return text, (difference,)
    return f"{text} ({numbers.signed(percent.value, shown.language, '%')})", (difference, percent)


def _judgement(frame: Frame, difference: Decimal) -> str:
    """Return good or bad, only where the catalogue says which way is better."""
    better = frame.shown.catalog.metric(frame.metric).better
    if better is Better.NEUTRAL or isinstance(frame.shown.plan.calculation, Share):
        return ""  # what is good of a whole need not be of a part in it
    good = (difference > 0) is (better is Better.HIGHER)
    return " " + frame.say.say("series.good" if good else "series.bad")


def _extremes(frame: Frame, held: list[int]) -> str:
    """Return the highest and lowest figure when they lie strictly between the ends of the line."""
    column = frame.column
    numbered = {row: value for row in held if (value := frame.shown.value(row, column)) is not None}
    ends = (numbered[held[0]], numbered[held[-1]])
    high, low = max(numbered, key=lambda row: numbered[row]), min(numbered, key=lambda row: numbered[row])
    above, below = numbered[high] > max(ends), numbered[low] < min(ends)
    spelled = {
        "high": frame.bare(high),
        "high_period": frame.at(frame.shown.period(high)),
        "low": frame.bare(low),
        "low_period": frame.at(frame.shown.period(low)),
    }
    if above and below:
        return " " + frame.say.say("series.both", **spelled)
    if above:
        return " " + frame.say.say("series.highest", figure=spelled["high"], period=spelled["high_period"])
    if below:
        return " " + frame.say.say("series.lowest", figure=spelled["low"], period=spelled["low_period"])
    return ""
