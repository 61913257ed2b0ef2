""" "Wat gaven we uit aan …": of expenses and income, which are alternatives, the expenses are meant."""

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
    if not draft.analysis.has(CueKind.SPENDING):
        return None
    for dataset in draft.datasets():
        for field in draft.knowledge.catalog.by_name[dataset].fields:
            ref = FieldRef(dataset, field.name)
            said = draft.filter_on(ref) is not None or any(part.field == ref for part in draft.splits)
            spent = [doc for doc in field.members if _is_spending(doc)]
            if field.exclusive and field.default is None and not said and len(spent) == 1:
                draft.filters.append(MemberFilter(ref, Op.IN, (known_member(draft, ref, spent[0].value),)))
    return None


def _is_spending(doc: MemberDoc) -> bool:
    return any(words("expenses").intersection(split(text)) for text in _names(doc))


def _names(doc: MemberDoc) -> Iterator[str]:
    yield doc.value
    yield from (text for text in (doc.label.nl, doc.label.en) if text) if doc.label else ()
