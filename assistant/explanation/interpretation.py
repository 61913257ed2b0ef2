"""How the question was understood: the contract's ``interpretation``, from the plan alone."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from assistant.catalog.catalog import Catalog, FieldRef, MetricRef
from assistant.explanation import names, numbers, periods
from assistant.explanation.sentence.limits import condition_words, value_limit
from assistant.explanation.shown import Json
from assistant.explanation.words import Words, words
from assistant.plan import (
    Average,
    AverageFigure,
    CatalogQuestion,
    Change,
    Claim,
    Condition,
    CountMembers,
    CountPeriods,
    Cumulative,
    Difference,
    Filter,
    Member,
    MemberFigure,
    MemberFilter,
    Op,
    Order,
    Per,
    PeriodChoice,
    Plan,
    Profile,
    Rank,
    Ratio,
    Share,
    Split,
    YesNo,
)


def interpretation(plan: Plan, catalog: Catalog) -> dict[str, Any]:
    """Return the contract's object, in its order."""
    return {
        "text": text(plan, catalog),
        "metrics": [str(metric) for metric in plan.metrics],
        "dimensions": [str(split.field) for split in plan.splits],
        "filters": [*map(_filter, plan.filters), *map(_condition, plan.conditions)],
        "period": _period(plan.period),
        "calculation": calculation(plan.calculation),
        "order": _order(plan.order),
        "limit": plan.limit,
        "assumptions": [assumption.text for assumption in plan.assumptions],
        "words": [{"text": word.text, "as": word.as_} for word in plan.words],
    }


def text(plan: Plan, catalog: Catalog) -> str:
    """Return the reading on one line: ``inwoners · gemeente Utrecht · 2023``."""
    say = words(plan.language)
    parts = [say.join([names.metric_label(catalog, metric, plan.language) for metric in plan.metrics])]
    parts += [_calculated(plan, catalog, say)] if plan.calculation else []
    parts += [_split(split, catalog, say) for split in plan.splits]
    parts += [say.look("interpretation.per_grain")[plan.per.value]] if plan.per else []
    parts += [_limit(item, catalog, say) for item in plan.filters]
    parts += [_threshold(item, catalog, say) for item in plan.conditions]
    if plan.period:
        parts.append(_period_text(plan.period, plan.calculation, say))
    if plan.limit is not None:
        key = "top" if plan.order is None or plan.order.descending else "bottom"
        parts.append(say.say(f"interpretation.{key}", count=plan.limit))
    return str(say.look("interpretation.separator")).join(part for part in parts if part)


def calculation(value: Any) -> dict[str, Any] | None:
    """Return a calculation as JSON: its contract name and its arguments."""
    match value:
        case None:
            return None
        case Change():
            return {"name": value.kind.value}
        case _ if type(value) in _NAMES:
            told = {key: getattr(value, key) for key in value.__dataclass_fields__}
            arguments = {key: _argument(item) for key, item in told.items() if key not in _IF_ANY or item is not None}
            # The denominator has a name of its own, beside that of the calculation.
            named = {"per": arguments.pop("name")} if isinstance(value, Per) else {}
            return {"name": _NAMES[type(value)], **named, **arguments}
    raise TypeError(f"not a calculation: {value!r}")


#: Arguments that are told only where there is one.
_IF_ANY = frozenset({"of", "against"})
_NAMES: dict[type, str] = {
    YesNo: "yes_no",
    Claim: "claim",
    Share: "share",
    Per: "per",
    Ratio: "ratio",
    Difference: "difference",
    Average: "average",
    Profile: "profile",
    Rank: "rank",
    Cumulative: "cumulative",
    CountMembers: "count_members",
    CountPeriods: "count_periods",
}


def _argument(value: Any) -> Any:
    match value:
        case Member():
            return {"value": value.value, "label": value.label, "level": value.level}
        case Change() | Difference() | Share() | Per() | Ratio() | Rank() | CountMembers():
            return calculation(value)
        case Split():
            return {"field": str(value.field), "level": value.level}
        case MemberFigure():
            return {"field": str(value.field), "member": _argument(value.member)}
        case AverageFigure():
            places = [_filter(item) for item in value.places]
            return {"average": value.statistic.value, "over": _argument(value.over), "filters": places}
        case StrEnum():
            return value.value
        case FieldRef() | MetricRef():
            return str(value)
    return value


def _filter(item: Filter) -> dict[str, Any]:
    if isinstance(item, MemberFilter):
        levels = {member.level for member in item.members}
        return {
            "field": str(item.field),
            "op": item.op.value,
            "values": [member.value for member in item.members],
            "labels": [member.label for member in item.members],
            "level": levels.pop() if len(levels) == 1 else None,
        }
    return {"field": str(item.field), "op": item.op.value, "values": _values(item.values), "labels": [], "level": None}


