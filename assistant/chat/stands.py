"""A figure beside others, as the card shows it: what each comparison says, with its table and what to know of it."""

from __future__ import annotations

from typing import Any

from assistant.catalog.text import Language
from assistant.chat.table import table
from assistant.explanation.standing import Standing


def stands(found: Standing, language: Language) -> dict[str, Any]:
    """Return the properties of the panel; the figure itself stands on the card already, with its caveats.

    A caveat is said at the first comparison that it belongs to, and not with each one again.
    """
    said = {caveat.id for one in found.comparisons[:1] for caveat in one.answer.caveats}
    beside = []
    for one in found.comparisons[1:]:
        fresh = [caveat for caveat in one.answer.caveats if caveat.severity != "note" and caveat.id not in said]
        said |= {caveat.id for caveat in fresh}
        beside.append(
            {
                "heading": one.heading,
                "text": one.answer.text or "",
                "caveats": [caveat.text for caveat in fresh],
                "table": table(one.answer, language),
            }
        )
    return {"beside": beside, "parts": [one.text for one in found.parts], "no_cause": found.no_cause}
