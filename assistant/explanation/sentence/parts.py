"""Figures made of two: a share, a figure per inhabitant, a ratio, a difference."""

from __future__ import annotations

from decimal import Decimal

from assistant.explanation import names, numbers
from assistant.explanation.grounds import Declared, Rule, Said
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.sentence.missing import missing
from assistant.explanation.sentence.ranking import ranking
from assistant.explanation.sentence.series import series
from assistant.explanation.sentence.split import SPELLED_OUT, split
from assistant.explanation.words import sentence_case
from assistant.plan import MemberFilter, Op, Per, Plan, Ratio, judged, underlying


def share(frame: Frame) -> Said:
    """Say which part of the whole the asked members are."""
    shown, say, column = frame.shown, frame.say, frame.shown.calculations[0]
    if len(shown.rows) != 1 or shown.dimensions:
        return _shares(frame, column)
    if shown.value(0, column) is None:
        return missing(Frame(shown, column))
    part, whole = shown.metrics[0], shown.metrics[-1]
    field = getattr(underlying(shown.plan.calculation), "field", None)
    labels = _part_labels(frame)
    values = {
        "part": sentence_case(say.join(labels)),
        "share": shown.figure(0, column),
        "period": frame.when,
        "inside": _inside_but(frame, field),
        "whole_subject": frame.label,
        "part_figure": frame.bare(0, part),
        "whole_figure": frame.bare(0, whole),
    }
    return Said(sentence_case(say.say("share.part" if labels else "share.plain", **values)))


def _inside_but(frame: Frame, field: object) -> str:
    """Return the places that limit the whole: not the place that is itself the part."""
    own = part_filter(frame.shown.plan)
    catalog, language = frame.shown.catalog, frame.shown.language
    around = [
        names.place(catalog, item.field, member.label, member.level, language).inside
        for item in frame.shown.plan.filters
        if isinstance(item, MemberFilter) and item.field == field and item != own and item.op is Op.IN
        for member in item.members
    ]
    return " ".join(text for text in (*around, frame.inside) if text)


def part_filter(plan: Plan) -> MemberFilter | None:
    """Return the filter that makes the part; a second one on the same field is the place around it."""
    field = getattr(judged(plan.calculation), "field", None)
    own = [item for item in plan.filters if isinstance(item, MemberFilter) and item.field == field and item.op is Op.IN]
    return own[0] if own else None


def _part_labels(frame: Frame) -> list[str]:
    """Return the members whose share is asked: ``eenpersoonshuishoudens``; of a level where that is needed."""
    own = part_filter(frame.shown.plan)
    if own is None:
        return []
    if names.is_place(frame.shown.catalog, own.field, frame.shown.language):
        catalog, language = frame.shown.catalog, frame.shown.language
        return [names.place(catalog, own.field, one.label, one.level, language).subject for one in own.members]
    return [member.label for member in own.members]


def _shares(frame: Frame, column: int) -> Said:
    shown, say = frame.shown, frame.say
    labels, field = _part_labels(frame), getattr(underlying(shown.plan.calculation), "field", None)
    if shown.time is not None and not shown.dimensions and labels:
        named = say.say("share.line", part=say.join(labels), whole=frame.label)
        return series(Frame(shown, column), named=named)
    if labels and all(one.field != field for one in shown.plan.splits):
        return split(Frame(shown, column), say.say("share.of", part=say.join(labels), whole=frame.label))
    values = {"label": sentence_case(frame.label), "inside": frame.inside, "period": frame.when}
    held = {row: v for row in range(len(shown.rows)) if (v := shown.value(row, column)) is not None}
    if not held or len(shown.rows) <= SPELLED_OUT:
        items = [
            say.say(
                "split.item", member=frame.row_label(row), figure=shown.figure(row, column) or frame.bare(row, column)
            )
            for row in range(len(shown.rows))
        ]
        return Said(say.say("share.split", items=say.join(items), **values))
    high, low = max(held, key=lambda row: held[row]), min(held, key=lambda row: held[row])
    ends = {
        "high": frame.row_label(high),
        "high_figure": shown.figure(high, column),
        "low": frame.row_label(low),
        "low_figure": shown.figure(low, column),
        "count": len(shown.rows),
    }
    return Said(say.say("share.ends", **ends, **values), (Declared(Rule.ROWS, (), Decimal(len(shown.rows))),))


def per(frame: Frame) -> Said:
    """Say a figure per inhabitant, per 1.000 inhabitants, per household."""
    shown, say, column = frame.shown, frame.say, frame.shown.calculations[0]
    wanted = underlying(shown.plan.calculation)
    if not isinstance(wanted, Per):
        return split(Frame(shown, column))
    divided_by = names.per_words(shown.catalog, wanted, shown.language)
    if len(shown.rows) != 1 or shown.dimensions:
        label = say.say("per.label", label=frame.label, per=divided_by)
        if shown.time is not None and not shown.dimensions:
            return series(Frame(shown, column), named=label)
        if shown.plan.limit is not None and shown.dimensions:
            return ranking(Frame(shown, column), label)
        return split(Frame(shown, column), label)
    value = shown.value(0, column)
    if value is None:
        return missing(Frame(shown, column))
    unit = shown.catalog.metric(frame.metric).unit
    euro = unit is not None and numbers.kind_of_unit(unit.say(shown.language)) == "euro"
    figure = numbers.figure(value, shown.language, "euro" if euro else None, shown.columns[column].decimals)
    values = {
        "label": sentence_case(frame.label),
        "inside": frame.inside,
        "extra": frame.extra,
        "period": frame.when,
        "figure": figure,
        "per": divided_by,
        "metric_figure": frame.counted(0, shown.metrics[0]) or "",
        "denominator_figure": Frame(shown, shown.metrics[-1]).counted(0) or "",
    }
    return Said(say.say("per.one", **values))


def ratio(frame: Frame) -> Said:
    """Say the first metric divided by the second."""
    shown, wanted, column = frame.shown, underlying(frame.shown.plan.calculation), frame.shown.calculations[0]
    if len(shown.rows) != 1 or shown.dimensions or not isinstance(wanted, Ratio):
        return split(Frame(shown, column))
    if shown.value(0, column) is None:
        return missing(Frame(shown, column))
    other = names.metric_name(shown.catalog, wanted.denominator, shown.language)
    return Said(
        frame.say.say(
            "ratio.one",
            label=frame.label,
            other=other.subject or other.label,
            inside=frame.inside,
            extra=frame.extra,
            figure=shown.figure(0, column),
            period=frame.when,
            metric_figure=frame.counted(0, shown.metrics[0]) or "",
            denominator_figure=Frame(shown, shown.metrics[-1]).counted(0) or "",
        )
    )
