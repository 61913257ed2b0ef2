"""Groups whose labels say from which number to which: ages, sizes."""

from __future__ import annotations

import re

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.field import MemberDoc
from assistant.catalog.formula import formula
from assistant.language import CueKind
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label
from assistant.planning.words import words

_NUMBERS = re.compile(r"\d+")
OPEN = 10_000
Range = tuple[int, int]


def metric_of_bracket(draft: Draft) -> None:
    """A bracket without a metric is about the one additive metric of a dataset that has such members."""
    if draft.metrics or not draft.cues(CueKind.BRACKET):
        return
    catalog = draft.knowledge.catalog
    for dataset in catalog.datasets:
        own = any(ranges(draft, FieldRef(dataset.name, field.name)) for field in dataset.fields)
        additive = [MetricRef(dataset.name, name) for name in dataset.metrics]
        additive = [ref for ref in additive if formula(catalog, ref).additive]
        if own and len(additive) == 1:
            draft.metrics.append(additive[0])
            label = metric_label(catalog, additive[0], draft.language)
            draft.assume("word", "assume_word", word=draft.cues(CueKind.BRACKET)[0].text, meaning=label)
            return


def ranges(draft: Draft, ref: FieldRef) -> dict[str, Range]:
    """Return the members of a field whose labels say from which number to which; empty unless all parts do."""
    field = draft.knowledge.catalog.field(ref)
    parts = [doc for doc in field.members if doc.value != field.total]
    found = {doc.value: span for doc in parts if (span := _range_of(doc)) is not None}
    return found if len(found) == len(parts) > 1 else {}


def _range_of(doc: MemberDoc) -> Range | None:
    for text in (doc.label.say("nl") if doc.label else "", doc.label.say("en") if doc.label else "", doc.value):
        numbers = [int(one) for one in _NUMBERS.findall(text)]
        spoken = set(text.casefold().replace("-", " ").split())
        if len(numbers) == 2 and numbers[0] < numbers[1]:
            # "15 tot 25" leaves 25 out; "15 tot en met 24", "15-24" hold both ends.
            return numbers[0], numbers[1] - (1 if spoken & words("up_to") and not spoken & words("inclusive") else 0)
        if len(numbers) == 1 and (spoken & words("and_over") or "+" in text or "plus" in text.casefold()):
            return numbers[0], OPEN
        if len(numbers) == 1 and spoken & words("under"):
            return 0, numbers[0] - 1
    return None
