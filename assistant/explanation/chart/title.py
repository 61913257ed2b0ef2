"""What stands around a chart: title, source, and the text that says the same to who cannot see it."""

from __future__ import annotations

from typing import Any

from assistant.explanation.chart.form import Form, form_of
from assistant.explanation.interpretation import text as reading
from assistant.explanation.sentence import sentence
from assistant.explanation.shown import Shown
from assistant.explanation.sources import sources
from assistant.explanation.words import sentence_case, words


def title(shown: Shown) -> dict[str, Any]:
    """Return the title with the source under it."""
    say = words(shown.language)
    used = sources(shown.catalog, [ref.dataset for ref in shown.plan.metrics], shown.language)
    named = [str(one["publisher"]) + (f", {one['title']}" if one["title"] else "") for one in used if one["publisher"]]
    found: dict[str, Any] = {"text": sentence_case(reading(shown.plan, shown.catalog)), "anchor": "start"}
    if named:
        found["subtitle"] = say.say("chart.source", source="; ".join(named))
    return found


def alt_text(shown: Shown, said: str | None = None) -> str | None:
    """Return the text alternative; ``said`` is the sentence already made, if there is one."""
    form = form_of(shown)
    if form is Form.NONE:
        return None
    key = "chart.alt_line" if form is Form.LINE else "chart.alt_bar"
    subject = reading(shown.plan, shown.catalog)
    return words(shown.language).say(key, title=subject, text=said if said is not None else sentence(shown))
