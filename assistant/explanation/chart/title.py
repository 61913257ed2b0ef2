"""What stands around a chart: title, source, its marks in words, and the text for who cannot see it."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

from assistant.explanation.chart.axis import is_cut
from assistant.explanation.chart.form import Form, form_of
from assistant.explanation.interpretation import text as reading
from assistant.explanation.sentence import sentence
from assistant.explanation.shown import Shown
from assistant.explanation.sources import sources
from assistant.explanation.words import sentence_case, words

#: Letters on a line of the title and of what stands under it, also in a font that is wider than ours.
_LETTERS, _SMALL_LETTERS = 66, 90
_BETWEEN = " · "


def title(shown: Shown) -> dict[str, Any]:
    """Return the title with the source and what the marks mean under it."""
    say = words(shown.language)
    used = sources(shown.catalog, [ref.dataset for ref in shown.plan.metrics], shown.language)
    named = [str(one["publisher"]) + (f", {one['title']}" if one["title"] else "") for one in used if one["publisher"]]
    lines = _lines(sentence_case(reading(shown.plan, shown.catalog)))
    found: dict[str, Any] = {"text": lines if len(lines) > 1 else lines[0], "anchor": "start"}
    under = wrap(say.say("chart.source", source="; ".join(named)), _SMALL_LETTERS) if named else []
    marks = [
        say.say(f"chart.{key}")
        for key, there in (
            ("provisional", shown.marks.provisional),
            ("not_final", shown.marks.not_final),
            ("partial", shown.marks.partial),
            ("margin", shown.margins),
            ("cut_axis", is_cut(shown)),
        )
        if there
    ]
    under += wrap("; ".join(marks), _SMALL_LETTERS) if marks else []
    if under:
        found["subtitle"] = under if len(under) > 1 else under[0]
    return found


def _lines(text: str) -> list[str]:
    """Break a title between its parts, and inside one only where that alone is too long."""
    lines: list[str] = []
    for part in text.split(_BETWEEN):
        if lines and len(lines[-1]) + len(_BETWEEN) + len(part) <= _LETTERS:
            lines[-1] += _BETWEEN + part
        else:
            lines += wrap(part, _LETTERS) or [part]
    return lines


def alt_text(shown: Shown, said: str | None = None) -> str | None:
    """Return the text alternative; ``said`` is the sentence already made, if there is one."""
    form = form_of(shown)
    if form is Form.NONE:
        return None
    subject = reading(shown.plan, shown.catalog)
    text = said if said is not None else sentence(shown)
    return words(shown.language).say(f"chart.alt_{form.value}", title=subject, text=text)
