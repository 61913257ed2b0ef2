"""One figure per member: all of them when they are few, else the highest and the lowest."""

from __future__ import annotations

from decimal import Decimal

from assistant.explanation.grounds import Declared, Rule, Said
from assistant.explanation.sentence.chance import same_within_margins
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.sentence.missing import all_missing
from assistant.explanation.words import sentence_case

SPELLED_OUT = 6


def split(frame: Frame, label: str | None = None) -> Said:
    """Describe a split without an asked order; ``label`` says what the figures are when the metric alone does not."""
    shown, say = frame.shown, frame.say
    rows = range(len(shown.rows))
    held = [row for row in rows if shown.value(row, frame.column) is not None]
    if not held:
        return all_missing(frame)
    values = {
        "label": sentence_case(label or frame.label),
        "member": frame.per_words(),
        "period": frame.when,
        "inside": frame.inside,
        "extra": frame.extra,
    }
    if len(shown.rows) <= SPELLED_OUT:
        items = [say.say("split.item", member=frame.row_label(row), figure=frame.bare(row)) for row in rows]
        return Said(say.say("split.all", items=say.join(items), **values))
    held = [row for row in held if not shown.nobody(row)] or held
    numbered = {row: value for row in held if (value := shown.value(row, frame.column)) is not None}
    high, low = max(held, key=lambda row: numbered[row]), min(held, key=lambda row: numbered[row])
    count = Declared(Rule.ROWS, (), Decimal(len(shown.rows)))
    if numbered[high] == numbered[low] and len(held) < len(shown.rows):
        # "everywhere" would speak for those without a figure too
        key = "split.only" if len(held) == 1 else "split.equal_held"
        known = say.say(key, name=frame.row_label(high), figure=frame.bare(high), count=len(shown.rows), **values)
        return Said(known, (count,))
    if numbered[high] == numbered[low]:
        return Said(say.say("split.equal", figure=frame.bare(high), count=len(shown.rows), **values), (count,))
    ends = {
        "high": frame.row_label(high),
        "high_figure": frame.bare(high),
        "low": frame.row_label(low),
        "low_figure": frame.bare(low),
    }
    note = ""
    if same_within_margins(shown, (high, frame.column), (low, frame.column)):
        note = " " + say.say("split.chance")
    return Said(say.say("split.ends", count=len(shown.rows), **ends, **values) + note, (count,))
