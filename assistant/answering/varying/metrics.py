"""Another figure: the documented relatives of this one, then the others of the same data."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.varying.choices import Candidates, Known, figures
from assistant.catalog.catalog import MetricRef
from assistant.catalog.units import is_percentage
from assistant.explanation.names import metric_label
from assistant.plan import Change, Order, Origin, Per, PeriodChoice, Plan


def changeable(plan: Plan) -> bool:
    """Whether the figure can be another one: there is one, and no threshold or arithmetic is about it."""
    calculation = figures(plan).calculation
    plain = calculation is None or isinstance(calculation, Per | Change)
    return len(plan.metrics) == 1 and plain and not plan.conditions and plan.premise is None


def candidates(plan: Plan, known: Known, number: int) -> Candidates:
    """Yield the plans for other figures; one that was asked for no period in particular gets its own latest one."""
    plan = figures(plan)
    catalog, now = known.catalog, plan.metrics[0]
    related = [
        MetricRef.parse(name if "." in name else f"{now.dataset}.{name}") for name in catalog.metric(now).related
    ]
    own = [MetricRef(now.dataset, name) for name in catalog.by_name[now.dataset].metrics]
    for ref in dict.fromkeys((*related, *own)):
        if ref == now or (isinstance(plan.calculation, Per) and is_percentage(catalog.metric(ref).unit)):
            continue
        order = replace(plan.order, by=ref) if isinstance(plan.order, Order) and plan.order.by == now else plan.order
        other = replace(plan, metrics=(ref,), order=order, noun=None)
        yield metric_label(catalog, ref, plan.language), _at_its_own_time(other, known)


def _at_its_own_time(plan: Plan, known: Known) -> Plan:
    choice = plan.period
    if choice is None or not choice.single or choice.origin is not Origin.DEFAULT:
        return plan
    there = known.periods(replace(plan, period=None))
    if not there or choice.end in there:
        return plan
    return replace(plan, period=PeriodChoice(there[-1], there[-1], there[-1].grain, origin=Origin.DEFAULT))
