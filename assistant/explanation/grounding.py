"""Proof that every figure, unit and period in a text comes from a cell or a declared calculation on cells.

The check reads the text as a reader would: it finds each figure in the notation of the language, leaves out names and
periods that the answer really has, and looks for a cell, a declared calculation or a number of the question itself
that gives exactly this figure after rounding to the decimals written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.catalog.period import Period
from assistant.catalog.text import Language
from assistant.explanation import names, numbers, periods
from assistant.explanation.grounds import Declared, Rule, calculate
from assistant.explanation.shown import Shown
from assistant.explanation.words import words
from assistant.plan import (
    Change,
    ChangeKind,
    Claim,
    Difference,
    DifferenceKind,
    MemberFilter,
    Per,
    Share,
    ValueFilter,
    YesNo,
    divided,
    judged,
)
from assistant.sql.query import ColumnRole

_FIGURE = {
    "nl": re.compile(
        r"(?P<euro>€ ?)?(?P<digits>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?P<after> ?%| procentpunt)?"
    ),
    "en": re.compile(
        r"(?P<euro>€ ?)?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<after> ?%| percentage points?)?"
    ),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as written: its size without sign, its decimals, and its kind of unit."""

    text: str
    size: Decimal
    decimals: int
    kind: str


@dataclass(frozen=True, slots=True)
class Ungrounded:
    """Something in a text that nothing in the answer accounts for."""

    text: str
    why: str


def check(
    text: str, shown: Shown, declared: Sequence[Declared] = (), known: Iterable[str] = ()
) -> tuple[Ungrounded, ...]:
    """Return what is not grounded in ``text``; empty when all is. ``known`` are further names that may hold digits."""
    wrong = [
        Ungrounded(str(item.value), f"declared as {item.rule.value}, but that is not what the cells give")
        for item in declared
        if not _right(item, shown)
    ]
    bare = _without(text, [*_names(shown), *known, *_period_words(shown)])
    allowed = list(_allowed(shown, declared))
    for figure in figures(bare, shown.language):
        if not any(_gives(size, kind, figure) for size, kind in allowed):
            wrong.append(Ungrounded(figure.text, "no cell or declared calculation gives this figure"))
    return tuple(wrong)


def figures(text: str, language: Language) -> Iterator[Figure]:
    """Yield the figures in a text, in the notation of its language."""
    for match in _FIGURE[language].finditer(text):
        digits = match["digits"]
        plain = digits.replace(".", "").replace(",", ".") if language == "nl" else digits.replace(",", "")
        after = (match["after"] or "").strip()
        kind = "percent" if after == "%" else "points" if after else "euro" if match["euro"] else "other"
        yield Figure(match[0], Decimal(plain), len(plain.partition(".")[2]), kind)


def _gives(size: Decimal, kind: str, figure: Figure) -> bool:
    return kind == figure.kind and numbers.rounded(abs(size), figure.decimals) == figure.size


def _right(item: Declared, shown: Shown) -> bool:
    if item.rule is Rule.REMAINDER:
        return item.value == len(shown.rows) - len(set(item.cells))
    values = [value for row, column in item.cells if (value := shown.value(row, column)) is not None]
    return len(values) == len(item.cells) and calculate(item.rule, values, len(shown.rows)) == item.value


def _allowed(shown: Shown, declared: Sequence[Declared]) -> Iterator[tuple[Decimal, str]]:
    """Yield every size with its kind of unit that a text may state."""
    for row in range(len(shown.rows)):
        for column, about in enumerate(shown.columns):
            value = shown.value(row, column)
            if value is not None:
                for kind in _kinds(shown, column) if about.role is ColumnRole.CALCULATION else (_kind(shown, column),):
                    yield numbers.as_decimal(value), kind
    for item in declared:
        yield item.value, "other" if item.rule in (Rule.ROWS, Rule.REMAINDER) else numbers.kind_of_unit(item.unit)
    yield from _asked(shown)


def _kind(shown: Shown, column: int) -> str:
    return numbers.kind_of_unit(shown.unit(column))


