""" "Welke afspraken hebben we?": the agreements, those whose day has come first, each with its figure then and now."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answering.agreements import Standing, standings
from assistant.answering.withholding import Reader
from assistant.answering.words import say
from assistant.catalog.catalog import MetricRef
from assistant.catalog.text import Language
from assistant.explanation.answer import Answer, AnswerColumn, CaveatShown
from assistant.explanation.caveats import SEVERITIES
from assistant.explanation.interpretation import about_reading
from assistant.explanation.periods import day
from assistant.plan import CatalogQuestion
from assistant.records import Agreement

if TYPE_CHECKING:
    from assistant.answering.assistant import Assistant

_SPELLED_OUT = 3
#: Each column by its word.
_COLUMNS = {"what": "what", "who": "who", "aim": "aim", "due": "day", "now": "now"}


def agreed(
    assistant: Assistant, blank: Answer, question: CatalogQuestion, reader: Reader, today: dt.date
) -> tuple[Answer, CatalogQuestion]:
    """Answer with the agreements that this reader may see; of which figure, where the question says so.

    The decision that comes back names their datasets: who may open the answer later must be able to see them still.
    """
    language = question.language
    every = standings(assistant, language=language, role=reader.role, as_of=today, reader=reader)
    wanted = {str(ref) for ref in question.metrics}
    found = [one for one in every if not wanted or _body(one).metric in wanted]
    found.sort(key=lambda one: not one.due)
    told = [one for one in found if one.due] or found
    answer = replace(
        blank,
        outcome="answer",
        interpretation=about_reading(question),
        columns=tuple(
            AnswerColumn(name, say(f"agreed_{word}", language), "dimension") for name, word in _COLUMNS.items()
        ),
        rows=tuple(_row(one, language) for one in found),
        text=_text(found, told[:_SPELLED_OUT], language),
        caveats=_caveats(found),
    )
    datasets = (MetricRef.parse(_body(one).metric).dataset for one in found)
    known = (name for name in datasets if name in assistant.catalog.by_name)
    return answer, replace(question, datasets=tuple(dict.fromkeys((*question.datasets, *known))))


def _body(one: Standing) -> Agreement:
    assert isinstance(one.entry.body, Agreement)
    return one.entry.body


def _row(one: Standing, language: Language) -> tuple[str, ...]:
    body = _body(one)
    return (body.what, body.who, one.aim, day(body.due, language), one.text)


def _text(found: list[Standing], told: list[Standing], language: Language) -> str:
    if not found:
        return say("agreed_none", language)
    due = sum(one.due for one in found)
    head = say("agreed_one" if len(found) == 1 else "agreed_many", language, count=len(found))
    when = say("agreed_due" if due else "agreed_not_due", language, count=due)
    lines = (
        say("agreed_line", language, what=_body(one).what, who=_body(one).who, aim=one.aim, text=one.text)
        for one in told
    )
    return " ".join((head, *([when] if len(found) > 1 or not due else []), *lines))


def _caveats(found: list[Standing]) -> tuple[CaveatShown, ...]:
    first = {caveat.id: caveat for one in found for caveat in one.caveats}
    return tuple(sorted(first.values(), key=lambda caveat: SEVERITIES.index(caveat.severity)))
