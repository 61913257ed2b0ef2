"""One answer as the properties of one card. Nothing is decided here: the card shows what the answer says."""

from __future__ import annotations

import base64
import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from assistant.catalog.catalog import Catalog
from assistant.catalog.text import Language
from assistant.chat.beside import NOTHING, Beside
from assistant.chat.reviewed import reviewed
from assistant.chat.stands import stands
from assistant.chat.table import MOST_ROWS, table
from assistant.chat.understood import understood
from assistant.chat.wording import wording
from assistant.explanation import chart
from assistant.explanation.answer import Answer
from assistant.explanation.periods import day

Draw = Callable[[dict[str, Any]], str]
#: Where a sentence ends and the next begins; a figure holds no space after its point.
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[‘“]?[^\W\d_a-z])")


def card(answer: Answer, catalog: Catalog, draw: Draw = chart.svg, beside: Beside = NOTHING) -> dict[str, Any]:
    """Return the properties of the card; ``draw`` turns a chart specification into SVG.

    ``beside`` is what belongs to the answer and is not in it: what else can be asked, and what people noted.
    """
    told = answer.to_json()
    language = answer.language
    interpretation = told.get("interpretation")
    badge = reviewed(answer, beside.review)
    spec = _drawing(answer)
    return {
        "id": answer.id or "",
        "kept": answer.kept or "",
        "language": language,
        "outcome": answer.outcome,
        "words": wording(language),
        "fictional": is_fictional(catalog),
        "text": (text := _text(answer, language)),
        "sentences": _SENTENCE.split(text),
        "reading": _reading(interpretation, answer),
        "understood": understood(interpretation, catalog, language),
        "assumptions": list((interpretation or {}).get("assumptions", [])),
        "caveats": {
            severity: [one.text for one in answer.caveats if one.severity == severity]
            for severity in ("blocking", "important", "note")
        },
        "table": table(answer, language),
        "chart": _chart(answer, spec, draw),
        "prompts": list(answer.conversation_prompts),
        "sources": [_source(one, language) for one in answer.sources],
        "sql": answer.sql or "",
        "review": wording(language)["review_unreviewed"] if answer.sql and badge is None else "",
        "badge": badge,
        "state": "",
        "options": (told.get("clarification") or {}).get("options", []),
        "nearest": _unnamed(answer.refusal.nearest, text) if answer.refusal else [],
        "links": _links(answer, language, drawn=spec is not None),
        "stands": stands(answer.standing, language) if answer.standing is not None else None,
        "truncated": answer.truncated or len(answer.rows or ()) > MOST_ROWS,
    } | beside.properties(language)


def is_fictional(catalog: Catalog) -> bool:
    """Whether the catalogue's title or publisher says that its data are invented; then every card says so too."""
    said = [catalog.title.say(language) for language in ("nl", "en")] if catalog.title else []
    said += [catalog.publisher.name] if catalog.publisher else []
    marks = {word for language in ("nl", "en") for word in wording(language)["fictional_words"].split()}
    return bool(marks & {word for text in said for word in re.findall(r"\w+", text.casefold())})


def _text(answer: Answer, language: Language) -> str:
    if answer.clarification is not None:
        return answer.clarification.text
    if answer.refusal is not None:
        return answer.refusal.text
    said = answer.text or answer.error or wording(language)["failed"]
    # A line never ends between a figure and its sign.
    return re.sub(r"(?<=\d) (?=%)|(?<=€) (?=\d)", "\N{NO-BREAK SPACE}", said)


def _unnamed(offers: tuple[str, ...], text: str) -> list[str]:
    """Return what can be asked instead and does not stand in the text already."""
    return [offer for offer in offers if offer.casefold() not in text.casefold()]


def _reading(interpretation: dict[str, Any] | None, answer: Answer) -> str:
    """Return the reading on one line; nothing when it only repeats the answer, as for the catalogue's own texts."""
    said = str((interpretation or {}).get("text", ""))
    return "" if said == answer.text else said


def has_chart(answer: Answer) -> bool:
    """Whether there is something to draw."""
    return _drawing(answer) is not None


def _drawing(answer: Answer) -> dict[str, Any] | None:
    if answer.chart is not None or answer.shown is None:
        return answer.chart
    return chart.vega_lite(answer.shown)


def _chart(answer: Answer, spec: dict[str, Any] | None, draw: Draw) -> dict[str, str] | None:
    if spec is None:
        return None
    alt = chart.alt_text(answer.shown, answer.text) if answer.shown else None
    return {"src": _image(draw(spec)), "narrow": _image(draw(chart.narrow(spec))), "alt": alt or answer.text or ""}


def _image(svg: str) -> str:
    """Return a drawing as an address for an image, in which no script can run."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def _links(answer: Answer, language: Language, *, drawn: bool) -> dict[str, Any]:
    """Return where an answer can be opened again and taken along; files only of an answer with figures."""
    if answer.kept is None or answer.outcome != "answer":
        return {"open": "", "sheet": "", "files": []}
    words, page = wording(language), f"/answers/{answer.kept}"
    forms = ("docx", "xlsx", "csv", *(("png", "svg") if drawn else ()))
    files = [{"label": words[f"file_{form}"], "href": f"{page}/sheet.{form}"} for form in forms]
    files += [
        {"label": words["file_conversation"], "href": f"{page}/conversation.html"},
        {"label": words["file_conversation_docx"], "href": f"{page}/conversation.docx"},
    ]
    return {"open": page, "sheet": f"{page}/sheet.html", "files": files}


def _source(source: dict[str, Any], language: Language) -> str:
    parts = [str(part) for part in (source.get("publisher"), source.get("title") or source.get("dataset")) if part]
    text = ", ".join(dict.fromkeys(parts))
    updated = source.get("updated")
    if not updated:
        return text
    return f"{text} ({wording(language)['updated']} {day(dt.date.fromisoformat(str(updated)), language)})"
