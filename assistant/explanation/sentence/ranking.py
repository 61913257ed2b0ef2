"""The highest or lowest members, ties said; a whole list in order names its two ends."""

from __future__ import annotations

from decimal import Decimal

from assistant.explanation import names
from assistant.explanation.grounds import Declared, Rule, Said
from assistant.explanation.sentence.chance import order_may_be_chance
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.sentence.missing import all_missing
from assistant.explanation.sentence.split import split
from assistant.explanation.words import sentence_case

_LISTED = 10


def ranking(frame: Frame, named: str | None = None) -> Said:
    """Describe rows ordered by the figure; ``named`` says what the figure is when the metric alone does not."""
    shown, say = frame.shown, frame.say
    held = [row for row in range(len(shown.rows)) if shown.value(row, frame.column) is not None]
    if not held:
        return all_missing(frame)
    order, limit, count = shown.plan.order, shown.plan.limit, len(shown.rows)
    way = "high" if order is None or order.descending else "low"
    rows = Declared(Rule.ROWS, (), Decimal(count))
    if limit is None:
        return _whole(frame, held, way, rows) if count > 2 else split(frame)
    items = [say.say("ranking.item", member=frame.row_label(row), figure=frame.bare(row)) for row in held[:_LISTED]]
    values = {
        "count": count,
        "article": frame.name.article,
        "core": frame.name.core,
        "period": frame.when,
        "inside": frame.inside,
        "extra": frame.extra,
        "items": say.join(items),
        "members": frame.members(count),
        "the": names.the(frame.members(1), shown.language),
    }
    if named is not None:
        values["core"] = named
    article = frame.name.article if named is None else None
    key = f"ranking.{way}{'_one' if count == 1 else ''}{'' if article else '_plain'}"
    text = f"{sentence_case(say.say(key, **values))}{_note(frame, count, limit)}{_chance(frame, held)}"
    near = (Declared(Rule.NEAR, (), Decimal(shown.near)),) if shown.near else ()
    return Said(text, (rows, *near))


def _note(frame: Frame, count: int, limit: int) -> str:
    """Say that the last place is shared, or that there are fewer members than asked."""
    if count > limit == 1:
        return " " + frame.say.say("ranking.tie_one", count=count, members=frame.members(count))
    if count > limit:
        return " " + frame.say.say("ranking.tie", count=count, limit=limit)
    return " " + frame.say.say("ranking.fewer", count=count) if count < limit else ""


def _chance(frame: Frame, held: list[int]) -> str:
    """Say where the order, or the place of those that were left out, may be chance."""
    text = ""
    if order_may_be_chance(frame, held):
        text += " " + frame.say.say("ranking.order_chance")
    if frame.shown.near:
        key = "ranking.near_one" if frame.shown.near == 1 else "ranking.near"
        text += " " + frame.say.say(key, count=frame.shown.near, members=frame.members(frame.shown.near))
    return text


def _whole(frame: Frame, held: list[int], way: str, rows: Declared) -> Said:
    first, last = held[0], held[-1]
    values = {
        "label": sentence_case(frame.label),
        "member": frame.per_words(),
        "period": frame.when,
        "inside": frame.inside,
        "extra": frame.extra,
        "count": len(frame.shown.rows),
        "first": frame.row_label(first),
        "first_figure": frame.bare(first),
        "last": frame.row_label(last),
        "last_figure": frame.bare(last),
    }
    note = f" {frame.say.say('ranking.order_chance')}" if order_may_be_chance(frame, held) else ""
    return Said(frame.say.say(f"ranking.{way}_all", **values) + note, (rows,))
