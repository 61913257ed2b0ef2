"""A figure that has no row of its own at the asked level and was added up from a finer one."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.explanation import names
from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats.case import Case
from assistant.explanation.caveats.levels import summed_from
from assistant.explanation.caveats.own.rows import stands_for_groups


def shown(case: Case) -> Iterator[CaveatShown]:
    """Yield the caveat per dataset that was added up."""
    for dataset, field, wanted, used in summed_from(case.asked):
        catalog, language = case.asked.catalog, case.asked.plan.language
        if not stands_for_groups(catalog, dataset):
            continue  # Single things are counted anew at any level.
        levels = [names.members_word(catalog, field, level, language, 1) for level in (wanted, used)]
        text = case.say.say("caveat.summed_level", label=case.asked.label(dataset), level=levels[0], finer=levels[1])
        yield CaveatShown(f"{dataset}.summed_level", "note", "computed", text)
