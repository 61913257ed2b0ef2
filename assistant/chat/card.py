"""One answer as the properties of one card. Nothing is decided here: the card shows what the answer says."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from assistant.catalog.catalog import Catalog, FieldRef, MetricRef
from assistant.catalog.text import Language
from assistant.chat.wording import wording
from assistant.explanation.answer import Answer
from assistant.explanation.names import field_label, level_label, metric_label

#: An answer with more rows is shown up to here in the card; the rest is in the data behind it.
MOST_ROWS = 200


def card(answer: Answer, catalog: Catalog, draw: Callable[[dict[str, Any]], str] | None = None) -> dict[str, Any]:
    """Return the properties of the card; ``draw`` turns a chart specification into SVG."""
    told = answer.to_json()
    language = answer.language
    return {
        "id": answer.id or "",
        "language": language,
        "outcome": answer.outcome,
        "words": wording(language),
        "fictional": is_fictional(catalog),
        "text": _text(answer, language),
        "understood": _understood(told, catalog, language),
        "assumptions": list((told.get("interpretation") or {}).get("assumptions", [])),
        "caveats": {
            severity: [one.text for one in answer.caveats if one.severity == severity]
            for severity in ("blocking", "important", "note")
        },
        "table": _table(answer, language),
        "chart": _chart(answer, draw),
        "prompts": list(answer.conversation_prompts),
        "sources": [_source(one, language) for one in answer.sources],
        "sql": answer.sql or "",
        "options": (told.get("clarification") or {}).get("options", []),
        "nearest": (told.get("refusal") or {}).get("nearest", []),
        "truncated": answer.truncated,
    }


def is_fictional(catalog: Catalog) -> bool:
    """Whether the catalogue's title says that its data are invented; then every card says so too."""
    title = catalog.title
    return bool(title and any(word in title.say("en").casefold() for word in ("fictional", "fictief")))


def _text(answer: Answer, language: Language) -> str:
    if answer.clarification is not None:
        return answer.clarification.text
    if answer.refusal is not None:
        return answer.refusal.text
    return answer.text or answer.error or wording(language)["failed"]


def _understood(told: dict[str, Any], catalog: Catalog, language: Language) -> list[dict[str, str]]:
    words = (told.get("interpretation") or {}).get("words", [])
    return [{"word": one["text"], "meaning": meaning(one["as"], catalog, language)} for one in words]


def meaning(as_: str, catalog: Catalog, language: Language) -> str:
    """Return what a word was taken for, as people say it: a label, never a field name."""
    left, equals, value = as_.partition("=")
    left, _, level = left.partition(":")
    dataset, dot, name = left.partition(".")
    known = catalog.by_name.get(dataset)
    if known is not None and dot:
        if name in known.metrics and not equals:
            return metric_label(catalog, MetricRef(dataset, name), language)
        if name in known.fields_by_name:
            ref = FieldRef(dataset, name)
            what = level_label(catalog, ref, level, language) if level else field_label(catalog, ref, language)
            return f"{what}: {value}" if equals else what
    return wording(language).get(as_, as_.replace("_", " ").replace("group:", ""))


def _table(answer: Answer, language: Language) -> dict[str, Any] | None:
    shown = answer.shown
    if shown is None or not answer.rows or (len(answer.rows) == 1 and len(shown.columns) == 1):
        return None
    words = wording(language)
    figures = {*shown.metrics, *shown.calculations}
    head = [
        {"label": column.label.say(language), "unit": shown.unit(index) or "", "figure": index in figures}
        for index, column in enumerate(shown.columns)
    ]
    body = []
    for row in range(min(len(shown.rows), MOST_ROWS)):
        cells = []
        for index in range(len(shown.columns)):
            if (row, index) in shown.withheld:
                cells.append(words["withheld"])
            elif index in figures:
                cells.append(shown.figure(row, index, unit=False) or words["missing"])
            else:
                cells.append(shown.label(row, index))
        body.append(cells)
    return {"head": head, "body": body}


def _chart(answer: Answer, draw: Callable[[dict[str, Any]], str] | None) -> dict[str, str] | None:
    if answer.chart is None or draw is None:
        return None
    svg = base64.b64encode(draw(answer.chart).encode()).decode()
    return {"src": f"data:image/svg+xml;base64,{svg}", "alt": answer.text or ""}


def _source(source: dict[str, Any], language: Language) -> str:
    parts = [str(source[key]) for key in ("publisher", "title", "dataset") if source.get(key)]
    text = ", ".join(dict.fromkeys(parts))
    updated = source.get("updated")
    return f"{text} ({wording(language)['updated']} {updated})" if updated else text