def _kinds(shown: Shown, column: int) -> tuple[str, ...]:
    """Return the kinds of unit that a calculated column may be written with."""
    own, wanted = _kind(shown, column), shown.plan.calculation
    base = wanted.base if isinstance(wanted, YesNo | Claim) else wanted
    if isinstance(base, Change):
        if base.kind in (ChangeKind.PERCENT, ChangeKind.YEARLY):
            return ("percent",)
        return ("points",) if own == "percent" or base.kind is ChangeKind.POINTS else (own,)
    if divided(wanted) is not None:
        unit = shown.catalog.metric(shown.plan.metrics[0]).unit
        return (numbers.kind_of_unit(unit.say(shown.language)) if unit else "other", own)
    if isinstance(base, Difference) and base.kind is not DifferenceKind.AMOUNT:
        return (own,)
    return (own, "points") if own == "percent" else (own,)


def _asked(shown: Shown) -> Iterator[tuple[Decimal, str]]:
    """Yield the numbers that the question itself brought: thresholds, a limit, a factor, how many members it named."""
    plan = shown.plan
    for column, cell in shown.held:
        if isinstance(cell, int | float | Decimal) and numbers.is_number(cell):
            unit = column.unit
            yield numbers.as_decimal(cell), numbers.kind_of_unit(unit.say(shown.language)) if unit else "other"
    about = _judged_kind(shown)
    for condition in plan.conditions:
        unit = shown.catalog.metric(condition.metric).unit
        kind = numbers.kind_of_unit(unit.say(shown.language)) if unit else "other"
        yield from ((numbers.as_decimal(value), about or kind) for value in condition.values)
    for item in plan.filters:
        if isinstance(item, ValueFilter):
            unit = shown.catalog.field(item.field).unit
            kind = numbers.kind_of_unit(unit.say(shown.language)) if unit else "other"
            yield from ((numbers.as_decimal(value), kind) for value in item.values if not isinstance(value, str))
        elif len(item.members) > 4:
            yield Decimal(len(item.members)), "other"
    if plan.limit is not None:
        yield Decimal(plan.limit), "other"
    by = divided(plan.calculation)
    if isinstance(by, Per):
        yield numbers.as_decimal(by.factor), "other"
    if plan.conditions and not shown.rows:
        yield Decimal(0), "other"


def _judged_kind(shown: Shown) -> str | None:
    """Return the kind of unit of a limit on what was calculated: a share or a change in percent."""
    match judged(shown.plan.calculation):
        case Share() | Change(ChangeKind.PERCENT) | Change(ChangeKind.YEARLY):
            return "percent"
        case Change(ChangeKind.POINTS):
            return "points"
    return None


def _without(text: str, known: Iterable[str]) -> str:
    """Return the text without the known names that hold digits, the longest first."""
    for name in sorted({name for name in known if any(map(str.isdigit, name))}, key=len, reverse=True):
        text = re.sub(rf"(?<![\w.,]){re.escape(name)}(?![\w]|[.,]\d)", " ", text)
    return text


def _names(shown: Shown) -> Iterator[str]:
    catalog, language, plan = shown.catalog, shown.language, shown.plan
    for row in range(len(shown.rows)):
        yield from (shown.label(row, column) for column in shown.dimensions)
    for item in plan.filters:
        yield names.field_label(catalog, item.field, language)
        if isinstance(item, MemberFilter):
            yield from (member.label for member in item.members)
        else:
            yield from (value for value in item.values if isinstance(value, str))
    for split in plan.splits:
        yield names.field_label(catalog, split.field, language)
    for column in shown.metrics:
        metric = shown.metric_of(column)
        yield names.metric_label(catalog, metric, language)
        name = names.metric_name(catalog, metric, language)
        yield from (part for part in (name.label, name.noun, name.core) if part)
    for column in range(len(shown.columns)):
        # "euro per 1.000 inwoners": what follows the kind of unit is part of its name.
        unit = shown.unit(column) or ""
        yield unit if numbers.kind_of_unit(unit) == "other" else unit.partition(" ")[2]


def _period_words(shown: Shown) -> Iterator[str]:
    """Yield every way in which the periods of this answer may be written."""
    choice, language = shown.plan.period, shown.language
    found: set[Period] = {period for row in range(len(shown.rows)) if (period := shown.period(row))}
    if choice:
        found |= {choice.start, choice.end, *([choice.compare_to] if choice.compare_to else [])}
    for period in found:
        yield from (period.text, periods.plain(period, language), words(language).say("period.in", period=period.text))
        for metric in shown.plan.metrics:
            yield periods.bare(shown.catalog, metric, period, language, shown.profile)
