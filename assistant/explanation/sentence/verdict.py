"""Yes or no, and whether a claim holds: a verdict from the cells, then the figures it rests on."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from assistant.explanation.grounds import Declared, Rule, Said
from assistant.explanation.numbers import Number, as_decimal, rounded
from assistant.explanation.sentence.chance import verdict_may_be_chance
from assistant.explanation.sentence.frame import Frame
from assistant.plan import Claim, CountMembers, Difference, Direction, Per, Rank, Ratio, Share, YesNo

#: A number that ends in so many zeros is a round one; it may be this part of itself off.
_ROUND, _NEAR = 2, Decimal("0.025")


def yes_no(frame: Frame, base: Said) -> Said:
    """Put yes, no, for how many members yes, or "cannot be told" before the figures."""
    wanted = frame.shown.plan.calculation
    moves = [] if verdict_may_be_chance(frame) else deciding(frame)
    if not isinstance(wanted, YesNo) or not moves:
        return _opened(frame, "unknown", base)
    answers = [None if move is None else _answers(wanted, move) for move in moves]
    known = {one for one in answers if one is not None}
    if len(known) == 1:
        said = "yes" if True in known else "no"
        return _opened(frame, said if None not in answers else f"{said}_known", base)
    if not known or not frame.shown.dimensions:
        return _opened(frame, "unknown", base)
    return _opened(frame, "differs", base) if None in answers else _counted(frame, answers, base)


def _opened(frame: Frame, verdict: str, base: Said) -> Said:
    return Said(frame.say.say(f"yes_no.{verdict}", base=base.text), base.declared)


def _counted(frame: Frame, answers: list[bool | None], base: Said) -> Said:
    """Say for how many members the answer is yes and for how many no."""
    column, count = _deciding_column(frame), len(answers)
    sides = {side: tuple((row, column) for row, one in enumerate(answers) if one is side) for side in (True, False)}
    counts = (
        Declared(Rule.ROWS, (), Decimal(count)),
        Declared(Rule.REMAINDER, sides[False], Decimal(len(sides[True]))),
        Declared(Rule.REMAINDER, sides[True], Decimal(len(sides[False]))),
    )
    values = {"yes": len(sides[True]), "no": len(sides[False]), "count": count, "members": frame.members(count)}
    return Said(frame.say.say("yes_no.counted", base=base.text, **values), base.declared + counts)


def _answers(wanted: YesNo, value: Number) -> bool:
    """Whether a figure says yes; a place in the ranking does when it is not below the place that was named."""
    if isinstance(wanted.base, Rank):
        return as_decimal(value) <= as_decimal(wanted.threshold or 1)
    if (
        wanted.inclusive
        and wanted.threshold is not None
        and abs(as_decimal(value)) == abs(as_decimal(wanted.threshold))
    ):
        return (value < 0) is (wanted.direction in (Direction.DOWN, Direction.LESS))
    return holds(wanted.direction, value, wanted.threshold)


def claim(frame: Frame, base: Said) -> Said:
    """Say whether what was claimed is right, about right (rounded as the asker rounded) or wrong."""
    wanted = frame.shown.plan.calculation
    if verdict_may_be_chance(frame):
        return Said(frame.say.say("yes_no.unknown", base=base.text), base.declared)
    moves = deciding(frame)
    if not isinstance(wanted, Claim) or len(moves) != 1 or moves[0] is None:
        return Said(frame.say.say("claim.unknown", base=base.text), base.declared)
    return Said(frame.say.say(f"claim.{judge(wanted, moves[0])}", base=base.text), base.declared)


def judge(wanted: Claim, value: Number) -> str:
    """Return ``right``, ``about`` or ``wrong``: about right is right after rounding as the asker rounded."""
    found, said = as_decimal(value), as_decimal(wanted.value)
    if isinstance(wanted.base, Rank):
        return "right" if found <= said else "wrong"
    if wanted.direction in (Direction.DOWN, Direction.UP):
        if not holds(wanted.direction, found, None):
            return "wrong"
        found, said = abs(found), abs(said)
    elif wanted.direction in (Direction.MORE, Direction.LESS):
        return "right" if holds(wanted.direction, found, wanted.value) else "wrong"
    if found == said:
        return "right"
    if _roughly(found, said):
        return "about"
    return "about" if rounded(found, wanted.decimals) == rounded(said, wanted.decimals) else "wrong"


def _roughly(found: Decimal, said: Decimal) -> bool:
    """Whether a round number ("7.500") is what the figure comes to, rounded as coarsely and not far off."""
    digits = f"{said.normalize():f}"
    zeros = len(digits) - len(digits.rstrip("0")) if "." not in digits else 0
    if zeros < _ROUND or abs(found - said) > said * _NEAR:
        return False
    step = Decimal(10) ** zeros
    return (found / step).quantize(Decimal(1), ROUND_HALF_UP) * step == said


def holds(direction: Direction, value: Number, threshold: float | None) -> bool:
    """Whether a change or difference goes the way that was asked, by more than the threshold if one was named."""
    number, limit = as_decimal(value), as_decimal(threshold) if threshold is not None else Decimal(0)
    match direction:
        case Direction.UP:
            return number > max(limit, Decimal(0))
        case Direction.DOWN:
            return number < 0 and abs(number) > abs(limit)
        case Direction.MORE:
            return number > limit
        case Direction.LESS:
            return number < limit
        case Direction.SAME | Direction.EQUAL:
            return number == limit


def deciding(frame: Frame) -> list[Number | None]:
    """Return the figures that decide: the calculated ones, the first minus the second of two rows, or the figure."""
    shown, wanted = frame.shown, frame.shown.plan.calculation
    if isinstance(wanted, YesNo) and isinstance(wanted.base, Difference) and not shown.calculations:
        values = [shown.value(row, frame.column) for row in range(len(shown.rows))]
        if len(values) != 2 or values[0] is None or values[1] is None:
            return []
        return [as_decimal(values[0]) - as_decimal(values[1])]
    column = _deciding_column(frame)
    return [shown.value(row, column) for row in range(len(shown.rows))]


def _deciding_column(frame: Frame) -> int:
    shown, wanted = frame.shown, frame.shown.plan.calculation
    if isinstance(wanted, YesNo | Claim) and isinstance(wanted.base, Share | Per | Ratio | CountMembers):
        return shown.calculations[-1]
    return shown.calculations[0] if shown.calculations else frame.column
