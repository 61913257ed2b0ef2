"""Which points of a chart carry a mark: asked of the rows behind each period, only where the answer has the caveat."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from assistant.answering.evidence import provisional_in
from assistant.catalog.period import Period
from assistant.engines.base import Engine
from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats import Asked, Evidence
from assistant.explanation.caveats.case import Case
from assistant.explanation.caveats.own.partial_period import partly_there
from assistant.explanation.marks import Marks
from assistant.explanation.shown import Shown


def marked(
    shown: Shown, caveats: tuple[CaveatShown, ...], engine: Engine, role: str, as_of: dt.date | None = None
) -> Shown:
    """Return what is shown with the marks of its caveats: a caveat that is not shown marks no point."""
    ids = {caveat.id for caveat in caveats}
    if shown.time is None:
        facts = Asked(shown.plan, shown.catalog, engine.profile).facts
        return replace(shown, marks=Marks(not_final=any(f"{dataset}.provisional" in ids for dataset in facts)))
    if not caveats:
        return shown
    breaks = frozenset(caveat.id for caveat in caveats if caveat.kind == "break")
    held = sorted({period for row in range(len(shown.rows)) if (period := shown.period(row))})
    asked = Asked(shown.plan, shown.catalog, engine.profile)
    case = Case(asked, Evidence({}), shown, as_of)
    partial = {
        period.text
        for dataset in asked.facts
        if f"{dataset}.partial_period" in ids
        for period in {*held[:1], *held[-1:]}
        if partly_there(case, dataset, period)
    }
    provisional = {
        text
        for dataset in asked.facts
        if f"{dataset}.provisional" in ids
        for text in _provisional(shown, engine, role, dataset, held)
    }
    return replace(shown, marks=Marks(breaks, frozenset(provisional), frozenset(partial)))


def _provisional(shown: Shown, engine: Engine, role: str, dataset: str, held: list[Period]) -> Iterator[str]:
    """Yield the periods whose rows are provisional: looked for from the newest on, up to the first that are final."""
    found = False
    for period in reversed(held):
        if provisional_in(shown, engine, role, dataset, period.text):
            found = True
            yield period.text
        elif found:
            return