def _condition(item: Condition) -> dict[str, Any]:
    shared = {
        "field": str(item.metric),
        "op": item.op.value,
        "values": _values(item.values),
        "labels": [],
        "level": None,
    }
    held = {"against": _argument(item.against)} if item.against is not None else {}
    return shared | ({"on": "change"} if item.on_change else {"on": "difference"} if item.on_difference else {}) | held


def _values(values: tuple[float | str, ...]) -> list[Json]:
    return [int(v) if isinstance(v, float) and v.is_integer() else v for v in values]


def _period(period: PeriodChoice | None) -> dict[str, Any] | None:
    if period is None:
        return None
    found = {"from": period.start.text, "to": period.end.text, "grain": period.grain.value}
    found |= {"compare_to": period.compare_to.text} if period.compare_to else {}
    found |= {"compare_end": period.compare_end.text} if period.ranges and period.compare_end else {}
    return found | ({"among": [one.text for one in period.among]} if period.among else {})


def _order(order: Order | None) -> dict[str, Any] | None:
    if order is None:
        return None
    by = "time" if order.by is None else str(order.by.field if isinstance(order.by, Split) else order.by)
    return {"by": by, "direction": "desc" if order.descending else "asc"}


def _split(split: Split, catalog: Catalog, say: Words) -> str:
    member = names.members_word(catalog, split.field, split.level, say.language, 1)
    return say.say("interpretation.per", member=member)


def _limit(item: Filter, catalog: Catalog, say: Words) -> str:
    if not isinstance(item, MemberFilter):
        return value_limit(catalog, say.language, item)
    labels = say.join([member.label for member in item.members])
    if item.op is Op.NOT_IN:
        return say.say("interpretation.without", labels=labels)
    levels = {member.level for member in item.members}
    level = levels.pop() if len(levels) == 1 else None
    count = len(item.members)
    if level is None and not names.is_place(catalog, item.field, say.language):
        return labels
    if catalog.field(item.field).levels and level is None:
        return labels
    word = names.members_word(catalog, item.field, level, say.language, count)
    return (
        labels
        if word.casefold() in labels.casefold().split() or _is_name(catalog, item, level, say)
        else f"{word} {labels}"
    )


def _is_name(catalog: Catalog, item: MemberFilter, level: str | None, say: Words) -> bool:
    """Whether the place is called by its bare name (a country)."""
    label = item.members[0].label
    return names.place(catalog, item.field, label, level, say.language).subject == label


def _threshold(item: Condition, catalog: Catalog, say: Words) -> str:
    unit = catalog.metric(item.metric).unit
    found = condition_words(item, say, unit.say(say.language) if unit else None)
    if item.on_difference:
        return say.say("interpretation.on_difference", condition=found)
    return say.say("interpretation.on_change", condition=found) if item.on_change else found


def _period_text(period: PeriodChoice, wanted: Any, say: Words) -> str:
    start, end = (periods.plain(one, say.language) for one in (period.start, period.end))
    if period.compare_to is not None:
        base = periods.plain(period.compare_to, say.language)
        return say.say("interpretation.compared", start=base, end=end)
    if period.single:
        return start
    if period.among:
        return say.join([periods.plain(one, say.language) for one in period.among])
    key = "compared" if isinstance(wanted, Change) else "range"
    return say.say(f"interpretation.{key}", start=start, end=end)


def _calculated(plan: Plan, catalog: Catalog, say: Words) -> str:
    match plan.calculation:
        case Per() as per:
            return say.say("interpretation.per_denominator", name=names.per_words(catalog, per, say.language))
        case Ratio() as ratio:
            return say.say("interpretation.ratio", label=names.metric_label(catalog, ratio.denominator, say.language))
        case Rank() as rank:
            return say.say("interpretation.rank", member=rank.member.label)
        case Claim() as claim:
            return say.say("interpretation.claim", value=numbers.number(claim.value, say.language))
        case CountMembers() as count:
            members = names.members_word(catalog, count.field, count.level, say.language)
            key = "interpretation.share_of_members" if count.share else "interpretation.count_members"
            return say.say(key, members=members)
        case Change() as change:
            return say.say(f"interpretation.{change.kind.value}")
        case Profile() as profile:
            return say.say(f"interpretation.profile.{profile.part.value}")
        case None:
            return ""
        case other:
            return say.say(f"interpretation.{_NAMES[type(other)]}")


def about_reading(question: CatalogQuestion) -> dict[str, Any]:
    """Return the interpretation of a question that no figures are asked with."""
    return {
        "text": words(question.language).say(f"catalog.topics.{question.topic.value}"),
        "metrics": [str(ref) for ref in question.metrics],
        "dimensions": [],
        "filters": [],
        "period": None,
        "calculation": None,
        "order": None,
        "limit": None,
        "assumptions": [],
        "words": [{"text": word.text, "as": word.as_} for word in question.words],
    }
