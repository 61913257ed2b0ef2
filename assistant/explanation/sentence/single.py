"""One figure: De gemeente Utrecht had 367.947 inwoners op 1 januari 2023."""

from __future__ import annotations

from assistant.explanation.grounds import Said
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.sentence.missing import missing
from assistant.explanation.words import sentence_case


def single(frame: Frame, row: int = 0) -> Said:
    """Say one figure, or that it is missing or withheld."""
    shown, say, name = frame.shown, frame.say, frame.name
    value = shown.value(row, frame.column)
    if value is None:
        return missing(frame, row)
    period = shown.period(row)
    when = frame.at(period) if period else frame.when
    if shown.plan.period is not None and not shown.plan.period.single and name.noun and frame.single_place:
        # Over a range nothing "had" the sum: people move, things happen.
        owned = False
    else:
        owned = name.owned
    if name.noun and value != 1:
        figure = frame.counted(row) or ""
        if owned and frame.single_place:
            place = sentence_case(frame.single_place.subject)
            return Said(say.say("single.had", place=place, figure=figure, period=when, extra=frame.extra))
        if when:
            values = {"period": sentence_case(when), "inside": frame.inside, "figure": figure, "extra": frame.extra}
            return Said(say.say("single.there", **values))
    shared = {
        "inside": frame.inside,
        "extra": frame.extra,
        "figure": shown.figure(row, frame.column, unit=not name.says_unit),
    }
    if name.subject:
        subject = sentence_case(name.subject)
        return Said(say.say("single.subject", subject=subject, was=frame.verb("was"), period=when, **shared))
    text = say.say("single.colon", label=sentence_case(name.label), when=when, **shared)
    return Said(text.replace(" ()", ""))
