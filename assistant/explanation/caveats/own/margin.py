"""Survey figures: they have a margin, and a small difference can be chance."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats.asked import Asked
from assistant.explanation.caveats.case import Case
from assistant.explanation.caveats.evidence import Probe
from assistant.explanation.caveats.window import quoted


def probes(asked: Asked) -> Iterator[tuple[str, str, Probe]]:
    """Yield whether a used row has a margin."""
    for ref in asked.metrics:
        margin = asked.catalog.metric(ref).margin
        if margin is not None:
            field = margin.half_width or margin.lower or ""
            keys = frozenset(part.key for owner, part in asked.components if owner == ref)
            yield ref.dataset, f"margin_{ref.metric}", Probe(f"{quoted(field)} IS NOT NULL", keys)


def shown(case: Case) -> Iterator[CaveatShown]:
    """Yield the caveat where a shown figure has a margin."""
    for ref in case.asked.metrics:
        if case.evidence.met(ref.dataset, f"margin_{ref.metric}"):
            text = case.say.say("caveat.margin", label=case.asked.label(ref.dataset))
            yield CaveatShown(f"{ref.dataset}.margin", "important", "computed", text)
