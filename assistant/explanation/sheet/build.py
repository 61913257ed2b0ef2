"""From an answer to its sheet: nothing is worked out anew, all is gathered and written as the reader reads it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from assistant.catalog.catalog import Catalog, FieldRef, MetricRef
from assistant.catalog.text import Language, Text
from assistant.explanation import chart, numbers
from assistant.explanation.answer import Answer
from assistant.explanation.names import field_label, metric_label, unit_beside
from assistant.explanation.periods import day
from assistant.explanation.sheet.sheet import AgreementLine, Cell, Definition, Head, NoteLine, Sheet
from assistant.explanation.sheet.words import sheet_words
from assistant.explanation.words import Words, sentence_case
from assistant.plan import Plan
from assistant.sql.pretty import pretty

#: Rows that still make a readable page; the spreadsheet has them all.
MOST_ROWS = 60


def sheet_of(
    answer: Answer,
    catalog: Catalog,
    *,
    asked: dt.date,
    notes: Iterable[NoteLine] = (),
    agreements: Iterable[AgreementLine] = (),
    link: str = "",
    drawn: bool = True,
    fictional: bool = False,
) -> Sheet:
    """Return the sheet of an answer. ``drawn`` false leaves the chart out, where only the table is wanted."""
    language, shown = answer.language, answer.shown
    say = sheet_words(language)
    spec = chart.vega_lite(shown) if drawn and shown is not None else None
    said = {severity: _caveats(answer, severity) for severity in ("blocking", "important", "note")}
    return Sheet(
        language=language,
        question=answer.question,
        headline=answer.text or answer.error or "",
        reading=_reading(answer),
        asked=asked,
        assumptions=tuple((answer.interpretation or {}).get("assumptions", ())),
        rejected=_rejected(shown.plan, catalog) if shown else (),
        head=_head(answer),
        rows=_rows(answer, say),
        more_rows=answer.truncated,
        chart_svg=chart.svg(spec) if spec else None,
        chart_png=chart.png(spec) if spec else None,
        chart_alt=(chart.alt_text(shown, answer.text) or "") if shown and spec else "",
        definitions=_definitions(shown.plan, catalog) if shown else (),
        sources=tuple(_source(one, say) for one in answer.sources),
        blocking=said["blocking"],
        important=said["important"],
        notes_to_figures=said["note"],
        cannot_tell=_cannot_tell(answer, say),
        prompts=answer.conversation_prompts,
        notes=tuple(notes),
        agreements=tuple(agreements),
        sql=pretty(answer.sql) if answer.sql else "",
        review=_review(answer.review, say),
        link=link,
        fictional=fictional,
    )


def _reading(answer: Answer) -> str:
    said = str((answer.interpretation or {}).get("text", ""))
    return "" if said == answer.text else said


def _caveats(answer: Answer, severity: str) -> tuple[str, ...]:
    return tuple(one.text for one in answer.caveats if one.severity == severity)


def _rejected(plan: Plan, catalog: Catalog) -> tuple[str, ...]:
    """Return the other approved readings that were not chosen: of the everyday word, and neighbours of the figure."""
    chosen = set(plan.metrics)
    others: list[MetricRef] = []
    for concept in catalog.concepts:
        if chosen & set(map(MetricRef.parse, concept.readings)):
            others += map(MetricRef.parse, concept.readings)
    for ref in plan.metrics:
        others += (
            MetricRef.parse(name if "." in name else f"{ref.dataset}.{name}") for name in catalog.metric(ref).related
        )
    return tuple(
        sentence_case(metric_label(catalog, ref, plan.language)) for ref in dict.fromkeys(others) if ref not in chosen
    )


def _head(answer: Answer) -> tuple[Head, ...]:
    figures = _figures(answer)
    return tuple(
        Head(column.label, unit_beside(column.label, column.unit), index in figures)
        for index, column in enumerate(answer.columns or ())
    )


def _rows(answer: Answer, say: Words) -> tuple[tuple[Cell, ...], ...]:
    width = range(len(answer.columns or ()))
    return tuple(
        tuple(Cell(_text(answer, row, column, say), (answer.rows or ())[row][column]) for column in width)
        for row in range(len(answer.rows or ()))
    )


def _text(answer: Answer, row: int, column: int, say: Words) -> str:
    if (row, column) in answer.suppressed:
        return say.say("withheld")
    shown, cell = answer.shown, (answer.rows or ())[row][column]
    figure = column in _figures(answer)
    if shown is not None and figure and (said := shown.figure(row, column, unit=False)) is not None:
        return said
    if isinstance(cell, bool):
        return say.say("yes" if cell else "no")
    if cell is None:
        return say.say("missing")
    # Of data that are not in the catalogue any more, only the unit tells how a figure is written.
    unit = (answer.columns or ())[column].unit
    return numbers.number(cell, say.language, unit=unit) if figure and not isinstance(cell, str) else str(cell)


def _figures(answer: Answer) -> frozenset[int]:
    """Return which columns hold figures."""
    if answer.shown is not None:
        return frozenset((*answer.shown.metrics, *answer.shown.calculations))
    return frozenset(at for at, one in enumerate(answer.columns or ()) if one.role in ("metric", "calculation"))


def _definitions(plan: Plan, catalog: Catalog) -> tuple[Definition, ...]:
    language = plan.language
    found = [
        _definition(metric_label(catalog, ref, language), _meaning(catalog, ref), language) for ref in plan.metrics
    ]
    fields = dict.fromkeys(FieldRef(*one.field) for one in (*plan.splits, *plan.filters))
    found += [
        _definition(field_label(catalog, ref, language), catalog.field(ref).definition, language) for ref in fields
    ]
    return tuple(one for one in found if one is not None)


def _meaning(catalog: Catalog, ref: MetricRef) -> Text | None:
    return catalog.metric(ref).definition or catalog.by_name[ref.dataset].description


def _definition(label: str, text: Text | None, language: Language) -> Definition | None:
    return Definition(sentence_case(label), text.say(language)) if text else None


def _source(source: dict[str, Any], say: Words) -> str:
    parts = [str(source[key]) for key in ("publisher", "title", "identifier") if source.get(key)]
    if source.get("updated"):
        parts.append(say.say("updated", day=day(dt.date.fromisoformat(str(source["updated"])), say.language)))
    if source.get("owner"):
        parts.append(say.say("owner", owner=source["owner"]))
    return ", ".join(dict.fromkeys(parts))


def _cannot_tell(answer: Answer, say: Words) -> tuple[str, ...]:
    """Say what the figures do not settle; always that they give no cause, and what is withheld or cut off."""
    found = [say.say("cannot.cause")]
    if answer.suppressed:
        found.append(say.say("cannot.withheld"))
    if answer.truncated:
        found.append(say.say("cannot.cut"))
    return tuple(found)


def _review(review: dict[str, Any], say: Words) -> str:
    status = str(review.get("status", "unreviewed"))
    on = day(dt.date.fromisoformat(str(review["on"])), say.language) if review.get("on") else ""
    if status in ("approved", "rejected", "corrected") and review.get("by") and on:
        return say.say(f"review.{status}_by", by=review["by"], on=on)
    if status in ("verified", "expired") and on:
        key = f"review.{status}"
        question = review.get("for")
        return say.say(f"{key}_for" if question else key, by=review["by"], on=on, question=question)
    return say.say(f"review.{status}")
