"""The answer of a query that a language model wrote: its rows, marked for what they are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.answering.queries import QueryReport
from assistant.answering.words import say
from assistant.explanation import numbers
from assistant.explanation.answer import Answer, AnswerColumn, CaveatShown
from assistant.plan import FreeQuery, Refusal


def free_answer(blank: Answer, query: FreeQuery, report: QueryReport) -> Answer | Refusal:
    """Return the answer, with a blocking caveat that nobody has looked at the query; what stands instead if it failed.

    A column that carries no value of the data holds what the model says, not what was counted: such a query is passed
    over.
    """
    return query.instead if _invents(report) else rows_answer(blank, query, report)


def rows_answer(blank: Answer, query: FreeQuery, report: QueryReport) -> Answer | Refusal:
    """Return the rows of a query in free form.

    Caveats of the data are there by the lineage of the checked query, as for any pasted one.
    """
    if not report.ok or not report.rows or report.columns is None:
        return query.instead
    language = query.language
    mark = CaveatShown("free_query", "blocking", "computed", say("free_query", language))
    caveats = tuple(CaveatShown(**{key: str(one[key]) for key in _CAVEAT}) for one in report.check.caveats)
    columns = tuple(
        AnswerColumn(
            str(one["name"]), str(one["label"]), str(one["role"]), None if one["unit"] is None else str(one["unit"])
        )
        for one in report.columns
    )
    reading: dict[str, Any] = {
        "text": say("free_reading", language),
        "metrics": [],
        "dimensions": [],
        "filters": [],
        "period": None,
        "calculation": None,
        "order": None,
        "limit": None,
        "assumptions": [say("free_assumption", language)],
        "words": [{"text": word.text, "as": word.as_} for word in query.words],
    }
    return replace(
        blank,
        outcome="answer",
        language=language,
        translator=query.translator,
        interpretation=reading,
        sql=report.check.query.shown if report.check.query else None,
        columns=columns,
        rows=report.rows,
        truncated=report.truncated,
        suppressed=report.suppressed,
        text=_text(report, query),
        caveats=(mark, *caveats),
        sources=report.sources,
    )


def _invents(report: QueryReport) -> bool:
    """Whether a column of the query comes from its own text and from no field or count."""
    query = report.check.query
    return query is not None and any(not (one.values or one.counted) for one in query.grounds.columns)


_CAVEAT = ("id", "severity", "kind", "text")


def _text(report: QueryReport, query: FreeQuery) -> str:
    """Name the one figure, or how many rows there are; more than that nobody can say of a query in free form."""
    rows, columns, language = report.rows or (), report.columns or (), query.language
    if len(rows) == 1 and len(columns) == 1 and numbers.is_number(cell := rows[0][0]):
        unit = columns[0]["unit"]
        told = numbers.figure(cell, language, None if unit is None else str(unit))  # type: ignore[arg-type]
        return say("free_figure", language, label=str(columns[0]["label"]), figure=told)
    return say("free_rows", language, count=len(rows))
