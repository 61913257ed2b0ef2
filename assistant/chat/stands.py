"""A figure beside others, as the card shows it: what each comparison says, with its table and what to know of it."""

from __future__ import annotations

from typing import Any

from assistant.catalog.text import Language
from assistant.chat.table import table
from assistant.explanation.standing import Standing


def stands(found: Standing, language: Language) -> dict[str, Any]:
    """Return the properties of the panel; the figure itself stands on the card already."""
    beside = [
        {
            "heading": one.heading,
            "text": one.answer.text or "",
            "caveats": [caveat.text for caveat in one.answer.caveats if caveat.severity != "note"],
            "table": table(one.answer, language),
        }
        for one in found.comparisons[1:]
    ]
    return {"beside": beside, "parts": [one.text for one in found.parts], "no_cause": found.no_cause}
