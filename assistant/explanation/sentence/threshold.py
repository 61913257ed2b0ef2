"""Which members, or how many, have a figure above or below a limit."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from assistant.explanation import names, numbers
from assistant.explanation.grounds import Declared, Rule, Said
from assistant.explanation.sentence.change import spelled
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.sentence.judged import Judged, judged_figure
from assistant.explanation.sentence.limits import condition_words
from assistant.explanation.sentence.yardstick import held_words
from assistant.explanation.words import sentence_case
from assistant.plan import CountMembers, Op, underlying

_LISTED = 8


def threshold(frame: Frame) -> Said:
    """List the members that meet the condition on the figure, or on what is calculated with it."""
    shown, say = frame.shown, frame.say
    about = judged_figure(frame)
    labels = [frame.row_label(row) for row in range(len(shown.rows))]
    listed = [
        say.say("ranking.item", member=label, figure=_figure(frame, about, row))
        for row, label in enumerate(labels[:_LISTED])
    ]
    declared = [Declared(Rule.ROWS, (), Decimal(len(labels)))]
    items = say.join(listed)
    if len(labels) > _LISTED:
        used = tuple((row, frame.column) for row in range(_LISTED))
        declared.append(Declared(Rule.REMAINDER, used, Decimal(len(labels) - _LISTED)))
        items = say.say("threshold.more", items=", ".join(listed), rest=len(labels) - _LISTED)
    text = _sentence(frame, about, len(labels), say.say("threshold.items", items=items), frame.members)
    return Said(text, tuple(declared))


def several(frames: list[Frame]) -> Said:
    """List the members that meet a condition on each of several figures, with all their figures."""
    first = frames[0]
    shown, say = first.shown, first.say
    count = len(shown.rows)
    items = [
        say.say("ranking.item", member=first.row_label(row), figure=say.join([frame.bare(row) for frame in frames]))
        for row in range(count)[:_LISTED]
    ]
    declared = [Declared(Rule.ROWS, (), Decimal(count))]
    listed = say.join(items)
    if count > _LISTED:
        declared.append(
            Declared(Rule.REMAINDER, tuple((row, first.column) for row in range(_LISTED)), Decimal(count - _LISTED))
        )
        listed = say.say("threshold.more", items=", ".join(items), rest=count - _LISTED)
    values = {
        "limits": _each_limit(first),
        "inside": first.inside,
        "count": numbers.number(count, shown.language),
        "members": first.members(count),
        "member": first.members(1),
        "items": say.say("threshold.items", items=listed),
    }
    return Said(say.say("threshold.several" if count else "threshold.none_several", **values), tuple(declared))


def _each_limit(frame: Frame) -> str:
    """Return every limit with the figure that it is on: ``het aantal inwoners hoger dan 50.000``."""
    shown, say = frame.shown, frame.say
    limits = []
    for item in shown.plan.conditions:
        name = names.metric_name(shown.catalog, item.metric, shown.language)
        unit = shown.catalog.metric(item.metric).unit
        told = None if name.noun or unit is None else unit.say(shown.language)
        held = held_words(frame, item) if item.against else None
        condition = condition_words(item, say, told, held)
        limits.append(say.say("threshold.limit", label=name.subject or name.label, condition=condition))
    return f"{sentence_case(say.join(limits))} {frame.when}".strip()


def _figure(frame: Frame, about: Judged | None, row: int) -> str:
    """Return what is judged of a row: the figure, the change, the share."""
    if not frame.shown.calculations or (about is None and not _on_change(frame)):
        return frame.bare(row)
    column = frame.shown.calculations[-1]
    if about is None:
        return spelled(frame, row, column)
    return frame.shown.figure(row, column, unit=about.unit is not None) or frame.bare(row, column)


def count_members(frame: Frame) -> Said:
    """Say how many members meet the conditions, and which part of all members that is where it is asked."""
    said, shown = _counted(frame), frame.shown
    wanted = underlying(shown.plan.calculation)
    if not isinstance(wanted, CountMembers) or not wanted.share or not shown.rows:
        return said
    _, everyone, part = shown.calculations[:3]
    number = int(shown.value(0, everyone) or 0)
    members = names.members_word(shown.catalog, wanted.field, wanted.level, shown.language, number)
    values = {"share": shown.figure(0, part), "count": numbers.number(number, shown.language), "members": members}
    return Said(f"{said.text} {frame.say.say('count.part', **values)}", said.declared)


def _counted(frame: Frame) -> Said:
    """Say how many members there are, or how many meet the conditions; the figure is the cell itself."""
    shown = frame.shown
    wanted = underlying(shown.plan.calculation)
    column = shown.calculations[0] if shown.calculations else frame.column
    value = shown.value(0, column) if shown.rows else 0
    count = int(value or 0)

    def members(number: int) -> str:
        if not isinstance(wanted, CountMembers):
            return frame.members(number)
        return names.members_word(shown.catalog, wanted.field, wanted.level, shown.language, number)

    if len({item.metric for item in shown.plan.conditions}) > 1 and judged_figure(frame) is None:
        bare = numbers.number(count, shown.language)
        values = {"limits": _each_limit(frame), "inside": frame.inside, "items": "", "member": members(1)}
        key = "threshold.several" if count else "threshold.none_several"
        return Said(frame.say.say(key, count=bare, members=members(count), **values))
    if shown.plan.conditions:
        return Said(_sentence(frame, judged_figure(frame), count, "", members))
    values = {"inside": frame.inside, "label": frame.label, "period": frame.when, "extra": frame.extra}
    if count == 1:
        return Said(frame.say.say("count.one", member=members(1), **values))
    bare = numbers.number(count, shown.language)
    return Said(frame.say.say("count.plain", count=bare, members=members(count), **values))


def _sentence(frame: Frame, about: Judged | None, count: int, items: str, members: Callable[[int], str]) -> str:
    say, plan = frame.say, frame.shown.plan
    own = [item for item in plan.conditions if item.metric == frame.metric] or list(plan.conditions)
    on_change = any(item.on_change for item in own)
    label = about.label if about is not None else frame.label
    limits = [
        condition_words(item, say, _unit(frame, about), held_words(frame, item) if item.against else None)
        for item in own
    ]
    values = {
        "label": sentence_case(label),
        "subject": sentence_case(label),
        "extra": frame.extra if about is None or not about.names_part else "",
        "inside": frame.inside,
        "count": numbers.number(count, frame.shown.language),
        "members": members(count),
        "member": members(1),
        "was": frame.verb("was"),
        "items": items,
        "condition": say.join(limits),
        "period": frame.change_span if on_change else frame.when,
        "span": frame.change_span,
    }
    zero = len(own) == 1 and own[0].values == (0.0,)
    if on_change and zero and own[0].op in (Op.LT, Op.GT):
        moved = "fell" if own[0].op is Op.LT else "rose"
        return say.say(f"threshold.{moved}" if count else f"threshold.none_{moved}", verb=frame.verb(moved), **values)
    if on_change:
        values["label"] = frame.label
        return say.say("threshold.changed" if count else "threshold.none_changed", **values)
    form = "subject" if frame.name.subject and (about is None or not about.names_part) else "colon"
    return say.say(f"threshold.{form}" if count else f"threshold.none_{form}", **values)


def _on_change(frame: Frame) -> bool:
    return any(item.on_change for item in frame.shown.plan.conditions)


def _unit(frame: Frame, about: Judged | None) -> str | None:
    """Return the unit that the limit is written with."""
    if about is not None:
        return about.unit
    unit = frame.shown.catalog.metric(frame.metric).unit
    return None if frame.name.noun or unit is None else unit.say(frame.shown.language)
