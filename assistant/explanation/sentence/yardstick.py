"""A figure beside what it is held against: one member's figure, or the average of several."""

from __future__ import annotations

from assistant.explanation import names, numbers
from assistant.explanation.grounds import Said
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.sentence.missing import missing
from assistant.explanation.words import sentence_case
from assistant.plan import AverageFigure, Condition, MemberFigure, Statistic, Yardstick


def against(frame: Frame, wanted: Yardstick) -> Said:
    """Say the figure, that of the yardstick, and the difference."""
    shown, say = frame.shown, frame.say
    other, column = shown.metrics[-1], shown.calculations[0]
    if len(shown.rows) != 1 or shown.value(0, column) is None:
        return missing(frame)
    value = shown.value(0, column) or 0
    size: numbers.Number = -value if value < 0 else value
    unit = shown.unit(column)
    unit = numbers.POINTS[shown.language] if numbers.kind_of_unit(unit) == "percent" else unit
    values = {
        "label": sentence_case(frame.label),
        "subject": sentence_case(frame.label),
        "was": frame.verb("was"),
        "inside": frame.inside,
        "extra": frame.extra,
        "period": frame.when,
        "figure": frame.bare(0, shown.metrics[0]),
        "where": sentence_case(where(frame, wanted)),
        "other": frame.bare(0, other),
        "difference": numbers.figure(size, shown.language, unit, shown.columns[other].decimals),
    }
    form = "subject" if frame.name.subject else "colon"
    move = "same" if value == 0 else "higher" if value > 0 else "lower"
    return Said(f"{say.say(f'against.{form}', **values)} {say.say(f'against.{move}', **values)}")


def where(frame: Frame, wanted: Yardstick) -> str:
    """Return where the yardstick's figure is: ``in de gemeente Oudemeer``, ``gemiddeld over de gemeenten``."""
    catalog, language, say = frame.shown.catalog, frame.shown.language, frame.say
    if isinstance(wanted, MemberFigure):
        return names.place(catalog, wanted.field, wanted.member.label, wanted.member.level, language).inside
    members = names.members_word(catalog, wanted.over.field, wanted.over.level, language)
    key = "against.median_of" if wanted.statistic is Statistic.MEDIAN else "against.average_of"
    return say.say(key, members=members, inside=_inside(frame, wanted))


def _than(frame: Frame, wanted: Yardstick) -> str:
    """Return the yardstick as it follows "hoger dan": ``in de gemeente Oudemeer``, ``het gemiddelde van de wijken``."""
    if isinstance(wanted, MemberFigure):
        return frame.say.say("against.than_member", where=where(frame, wanted))
    members = names.members_word(frame.shown.catalog, wanted.over.field, wanted.over.level, frame.shown.language)
    key = "against.than_median" if wanted.statistic is Statistic.MEDIAN else "against.than_average"
    return frame.say.say(key, members=members, inside=_inside(frame, wanted))


def _inside(frame: Frame, wanted: AverageFigure) -> str:
    catalog, language, say = frame.shown.catalog, frame.shown.language, frame.say
    found = []
    for item in wanted.places:
        if all(member.level == wanted.over.level for member in item.members):
            found.append(say.join([member.label for member in item.members]))
        else:
            member = item.members[0]
            found.append(names.place(catalog, item.field, member.label, member.level, language).inside)
    return " ".join(found)


def held_words(frame: Frame, condition: Condition) -> str:
    """Return the yardstick of a condition with its figure: ``in de gemeente Oudemeer (96.546)``."""
    assert condition.against is not None
    place = _than(frame, condition.against)
    figure = frame.shown.held_figure(condition.metric)
    return frame.say.say("against.held", where=place, figure=figure) if figure is not None else place
