"""Everything a caveat is decided on: the plan, the evidence, the cells shown, and today's date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assistant.explanation.caveats.asked import Asked
from assistant.explanation.caveats.evidence import Evidence
from assistant.explanation.shown import Shown
from assistant.explanation.words import Words, words


@dataclass(frozen=True)
class Case:
    """One answer, as far as its caveats are concerned."""

    asked: Asked
    evidence: Evidence
    shown: Shown
    as_of: dt.date | None = None

    @property
    def say(self) -> Words:
        """The words of the question's language."""
        return words(self.asked.plan.language)
