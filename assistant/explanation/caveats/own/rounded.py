"""Counts that are rounded so that nobody can be recognised."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.catalog import Catalog, MetricRef
from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats.case import Case
from assistant.sql.query import ColumnRole
from assistant.validation.disclosure import metric_rule


def shown(case: Case) -> Iterator[CaveatShown]:
    """Yield the caveat where figures were rounded: counts of persons, not what is worked out from them."""
    for column in case.shown.columns:
        ref = column.metric
        if ref is None or column.role is not ColumnRole.METRIC or column.counts != (column.name,):
            continue
        step = rounding_step(case.asked.catalog, ref)
        if step:
            text = case.say.say("caveat.rounded", label=case.asked.label(ref.dataset), step=step)
            yield CaveatShown(f"{ref.dataset}.rounded", "note", "computed", text)


def rounding_step(catalog: Catalog, ref: MetricRef) -> int | None:
    """Return to which multiple a metric's counts are rounded, as the disclosure rule that holds for it says."""
    rule = metric_rule(catalog, ref)
    return rule.round_to if rule is not None else None
