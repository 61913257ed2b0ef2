"""The catalogue for people: which data there are, what each figure means, what to mind; and help."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from assistant.answering import Assistant
from assistant.answering.coverage import coverage
from assistant.catalog.period import Period
from assistant.catalog.show import Overview
from assistant.catalog.text import Language
from assistant.entrance import ADMIN, MAINTAINER
from assistant.explanation.periods import day, plain
from assistant.web.covering import covered
from assistant.web.pages import Using
from assistant.web.person import person_of
from assistant.web.rendering import html, language_of, page_words
from assistant.web.rendering import told as told_page

_Search = Annotated[str, Query(alias="zoek", max_length=200)]


def catalogue(using: Using) -> APIRouter:
    """Return the routes: all data, one dataset, help, and the line by which the chat says what data there are."""
    router = APIRouter(include_in_schema=False)

    @router.get("/catalogus")
    def every(request: Request, search: _Search = "") -> Response:
        language = language_of(request)
        with using() as assistant:
            overview = _seen(assistant, request, language)
            role = person_of(request).acting()
            found = assistant.search(search, language=language, role=role) if search.strip() else []
            trouble = assistant.trouble if person_of(request).has(MAINTAINER, ADMIN) else None
        datasets = [_dated(one, language) for one in overview["datasets"]]
        return html(
            "catalogue.html.jinja",
            language,
            request,
            about=overview,
            datasets=datasets,
            search=search,
            found=found,
            trouble=trouble,
        )

    @router.get("/catalogus/{name}")
    def one(request: Request, name: str) -> Response:
        language = language_of(request)
        with using() as assistant:
            datasets = _seen(assistant, request, language)["datasets"]
            found = next((dataset for dataset in datasets if dataset["name"] == name), None)
            if found is None:
                return told_page("absent", 404, request)
            role = person_of(request).acting()
            cover = covered(coverage(assistant, name, language, role), language)
        return html("dataset.html.jinja", language, request, dataset=_dated(found, language), cover=cover)

    @router.get("/help")
    def explained(request: Request) -> Response:
        language = language_of(request)
        with using() as assistant:
            overview, model, card = _seen(assistant, request, language), assistant.model_name, assistant.model_card
        said = card.said(language) if card is not None else None
        return html("help.html.jinja", language, request, fresh=fresh(overview, language), model=model, card=said)

    @router.get("/welcome")
    def welcome(request: Request) -> JSONResponse:
        language = language_of(request)
        with using() as assistant:
            return JSONResponse({"data": fresh(_seen(assistant, request, language), language)})

    return router


def fresh(overview: Overview, language: Language) -> str:
    """Return in a sentence how many datasets there are, over which years, and when the latest was updated."""
    words = page_words(language)
    datasets = overview["datasets"]
    if not datasets:
        return words.say("welcome.nothing")
    title = overview["title"] or overview["name"]
    parts = [words.say("welcome.one" if len(datasets) == 1 else "welcome.data", number=len(datasets), title=title)]
    ends = [Period.parse(time[end]) for one in datasets for time in one["time"] for end in ("from", "to") if time[end]]
    if ends:
        first, last = min(end.start for end in ends), max(end.end for end in ends)
        parts.append(words.say("welcome.years", first=first.year, last=last.year))
    updated = [one["updated"] for one in datasets if one["updated"]]
    if updated:
        latest = day(dt.date.fromisoformat(max(updated)), language)
        parts.append(words.say("welcome.updated", day=latest))
    return " ".join(parts)


def _seen(assistant: Assistant, request: Request, language: Language) -> Overview:
    """Return the overview as who asks may see it: who sits at their own machine owns the data."""
    person = person_of(request)
    return assistant.overview(language=language, role=person.acting() if person.user else None)


def _dated(dataset: dict[str, Any], language: Language) -> dict[str, Any]:
    """Return a dataset with its periods and its day as people write them."""
    spans = [
        (time["grain"], plain(Period.parse(time["from"]), language), plain(Period.parse(time["to"]), language))
        for time in dataset["time"]
        if time["from"] and time["to"]
    ]
    updated = dataset["updated"]
    return dataset | {"spans": spans, "day": day(dt.date.fromisoformat(updated), language) if updated else None}
