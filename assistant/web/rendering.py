"""Fills the pages: templates of this room and the article of the sheet, everything in them escaped."""

from __future__ import annotations

import base64
import datetime as dt
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

from assistant.catalog.text import Language
from assistant.entrance import ADMIN, ANALYST, MAINTAINER, Person
from assistant.explanation.look import following_device
from assistant.explanation.periods import day
from assistant.explanation.sheet.build import MOST_ROWS
from assistant.explanation.sheet.words import sheet_words
from assistant.explanation.words import Words
from assistant.own_yaml import read_own
from assistant.web.gate import PERSON

#: What a page may load: our own style and drawings, no script at all.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HERE = Path(__file__).parent


def html(template: str, language: Language, request: Request, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page; ``base`` in its template is the address under which the pages are mounted."""
    text = (
        _environment()
        .get_template(template)
        .render(
            language=language,
            say=sheet_words(language).say,
            word=page_words(language).say,
            look=page_words(language).look,
            day=lambda when: day(when, language),
            today=dt.date.today(),
            image=lambda svg: f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}",
            most=MOST_ROWS,
            named=_named(request),
            reviews=_has(request, ANALYST, ADMIN),
            proposals=_has(request, MAINTAINER, ADMIN),
            base=request.scope.get("root_path", ""),
            **values,
        )
    )
    return HTMLResponse(text, status, {"Content-Security-Policy": POLICY})


def _named(request: Request) -> str | None:
    """Return the name of who logged in; where nobody does, people say who they are."""
    person: Person | None = request.scope.get(PERSON)
    return person.name if person is not None and person.user else None


def _has(request: Request, *roles: str) -> bool:
    """Whether a page for these roles is theirs."""
    person: Person | None = request.scope.get(PERSON)
    return person is not None and person.has(*roles)


def told(key: str, status: int, request: Request, why: str = "") -> HTMLResponse:
    """Return a page that says in a sentence why there is no other."""
    return html("told.html.jinja", language_of(request), request, status, key=key, why=why)


def language_of(request: Request, default: Language = "nl") -> Language:
    """Return the language that the reader's browser asks for first."""
    wanted = request.query_params.get("lang") or request.headers.get("accept-language", default)
    return "en" if wanted.strip().casefold().startswith("en") else "nl"


@lru_cache(maxsize=2)
def page_words(language: Language) -> Words:
    """Return the words of the pages."""
    return Words(language, read_own((_HERE / "words" / f"{language}.yaml").read_text("utf-8")))


@lru_cache(maxsize=2)
def stylesheet(look: str) -> str:
    """Return the style of the pages: that of the sheet, with what a screen needs besides, in the shared look."""
    sheet = resources.files("assistant.explanation.sheet") / "templates" / "sheet.css"
    pages = (_HERE / "templates" / "pages.css").read_text("utf-8")
    return "\n".join((following_device(look), sheet.read_text(encoding="utf-8"), pages))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    sheet = resources.files("assistant.explanation.sheet") / "templates"
    return Environment(
        loader=ChoiceLoader([FileSystemLoader(_HERE / "templates"), FileSystemLoader(str(sheet))]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
