"""Two members beside each other, with the difference between them."""

from __future__ import annotations

from assistant.explanation import names, numbers
from assistant.explanation.grounds import Rule, Said
from assistant.explanation.sentence.chance import nothing_to_see, same_within_margins, shown_pair
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.sentence.split import split
from assistant.explanation.words import sentence_case


def comparison(frame: Frame) -> Said:
    """Compare two rows; with a figure missing, or other than two rows, list what there is."""
    shown, say, name = frame.shown, frame.say, frame.name
    difference = (
        frame.calculated(Rule.DIFFERENCE, ((0, frame.column), (1, frame.column))) if len(shown.rows) == 2 else None
    )
    if difference is None:
        return split(frame)
    dimension = shown.dimensions[0]
    first, second = frame.as_place(0, dimension), frame.as_place(1, dimension)
    decimals = shown.columns[frame.column].decimals
    values = {
        "period": frame.when,
        "extra": _limits(frame),
        "first": sentence_case(first.subject),
        "second": second.subject,
        "first_in": first.inside,
        "second_in": second.inside,
        "first_figure": frame.bare(0),
        "second_figure": frame.bare(1),
        "label": sentence_case(frame.label),
        "subject": sentence_case(frame.label),
        "was": frame.verb("was"),
        "difference": numbers.figure(
            abs(difference.value), shown.language, difference.unit if not name.says_unit else None, decimals
        ),
    }
    if name.noun and name.owned and first.subject != shown.label(0, dimension) and len(shown.dimensions) == 1:
        key = "comparison.had"
        values["first_figure"] = frame.counted(0) or ""
    elif name.subject and len(shown.dimensions) == 1 and _places(frame, dimension):
        key = "comparison.subject"
    else:
        key = "comparison.colon"
        values["first"], values["second"] = frame.row_label(0), frame.row_label(1)
    if same_within_margins(shown, (0, frame.column), (1, frame.column)):
        values["first"], values["second"] = frame.row_label(0), frame.row_label(1)
        return Said(say.say("comparison.within_margin", **values))
    if difference.value == 0 or nothing_to_see(frame, difference.value, frame.column, *shown_pair(frame)):
        return Said(say.say(f"{key}_same", **values))
    return Said(say.say(key, **values), (difference,))


def _places(frame: Frame, dimension: int) -> bool:
    """Whether the members are places, so that a figure can be "in" them: not so for men and women."""
    field = frame.shown.columns[dimension].field
    return field is not None and names.is_place(frame.shown.catalog, field, frame.shown.language)


def _limits(frame: Frame) -> str:
    return f"{frame.inside} {frame.extra}".strip()
