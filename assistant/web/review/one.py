"""One answer as it is judged: everything that it rests on, and what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from assistant.answering import Assistant
from assistant.answering.inspecting import inspect
from assistant.answering.replanning import choices
from assistant.answering.sheets import sheet
from assistant.catalog.text import Language
from assistant.chat.understood import understood
from assistant.explanation import numbers
from assistant.records import UnknownEntry
from assistant.web.person import person_of
from assistant.web.rendering import html
from assistant.web.review.reader import review_of, role_in
from assistant.web.review.scripts import ALSO

if TYPE_CHECKING:
    from assistant.answering.approving import Disturbs
    from assistant.answering.correcting import Proposal
    from assistant.answering.suggesting import Suggestion
    from assistant.web.pages import Using


#: Decimals in which a difference is shown: more say nothing to a reader.
_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page says about what somebody just did: ``said`` a word of the page, ``why`` a sentence with it.

    ``filled`` is what they filled in, which stands in its form again. ``disturbs`` says which verified
    questions and evaluation cases it would change.
    """

    said: str = ""
    why: str = ""
    filled: Mapping[str, str] = field(default_factory=dict)
    proposal: Proposal | None = None
    changed: Sequence[tuple[str, object, object]] = ()
    disturbs: Disturbs | None = None
    suggestion: Suggestion | None = None
    status: int = 200


def items(using: Using) -> APIRouter:
    """Return the routes of one answer."""
    router = APIRouter()

    @router.get("/{answer}")
    def show(request: Request, answer: str) -> Response:
        with using() as assistant:
            return item(assistant, request, answer)

    @router.get("/{answer}/patch/{version}")
    def patch(request: Request, answer: str, version: int) -> Response:
        with using() as assistant:
            if review_of(assistant, answer) is None:
                raise UnknownEntry("there is no such review")
            events = assistant.records.reviews.events(answer)
        found = next((one for one in events if one.version == version and one.body.get("patch")), None)
        if found is None:
            raise UnknownEntry("there is no such patch")
        headers = {"Content-Disposition": f'attachment; filename="duiding-{answer[:8]}-{version}.patch"'}
        return Response(str(found.body["patch"]), media_type="text/x-diff; charset=utf-8", headers=headers)

    return router


def item(assistant: Assistant, request: Request, answer: str, shown: Shown | None = None) -> HTMLResponse:
    """Return the page of one answer; raises ``UnknownEntry`` where it waits for nobody or is not for this reader."""
    shown = shown or Shown()
    review = review_of(assistant, answer)
    if review is None:
        raise UnknownEntry("there is no such review")
    role = role_in(assistant, request, answer)
    found = inspect(assistant, review, role=role)
    language: Language = "en" if found.found.record.language == "en" else "nl"
    told = dict(found.found.record.answer) if found.found.open else {}
    page = html(
        "review_item.html.jinja",
        language,
        request,
        shown.status,
        one=found,
        review=review,
        sheet=sheet(assistant, found.found, role=role, link="", drawn=False),
        words=understood(told.get("interpretation"), assistant.catalog, language),
        form=choices(assistant, found.plan, role, language) if found.plan is not None else None,
        shown=shown,
        filled=shown.filled,
        targets=_targets(assistant, found.found.record.state or {}, language),
        local=person_of(request).user is None,
        written=lambda cell: _written(cell, language),
    )
    page.headers["Content-Security-Policy"] += ALSO
    return page


def _written(cell: object, language: Language) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return str(cell)
    return numbers.as_written(round(cell, _DECIMALS), language)


def _targets(assistant: Assistant, datasets: Mapping[str, object], language: Language) -> list[tuple[str, str]]:
    """Return what a change to the documentation can be about: the datasets of the answer with all they document."""
    found = []
    for name in datasets:
        dataset = assistant.catalog.by_name.get(name)
        if dataset is None:
            continue
        found.append((name, dataset.title.say(language) if dataset.title else name))
        named = [(part.name, part.label) for part in dataset.fields if part.reachable]
        named += [(part.name, part.label) for part in dataset.derived]
        found += [(f"{name}.{part}", label.say(language) if label else part) for part, label in named]
    return found
