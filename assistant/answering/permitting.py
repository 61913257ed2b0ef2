"""What a role may see: which datasets a question reads, and what a question back or a refusal may name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.answering.refusals import datasets_of, not_permitted
from assistant.answering.words import say
from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.dataset import Dataset
from assistant.catalog.graph import conformed, local_field, reach
from assistant.catalog.text import Language, Text
from assistant.explanation.answer import CaveatShown
from assistant.plan import Clarification, Plan, Reason, Refusal
from assistant.validation.rowrights import deciding_fields, predicate_of, sees_nothing

#: Refusals that other rows could have prevented.
_FOR_WANT_OF_FIGURES = frozenset({Reason.NO_DATA_FOR_PERIOD, Reason.UNKNOWN_MEMBER, Reason.LEVEL_NOT_AVAILABLE})


def datasets_read(plan: Plan, catalog: Catalog) -> tuple[str, ...]:
    """Return every dataset that a plan's query reads, those it looks members up in included."""
    facts = datasets_of(plan, catalog)
    fields = [item.field for item in (*plan.splits, *plan.filters)]
    looked_up = [
        step.to
        for name in facts
        for field in fields
        if local_field(catalog, name, field) is None
        for step in reach(catalog, name, field) or ()
    ]
    return tuple(dict.fromkeys((*facts, *looked_up)))


def partly_seen(plan: Plan, catalog: Catalog, role: str) -> Iterator[CaveatShown]:
    """Yield, per dataset of which a role sees part of the rows, that the figures are about that part only."""
    for name in datasets_read(plan, catalog):
        dataset = catalog.by_name[name]
        if predicate_of(dataset, role) is not None:
            text = say("row_filter", plan.language, dataset=_title(dataset, plan.language))
            yield CaveatShown(f"{name}.row_filter", "blocking", "computed", text)


def told_apart(refusal: Refusal, catalog: Catalog, role: str) -> Refusal:
    """Return a refusal for want of figures that says when a role sees part of the rows they would have come from."""
    if refusal.reason not in _FOR_WANT_OF_FIGURES:
        return refusal
    said = {word.as_.partition(".")[0] for word in refusal.words}
    read = set(datasets_read(refusal.so_far, catalog)) if refusal.so_far is not None else set()
    parts = [
        say("row_filter_refused", refusal.language, dataset=_title(dataset, refusal.language))
        for dataset in catalog.datasets
        if dataset.name in said | read and predicate_of(dataset, role) is not None
    ]
    return replace(refusal, text=" ".join([refusal.text, *parts]))


def within_rights(decision: Clarification | Refusal, catalog: Catalog, role: str) -> Clarification | Refusal:
    """Return a question back or a refusal without what a role may not see; refuse when nothing else was meant."""
    if isinstance(decision, Refusal):
        closed = _closed_names(catalog, role)
        return replace(decision, nearest=tuple(name for name in decision.nearest if name.casefold() not in closed))
    options = []
    no = None
    for option in decision.options:
        refused = None
        if option.plan is not None:
            refused = not_permitted(option.plan, datasets_read(option.plan, catalog), catalog, role)
        no = no or refused
        if refused is None:
            options.append(option)
    if len(options) == len(decision.options):
        return decision
    if not options and no is not None:
        return no
    return replace(decision, options=tuple(options))


def unseen(plan: Plan, catalog: Catalog, role: str) -> Refusal | None:
    """Return the refusal when a role sees no row of a dataset, or would get a total over rows that it does not see."""
    for name in datasets_read(plan, catalog):
        dataset = catalog.by_name[name]
        predicate = predicate_of(dataset, role)
        if sees_nothing(predicate) or (predicate is not None and _takes_total(plan, dataset, predicate, catalog)):
            owner = dataset.owner.name if dataset.owner else say("data_team", plan.language)
            text = say("not_permitted", plan.language, dataset=_title(dataset, plan.language), owner=owner)
            return Refusal(Reason.NOT_PERMITTED, text, plan.language, (), plan.words, plan.translator)
    return None


def _takes_total(plan: Plan, dataset: Dataset, predicate: str, catalog: Catalog) -> bool:
    """Whether a plan takes the stored total of a dimension that decides which rows a role sees."""
    named = deciding_fields(predicate)
    divided = {local_field(catalog, dataset.name, item.field) for item in (*plan.splits, *plan.filters)}
    for field in dataset.fields:
        ref = FieldRef(dataset.name, field.name)
        total = field.total or catalog.field(conformed(catalog, ref)).total
        if total is not None and field.name in named and ref not in divided:
            return True
    return False


def _title(dataset: Dataset, language: Language) -> str:
    return dataset.title.say(language) if dataset.title else dataset.name


def _closed_names(catalog: Catalog, role: str) -> frozenset[str]:
    """Return what people call the metrics and datasets that a role may not see, unless it also stands for others."""
    closed: set[str] = set()
    opened: set[str] = set()
    for dataset in catalog.datasets:
        permitted = not dataset.access or role in dataset.access
        into = opened if permitted else closed
        into |= _said(dataset.title) | {dataset.name}
        for name, metric in dataset.metrics.items():
            into |= _said(metric.label) | {name, f"{dataset.name}.{name}"}
    return frozenset(name.casefold() for name in closed) - frozenset(name.casefold() for name in opened)


def _said(text: Text | None) -> set[str]:
    return {one for one in (text.nl, text.en) if one} if text is not None else set()
