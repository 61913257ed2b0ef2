"""A mean over rows that stand for groups of different size, each counted the same."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.catalog import MetricRef
from assistant.catalog.vocabulary import Aggregation
from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats.case import Case
from assistant.explanation.caveats.own.rows import stands_for_groups
from assistant.explanation.words import sentence_case


def shown(case: Case) -> Iterator[CaveatShown]:
    """Yield the caveat where more rows were averaged than figures are shown."""
    for ref in case.asked.plan.metrics:
        if _averages_groups(case, ref) and (case.evidence.rows(ref.dataset) or 0) > max(1, len(case.shown.rows)):
            text = case.say.say("caveat.unweighted", label=sentence_case(case.asked.label(ref.dataset)))
            yield CaveatShown(f"{ref.dataset}.unweighted", "important", "computed", text)


def _averages_groups(case: Case, ref: MetricRef) -> bool:
    """Whether the metric is a plain mean and its rows stand for places or groups, not for single things."""
    catalog = case.asked.catalog
    if not any(part.kind is Aggregation.MEAN for owner, part in case.asked.components if owner == ref):
        return False
    return stands_for_groups(catalog, ref.dataset)
