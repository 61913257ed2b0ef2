"""Figures that are not final."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats.asked import Asked
from assistant.explanation.caveats.case import Case
from assistant.explanation.caveats.evidence import Probe


def probes(asked: Asked) -> Iterator[tuple[str, str, Probe]]:
    """Yield the documented condition of provisional rows."""
    for dataset in asked.facts:
        if condition := asked.catalog.by_name[dataset].provisional:
            yield dataset, "provisional", Probe(condition)


def shown(case: Case) -> Iterator[CaveatShown]:
    """Yield the caveat where a used row is provisional."""
    for dataset in case.asked.facts:
        if case.evidence.met(dataset, "provisional"):
            text = case.say.say("caveat.provisional", label=case.asked.label(dataset))
            yield CaveatShown(f"{dataset}.provisional", "important", "computed", text)
