"""A why, will or should question: the figures are shown, and what they cannot settle is said beside them."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats.case import Case


def shown(case: Case) -> Iterator[CaveatShown]:
    """Yield the blocking caveat of the question's premise."""
    premise = case.asked.plan.premise
    if premise is not None:
        text = case.say.say(f"caveat.{premise.value}")
        yield CaveatShown(f"catalog.{premise.value}", "blocking", "computed", text)
