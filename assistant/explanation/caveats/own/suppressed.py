"""Cells that are not shown because the counts are small."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats.case import Case


def shown(case: Case) -> Iterator[CaveatShown]:
    """Yield one caveat per dataset with withheld cells."""
    owners = {case.shown.metric_of(column).dataset for _, column in case.shown.withheld}
    for dataset in sorted(owners):
        yield CaveatShown(f"{dataset}.suppressed", "important", "computed", case.say.say("caveat.suppressed"))
