"""What the conditions of a plan look at, when that is not the figure itself: a share, a figure per inhabitant."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.explanation import names, numbers
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.sentence.parts import part_filter
from assistant.plan import Change, ChangeKind, Per, Ratio, Share, judged


@dataclass(frozen=True, slots=True)
class Judged:
    """What it is called, the unit its limit is written with, and whether the name says which part is meant."""

    label: str
    unit: str | None
    names_part: bool = False


def judged_figure(frame: Frame) -> Judged | None:
    """Return what is judged instead of the figure; None when the conditions are about the figure itself."""
    shown, say = frame.shown, frame.say
    wanted = judged(shown.plan.calculation)
    match wanted:
        case Per():
            per = names.per_words(shown.catalog, wanted, shown.language)
            unit = shown.catalog.metric(frame.metric).unit
            euro = unit is not None and numbers.kind_of_unit(unit.say(shown.language)) == "euro"
            return Judged(say.say("per.label", label=frame.label, per=per), "euro" if euro else None)
        case Ratio():
            other = names.metric_name(shown.catalog, wanted.denominator, shown.language)
            return Judged(say.say("ratio.label", label=frame.label, other=other.subject or other.label), None)
        case Share():
            own = part_filter(shown.plan)
            part = [member.label for member in own.members] if own is not None else []
            return Judged(
                say.say("share.of", part=say.join(part), whole=frame.label) if part else frame.label, "%", True
            )
        case Change(kind) if any(item.on_change for item in shown.plan.conditions):
            return _changed(frame, kind)
    return None


def _changed(frame: Frame, kind: ChangeKind) -> Judged | None:
    if kind in (ChangeKind.PERCENT, ChangeKind.YEARLY):
        return Judged(frame.label, "%")
    if kind is ChangeKind.POINTS:
        return Judged(frame.label, numbers.POINTS[frame.shown.language])
    return None
