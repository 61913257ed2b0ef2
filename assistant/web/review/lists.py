"""What waits for review, what was decided, and how that went."""

from __future__ import annotations

import time
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from assistant.answering import Assistant
from assistant.answering.agreement_report import report_of
from assistant.answering.verifying import expire_moved
from assistant.catalog.catalog import MetricRef
from assistant.catalog.text import Language
from assistant.explanation import numbers
from assistant.explanation.names import metric_label
from assistant.records import ReviewState
from assistant.web.pages import Using
from assistant.web.rendering import html, language_of

#: Answers on one page.
PAGE = 50
#: Seconds between two looks at what is asked often.
_LOOK = 600.0
_Page = Annotated[int, Query(ge=1, le=100_000)]


def lists(using: Using) -> APIRouter:
    """Return the routes."""
    router = APIRouter()
    looked: dict[str, float] = {}

    @router.get("/")
    def queue(request: Request, state: ReviewState | None = None, page: _Page = 1) -> Response:
        language = language_of(request)
        with using() as assistant:
            name, state_of_all = assistant.catalog.name, assistant.engine.digest
            if time.monotonic() - looked.get(state_of_all, -_LOOK) >= _LOOK:
                looked[state_of_all] = time.monotonic()
                assistant.records.reviews.often(name)
                expire_moved(assistant)
            found = assistant.records.reviews.queue(name, first=PAGE, skip=(page - 1) * PAGE, state=state)
        last = max(1, -(-found.total // PAGE))
        states = list(ReviewState)
        return html(
            "review_queue.html.jinja", language, request, queue=found, state=state, page=page, last=last, states=states
        )

    @router.get("/report")
    def report(request: Request) -> Response:
        language = language_of(request)
        with using() as assistant:
            found = report_of(assistant.records.reviews.decided(assistant.catalog.name))
            wrong = [(_called(assistant, name, language), times) for name, times in found.corrected_most]
            titles = {one.name: one.title.say(language) for one in assistant.catalog.datasets if one.title}
        return html(
            "review_report.html.jinja",
            language,
            request,
            report=found,
            wrong=wrong,
            titles=titles,
            percent=lambda share: numbers.as_written(share, language),
        )

    return router


def _called(assistant: Assistant, name: str, language: Language) -> str:
    ref = MetricRef(*name.partition(".")[::2])
    return metric_label(assistant.catalog, ref, language) if ref in assistant.catalog.metric_refs else name
