"""How much a figure changed between two periods: absolute, in percent, in points, or per year."""

from __future__ import annotations

from decimal import Decimal

from assistant.explanation import numbers
from assistant.explanation.grounds import Declared, Rule, Said
from assistant.explanation.sentence.chance import change_may_be_chance, nothing_to_see
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.sentence.missing import all_missing
from assistant.explanation.sentence.split import SPELLED_OUT
from assistant.explanation.words import sentence_case
from assistant.plan import Change, ChangeKind, Claim, YesNo


def change(frame: Frame) -> Said:
    """Describe one change, the change of each member, or the change from period to period.

    Over a break that keeps the figures apart there is no change, and it is said why.
    """
    if frame.shown.time is not None:
        return steps(frame)
    if frame.shown.dimensions and len(frame.shown.rows) != 1:
        return _members(frame) if frame.comparable else _all_apart(frame)
    return _one(frame, 0) if frame.comparable else _apart(frame, 0)


def _all_apart(frame: Frame) -> Said:
    values = {"label": frame.label, "inside": frame.inside, "extra": frame.extra, "span": frame.change_span}
    return Said(frame.say.say("change.apart", **values))


def _apart(frame: Frame, row: int) -> Said:
    first, last = _ends(frame)
    choice = frame.shown.plan.period
    inside = frame.inside
    if frame.shown.dimensions:
        inside = f"{frame.as_place(row, frame.shown.dimensions[0]).inside} {inside}".strip()
    values = {
        "label": sentence_case(frame.label),
        "inside": inside,
        "extra": frame.extra,
        "first": frame.bare(row, first),
        "last": frame.bare(row, last),
        "start": frame.at((choice.compare_to or choice.start) if choice else None),
        "end": frame.at(choice.end if choice else None),
    }
    return Said(frame.say.say("series.apart", **values))


def _one(frame: Frame, row: int) -> Said:
    shown, say, name = frame.shown, frame.say, frame.name
    column = _calculated(frame)
    move = shown.value(row, column)
    first, last = _ends(frame)
    inside = frame.inside
    if shown.dimensions:
        inside = f"{frame.as_place(row, shown.dimensions[0]).inside} {inside}".strip()
    values = {
        "inside": inside,
        "extra": frame.extra,
        "span": frame.change_span,
        "label": sentence_case(frame.label),
        "subject": sentence_case(frame.label),
        "first": frame.bare(row, first),
        "last": frame.bare(row, last),
    }
    choice = shown.plan.period
    if move is not None and choice is not None and choice.compare_to is not None and choice.compare_to > choice.end:
        return _backwards(frame, row, values)
    if move is None:
        return Said(say.say("change.unknown", **(values | {"label": frame.label})))
    form = "" if name.subject else "_colon"
    if change_may_be_chance(frame, row):
        return Said(say.say("change.within_margin", **values))
    if move == 0 or nothing_to_see(frame, move, column, values["first"], values["last"]):
        return Said(say.say(f"change.same{form}", verb=frame.verb("same"), **values))
    size = spelled(frame, row, column, absolute=True)
    verdict = say.say("change.rise" if move > 0 else "change.fall")
    verb = frame.verb("rose" if move > 0 else "fell")
    text = say.say(f"change.moved{form}", change=size, verb=verb, verdict=verdict, **values)
    return Said(f"{text} {say.say('change.of_percentage')}" if _of_percentage(frame) else text)


def _of_percentage(frame: Frame) -> bool:
    """Whether a percentage is said to have changed by so many percent, which is easily taken for points."""
    kind = change_of(frame)
    percent = numbers.kind_of_unit(frame.shown.unit(frame.column)) == "percent"
    return percent and kind in (ChangeKind.PERCENT, ChangeKind.YEARLY)


def _backwards(frame: Frame, row: int, values: dict[str, str]) -> Said:
    """Say an earlier figure against a later one: it rose or fell the other way round, so no verb is used."""
    choice = frame.shown.plan.period
    assert choice is not None
    values["change"] = spelled(frame, row, _calculated(frame))
    values |= {"end": frame.at(choice.end), "base": frame.at(choice.compare_to)}
    return Said(frame.say.say("change.backwards", **values))


