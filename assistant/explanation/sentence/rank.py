"""Which place a member takes: De gemeente Voorbeeldstad staat op plek 4 van de 12 gemeenten."""

from __future__ import annotations

from decimal import Decimal

from assistant.explanation import names
from assistant.explanation.grounds import Declared, Rule, Said
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.words import sentence_case
from assistant.plan import Rank


def rank(frame: Frame, wanted: Rank) -> Said:
    """Say the place, out of how many, and the figure."""
    shown, say = frame.shown, frame.say
    level = wanted.member.level
    place = names.place(shown.catalog, wanted.field, wanted.member.label, level, shown.language)
    columns = shown.calculations
    figures = [shown.figure(0, column, unit=False) for column in columns[:2]] if shown.rows else []
    values = {"period": frame.when, "label": f"{frame.label} {frame.extra}".rstrip()}
    if len(figures) < 2 or None in figures or shown.value(0, frame.column) is None:
        return Said(say.say("rank.unknown", place=place.subject, **values))
    number = int(shown.value(0, columns[1]) or 0)
    members = names.members_word(shown.catalog, wanted.field, level, shown.language, number)
    text = say.say(
        "rank.low" if wanted.ascending else "rank.high",
        place=sentence_case(place.subject),
        rank=figures[0],
        count=figures[1],
        members=members,
        figure=frame.counted(0),
        **values,
    )
    if not shown.near:
        return Said(text)
    others = names.members_word(shown.catalog, wanted.field, level, shown.language, shown.near)
    note = say.say("rank.near_one" if shown.near == 1 else "rank.near", count=shown.near, members=others)
    return Said(f"{text} {note}", (Declared(Rule.NEAR, (), Decimal(shown.near)),))
