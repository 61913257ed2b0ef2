""" "Wat gaven we uit aan …": of expenses and income the expenses are meant; of "wat leverde … op" the income."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.catalog import FieldRef
from assistant.catalog.field import MemberDoc
from assistant.language import CueKind
from assistant.linking.words import split
from assistant.plan import MemberFilter, Op
from assistant.planning.draft import Draft
from assistant.planning.steps.members import known_member
from assistant.planning.steps.outcome import Outcome
from assistant.planning.words import words


def money_that_went_out(draft: Draft) -> Outcome:
    """Keep the expenses where the data tell them from the income and the question does not."""
    cues = draft.analysis.cues_of(CueKind.SPENDING)
    if not cues:
        return None
    came_in = cues[0].args.get("way") == "in"
    for dataset in draft.datasets():
        for field in draft.knowledge.catalog.by_name[dataset].fields:
            ref = FieldRef(dataset, field.name)
            said = draft.filter_on(ref) is not None or any(part.field == ref for part in draft.splits)
            spent = [doc for doc in field.members if _is_called(doc, "income" if came_in else "expenses")]
            open_ = field.default is None or came_in
            if field.exclusive and open_ and not said and len(spent) == 1:
                draft.filters.append(MemberFilter(ref, Op.IN, (known_member(draft, ref, spent[0].value),)))
    return None


def _is_called(doc: MemberDoc, kind: str) -> bool:
    return any(words(kind).intersection(split(text)) for text in _names(doc))


def _names(doc: MemberDoc) -> Iterator[str]:
    yield doc.value
    yield from (text for text in (doc.label.nl, doc.label.en) if text) if doc.label else ()