def _members(frame: Frame) -> Said:
    shown, say, column = frame.shown, frame.say, _calculated(frame)
    values = {
        "label": frame.label,
        "span": frame.change_span,
        "inside": frame.inside,
        "extra": frame.extra,
    }
    rows = range(len(shown.rows))
    moves = {row: value for row in rows if (value := shown.value(row, column)) is not None}
    if len(shown.rows) <= SPELLED_OUT or not moves:
        items = [
            say.say(
                "change.item_chance" if change_may_be_chance(frame, row) else "change.item",
                member=frame.row_label(row),
                change=spelled(frame, row, column),
            )
            for row in rows[:SPELLED_OUT]
        ]
        return Said(say.say("change.split", items=say.join(items), **values))
    count = Declared(Rule.ROWS, (), Decimal(len(shown.rows)))
    moves = {row: move for row, move in moves.items() if not change_may_be_chance(frame, row)}
    if not moves:
        return Said(
            say.say("change.all_chance", count=len(shown.rows), **(values | {"label": sentence_case(frame.label)})),
            (count,),
        )
    high, low = max(moves, key=lambda row: moves[row]), min(moves, key=lambda row: moves[row])
    text = say.say(
        "change.ends",
        high=frame.row_label(high),
        high_change=spelled(frame, high, column),
        low=frame.row_label(low),
        low_change=spelled(frame, low, column),
        count=len(shown.rows),
        **values,
    )
    return Said(text, (count,))


def steps(frame: Frame) -> Said:
    """Describe the change from period to period: when it was highest and when lowest."""
    shown, column = frame.shown, _calculated(frame)
    moves = {row: value for row in range(len(shown.rows)) if (value := shown.value(row, column)) is not None}
    if not moves:
        return all_missing(frame)
    high, low = max(moves, key=lambda row: moves[row]), min(moves, key=lambda row: moves[row])
    values = {
        "high_period": _which(frame, high),
        "high_change": spelled(frame, high, column),
        "low_period": _which(frame, low),
        "low_change": spelled(frame, low, column),
    }
    return Said(frame.say.say("change.steps", label=frame.label, inside=frame.inside, extra=frame.extra, **values))


def _which(frame: Frame, row: int) -> str:
    """Return the period of a step, and the member when there are several lines."""
    return f"{frame.row_label(row)} {frame.at(frame.shown.period(row))}".strip()


def spelled(frame: Frame, row: int, column: int, *, absolute: bool = False) -> str:
    """Return a change in words: ``+6,1 %``, ``0,3 procentpunt``, ``gemiddeld 1,2 % per jaar``."""
    shown = frame.shown
    value = shown.value(row, column)
    if value is None:
        return frame.bare(row, column)
    unit = unit_of_change(frame, column)
    decimals = shown.columns[column].decimals
    size: numbers.Number = -value if absolute and value < 0 else value
    text = (numbers.figure if absolute else numbers.signed)(size, shown.language, unit, decimals)
    kind = change_of(frame)
    yearly = kind in (ChangeKind.YEARLY, ChangeKind.YEARLY_AMOUNT)
    return frame.say.say("change.yearly", change=text) if yearly else text


def unit_of_change(frame: Frame, column: int) -> str | None:
    """Return the unit of the change column: as compiled, else what the kind of change can only be."""
    unit, kind = frame.shown.unit(column), change_of(frame)
    if kind in (ChangeKind.PERCENT, ChangeKind.YEARLY):
        return "%"
    if kind is ChangeKind.POINTS or numbers.kind_of_unit(unit) == "percent":
        return numbers.POINTS[frame.shown.language]
    return None if frame.name.says_unit else unit


def change_of(frame: Frame) -> ChangeKind | None:
    """Return the kind of change that the plan rests on."""
    calculation = frame.shown.plan.calculation
    base = calculation.base if isinstance(calculation, YesNo | Claim) else calculation
    return base.kind if isinstance(base, Change) else None


def _calculated(frame: Frame) -> int:
    """Return the column with this metric's change."""
    own = [index for index in frame.shown.calculations if frame.shown.columns[index].metric in (frame.metric, None)]
    return own[0] if own else frame.shown.calculations[0]


def _ends(frame: Frame) -> tuple[int, int]:
    """Return the columns with the figure before and after."""
    own = [index for index in frame.shown.metrics if frame.shown.metric_of(index) == frame.metric]
    return own[0], own[-1]
