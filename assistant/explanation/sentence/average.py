"""The average over periods or members."""

from __future__ import annotations

from assistant.catalog.formula import formula
from assistant.catalog.vocabulary import OverTime
from assistant.explanation import names
from assistant.explanation.grounds import Said
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.sentence.missing import missing
from assistant.explanation.sentence.series import series
from assistant.explanation.sentence.split import split
from assistant.explanation.words import sentence_case
from assistant.plan import Average, Split, Statistic


def average(frame: Frame, wanted: Average) -> Said:
    """Say one average; per member or period as a list of averages."""
    shown, say, name = frame.shown, frame.say, frame.name
    over = over_words(frame, wanted)
    if len(shown.rows) != 1 or shown.dimensions or shown.time is not None:
        label = say.say("average.label", label=frame.label, over=over) if _per(frame, wanted) else None
        if shown.time is not None and not shown.dimensions:
            return series(frame, named=label)
        return split(frame, label)
    if shown.value(0, frame.column) is None:
        return missing(frame)
    values = {
        "label": sentence_case(frame.label),
        "subject": sentence_case(frame.label),
        "was": frame.verb("was"),
        "inside": frame.inside,
        "extra": frame.extra,
        "period": frame.when,
        "figure": frame.bare(0),
        "over": over,
    }
    if wanted.statistic is Statistic.MEDIAN:
        return Said(say.say("average.median" if isinstance(wanted.over, Split) else "average.median_time", **values))
    form = "subject" if name.subject else "colon"
    return Said(say.say(f"average.per_{form}" if _per(frame, wanted) else f"average.{form}", **values))


def over_words(frame: Frame, wanted: Average) -> str:
    """Return what is averaged over: ``maand``, ``gemeente``; the plural for a median."""
    if not isinstance(wanted.over, Split):
        return str(frame.say.look("average.grains")[wanted.over.value])
    count = 2 if wanted.statistic is Statistic.MEDIAN else 1
    return names.members_word(frame.shown.catalog, wanted.over.field, wanted.over.level, frame.shown.language, count)


def _per(frame: Frame, wanted: Average) -> bool:
    """Whether the average is a figure per member or period: not so for a stock over time, a percentage or a mean."""
    catalog = frame.shown.catalog
    if not formula(catalog, frame.metric).additive:
        return False
    return isinstance(wanted.over, Split) or catalog.metric(frame.metric).behaviour is OverTime.SUM
