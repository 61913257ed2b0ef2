"""Refusals that only the data, the engine or the reader's role can give rise to."""

from __future__ import annotations

from assistant.answering.mergers import merged
from assistant.answering.words import say
from assistant.catalog.catalog import Catalog, MetricRef
from assistant.catalog.dataset import Break
from assistant.catalog.formula import formula
from assistant.catalog.profile import DataProfile
from assistant.engines.base import EngineFailure, FailureKind
from assistant.plan import (
    CatalogQuestion,
    Change,
    CountMembers,
    MemberFilter,
    Op,
    Plan,
    Reason,
    Refusal,
    divided,
    underlying,
)
from assistant.planning.names import metric_label

_REASONS = {FailureKind.TIMEOUT: Reason.TIMEOUT, FailureKind.TOO_LARGE: Reason.TOO_LARGE}


def datasets_of(plan: Plan, catalog: Catalog) -> tuple[str, ...]:
    """Return the fact datasets that a plan's figures rest on, the leading one first."""
    refs = list(plan.metrics)
    if (by := divided(plan.calculation)) is not None:
        refs.append(by.denominator)
    if plan.order is not None and isinstance(plan.order.by, MetricRef):
        refs.append(plan.order.by)
    refs += [condition.metric for condition in plan.conditions]
    return tuple(dict.fromkeys(name for ref in refs for name in formula(catalog, ref).datasets))


def open_to(catalog: Catalog, role: str) -> Catalog:
    """Return the catalogue as ``role`` may see it."""
    visible = tuple(dataset for dataset in catalog.datasets if not dataset.access or role in dataset.access)
    if len(visible) == len(catalog.datasets):
        return catalog
    return Catalog.model_construct(**(dict(catalog) | {"datasets": visible}))


def not_permitted(plan: Plan | CatalogQuestion, names: tuple[str, ...], catalog: Catalog, role: str) -> Refusal | None:
    """Return the refusal when ``role`` may not see one of the datasets."""
    for name in names:
        dataset = catalog.by_name[name]
        if dataset.access and role not in dataset.access:
            title = dataset.title.say(plan.language) if dataset.title else name
            owner = dataset.owner.name if dataset.owner else say("data_team", plan.language)
            text = say("not_permitted", plan.language, dataset=title, owner=owner)
            return Refusal(Reason.NOT_PERMITTED, text, plan.language, (), plan.words, plan.translator)
    return None


def stopped(plan: Plan, failure: EngineFailure) -> Refusal | None:
    """Return the refusal for a query that was stopped; None when it broke, which is our own fault."""
    reason = _REASONS.get(failure.kind)
    if reason is None:
        return None
    return Refusal(reason, say(reason.value, plan.language), plan.language, (), plan.words, plan.translator)


def picked_over_break(plan: Plan, catalog: Catalog, found: Break) -> Refusal | None:
    """Return the refusal where members are picked by a change over a break: of them that change is not computed."""
    counted = underlying(plan.calculation)
    by_change = isinstance(counted, Change) or any(one.on_change for one in plan.conditions)
    by_change = by_change or (isinstance(counted, CountMembers) and isinstance(counted.of, Change))
    picked = plan.limit is not None or bool(plan.conditions) or isinstance(counted, CountMembers)
    if plan.per is not None or not (by_change and picked):
        return None
    label = metric_label(catalog, plan.metrics[0], plan.language)
    text = say("picked_over_break", plan.language, why=found.text.say(plan.language), when=found.at, metric=label)
    return Refusal(Reason.NOT_COMPARABLE, text, plan.language, (label,), plan.words, plan.translator)


def nothing_there(plan: Plan, catalog: Catalog, profile: DataProfile) -> Refusal:
    """Return the refusal for a question that no row of the data answers; a merger that is the reason is told."""
    label = metric_label(catalog, plan.metrics[0], plan.language)
    why = [
        text
        for item in plan.filters
        if isinstance(item, MemberFilter) and item.op is Op.IN and plan.period is not None
        for member in item.members
        for text in merged(item.field, member, plan.period.start, plan.period.end, catalog, profile, plan.language)
    ]
    text = " ".join((*why, say("no_data", plan.language, metric=label)))
    return Refusal(Reason.NO_DATA_FOR_PERIOD, text, plan.language, (label,), plan.words, plan.translator)
