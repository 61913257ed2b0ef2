"""A plan as a question in words: its own reading, each part of which stands for what it stands for."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.catalog import Catalog
from assistant.explanation.interpretation import text
from assistant.explanation.names import members_word, metric_label
from assistant.explanation.periods import plain
from assistant.plan import MemberFilter, Plan, WordUse


def worded(plan: Plan, catalog: Catalog) -> tuple[str, tuple[WordUse, ...]]:
    """Return the question, and its words with what each stands for."""
    question = text(plan, catalog)
    found = []
    for said, meaning in _said(plan, catalog):
        start = question.find(said)
        if said and start >= 0:
            found.append(WordUse(said, meaning, start, start + len(said)))
    return question, tuple(sorted(found, key=lambda word: word.start))


def _said(plan: Plan, catalog: Catalog) -> Iterator[tuple[str, str]]:
    for ref in plan.metrics:
        yield metric_label(catalog, ref, plan.language), str(ref)
    for split in plan.splits:
        level = f":{split.level}" if split.level else ""
        yield members_word(catalog, split.field, split.level, plan.language, 1), f"{split.field}{level}"
    for item in plan.filters:
        if isinstance(item, MemberFilter):
            for member in item.members:
                yield member.label, f"{item.field}={member.value}"
    if plan.period is not None:
        yield plain(plan.period.compare_to or plan.period.start, plan.language), "period"
        if not plan.period.single:
            yield plain(plan.period.end, plan.language), "period"
