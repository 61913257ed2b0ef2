"""Several lines: a sentence each for a few, the steepest ones named when there are many."""

from __future__ import annotations

from decimal import Decimal

from assistant.explanation.grounds import Declared, Rule, Said
from assistant.explanation.sentence.chance import nothing_to_see, same_within_margins
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.sentence.series import series
from assistant.explanation.words import sentence_case

_SPELLED_OUT = 3


def many_series(frame: Frame) -> Said:
    """Describe one line per member."""
    lines: dict[str, list[int]] = {}
    for row in range(len(frame.shown.rows)):
        lines.setdefault(frame.row_label(row), []).append(row)
    if len(lines) <= _SPELLED_OUT:
        said = [_one(frame, rows) for rows in lines.values()]
        return Said(" ".join(one.text for one in said), tuple(d for one in said for d in one.declared))
    label = " ".join(part for part in (frame.label, frame.inside, frame.extra) if part)
    count = frame.say.say(
        "series.many", label=label, span=frame.when, count=len(lines), members=frame.members(len(lines))
    )
    declared = (Declared(Rule.LINES, (), Decimal(len(lines))),)
    return Said(count + (_steepest(frame, lines) if frame.comparable else ""), declared)


def _one(frame: Frame, rows: list[int]) -> Said:
    dimensions = frame.shown.dimensions
    inside = frame.as_place(rows[0], dimensions[0]).inside
    if len(dimensions) > 1:
        inside = f"{inside} ({', '.join(frame.shown.label(rows[0], column) for column in dimensions[1:])})"
    return series(frame, tuple(rows), inside=f"{inside} {frame.inside}".strip())


def _steepest(frame: Frame, lines: dict[str, list[int]]) -> str:
    """Name the lines that rose and fell most, by the difference between their first and last figure."""
    moves: dict[str, Declared] = {}
    for label, rows in lines.items():
        held = sorted((row for row in rows if frame.shown.value(row, frame.column) is not None), key=frame.starts)
        if len(held) > 1:
            move = frame.calculated(Rule.DIFFERENCE, ((held[0], frame.column), (held[-1], frame.column)))
            same = (
                nothing_to_see(frame, move.value, frame.column, frame.bare(held[0]), frame.bare(held[-1]))
                if move
                else True
            )
            if move is not None and not same and not same_within_margins(frame.shown, *move.cells):
                moves[label] = move
    text = ""
    for key, wanted in (("up", max), ("down", min)):
        if not moves:
            continue
        label = wanted(moves, key=lambda name: moves[name].value)
        if (moves[label].value > 0) is (key == "up") and moves[label].value != 0:
            (first, _), (last, _) = moves[label].cells
            values = {"member": sentence_case(label), "first": frame.bare(first), "last": frame.bare(last)}
            text += " " + frame.say.say(f"series.steepest_{key}", **values)
    return text
