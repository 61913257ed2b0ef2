"""A comparison in one short sentence, for beside the figure: "In de provincie Merenland was dat 22,2." """

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from assistant.answering.words import say
from assistant.catalog.formula import formula
from assistant.catalog.period import Period
from assistant.explanation import names
from assistant.explanation.caveats import Asked
from assistant.explanation.caveats.breaks import between
from assistant.explanation.grounding import check, grounds_of, with_figures
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.shown import Shown
from assistant.explanation.standing import Comparison, Kind
from assistant.explanation.words import sentence_case, words
from assistant.plan import Difference, MemberFilter, Rank, divided

_log = logging.getLogger(__name__)


def brief(one: Comparison) -> str:
    """Return the comparison in one sentence; empty where there is no figure to tell, or nothing fair to compare."""
    shown, told = one.answer.shown, _FORMS.get(one.kind)
    text = told(one, shown) if told is not None and shown is not None else None
    if not text or shown is None:
        return ""
    wrong = check(text, with_figures(grounds_of(shown, (), (one.name,)), [shown.near] if shown.near else ()))
    if wrong:
        why = "; ".join(f"{each.text!r}: {each.why}" for each in wrong)
        _log.error("a comparison in short was not grounded: %s | %s", why, text)
    return "" if wrong else text


def _per(one: Comparison, shown: Shown) -> str | None:
    figure = shown.figure(0, shown.calculations[0], unit=False) if shown.calculations else None
    return say("brief_per", shown.language, name=one.name, figure=figure) if figure else None


def _level(one: Comparison, shown: Shown) -> str | None:
    """Tell the figure of the place above."""
    if not _of_equal_size(shown):
        return None
    column = (shown.calculations or shown.metrics)[0]
    row = next((at for at in range(len(shown.rows)) if shown.label(at, shown.dimensions[0]) == one.name), None)
    figure = shown.figure(row, column, unit=False) if row is not None else None
    if row is None or figure is None:
        return None
    where = Frame(shown, column).as_place(row, shown.dimensions[0]).inside
    return say("brief_place", shown.language, where=sentence_case(where), figure=figure)


def _group(one: Comparison, shown: Shown) -> str | None:
    column = shown.metrics[-1]
    if not _of_equal_size(shown):
        return None
    figure = shown.figure(0, column, unit=False) if len(shown.rows) == 1 else None
    name = one.name.removeprefix("de ").removeprefix("the ")
    return say("brief_group", shown.language, name=name, figure=figure) if figure else None


def _of_equal_size(shown: Shown) -> bool:
    """Whether large and small places can stand beside each other: a count of a whole and of a part of it cannot."""
    wanted = shown.plan.calculation
    by = wanted.of if isinstance(wanted, Difference) else divided(wanted)
    return by is not None or not formula(shown.catalog, shown.plan.metrics[0]).additive


def _peers(one: Comparison, shown: Shown) -> str | None:
    wanted = shown.plan.calculation
    figures = [shown.figure(0, column, unit=False) for column in shown.calculations[:2]]
    if not isinstance(wanted, Rank) or len(figures) < 2 or None in figures:
        return None
    count = int(shown.value(0, shown.calculations[1]) or 0)
    if count < 2:
        return None
    field, level, language = wanted.field, wanted.member.level, shown.language
    members = names.members_word(shown.catalog, field, level, language, count)
    inside = next(
        (
            names.place(shown.catalog, field, member.label, member.level, language).inside
            for item in shown.plan.filters
            if isinstance(item, MemberFilter) and item.field == field
            for member in item.members
            if member.label == one.name
        ),
        "",
    )
    own = names.place(shown.catalog, field, wanted.member.label, level, language).subject
    values = {"rank": figures[0], "count": figures[1], "members": members, "inside": inside}
    text = say("brief_peers", language, place=sentence_case(own), **values)
    if shown.near:
        others = names.members_word(shown.catalog, field, level, language, shown.near)
        key = "rank.near_one" if shown.near == 1 else "rank.near"
        text += " " + words(language).say(key, count=shown.near, members=others)
    return text.replace(" ,", ",")


def _before(one: Comparison, shown: Shown) -> str | None:
    """Tell the year before, and the first of the years that it can be held against; the others are in the table."""
    column, last = (shown.calculations or shown.metrics)[0], shown.period(len(shown.rows) - 1)
    frame, held = Frame(shown, column), []
    for row in range(len(shown.rows) - 1):
        figure, period = shown.figure(row, column, unit=False), shown.period(row)
        if figure is not None and period is not None and last is not None and _comparable(one, shown, period, last):
            held.append((frame.at(period), figure))
    if not held:
        return None
    (when, figure), first = held[-1], held[0]
    if len(held) == 1:
        return say("brief_year", shown.language, when=sentence_case(when), figure=figure)
    first_when, first_figure = first
    return say(
        "brief_years",
        shown.language,
        when=sentence_case(when),
        figure=figure,
        first_when=first_when,
        first_figure=first_figure,
    )


def _comparable(one: Comparison, shown: Shown, period: Period, last: Period) -> bool:
    """Whether no break that the figures cross, and over which they cannot be compared, lies between two periods."""
    held = {caveat.id for caveat in one.answer.caveats if caveat.kind == "break"}
    crossed = between(Asked(shown.plan, shown.catalog), period, last)
    return all(found.comparable or f"{dataset}.{found.id}" not in held for dataset, _, found in crossed)


_FORMS: Mapping[Kind, Callable[[Comparison, Shown], str | None]] = {
    Kind.PER: _per,
    Kind.LEVEL: _level,
    Kind.GROUP: _group,
    Kind.PEERS: _peers,
    Kind.BEFORE: _before,
}
