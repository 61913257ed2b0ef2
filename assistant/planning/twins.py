"""The same figure in other data: a turn that the data of the turn before cannot answer moves to those that can."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.catalog.catalog import MetricRef
from assistant.linking.keys import GLUED, spoken_keys
from assistant.linking.targets import MetricTarget
from assistant.linking.words import split
from assistant.plan import Assumption, Decision, MemberFilter, Plan, Reason, Refusal
from assistant.planning.names import metric_label
from assistant.planning.phrases import say
from assistant.planning.translator import Knowledge, Request

#: Refusals that other data may not give.
_LACKING = frozenset({Reason.LEVEL_NOT_AVAILABLE, Reason.NO_DATA_FOR_PERIOD, Reason.UNKNOWN_MEMBER})


def twins(knowledge: Knowledge, ref: MetricRef) -> list[MetricRef]:
    """Return the other metrics that people call by a name of this one."""
    metric = knowledge.catalog.metric(ref)
    texts = [*metric.synonyms.all(), *((metric.label.nl, metric.label.en) if metric.label else ())]
    keys = [key for text in texts if text and split(text) for key in spoken_keys(split(text)) if key[0] == GLUED]
    found = knowledge.index.find(keys)
    refs = [one.target.ref for phrases in found.values() for one in phrases if isinstance(one.target, MetricTarget)]
    return [one for one in dict.fromkeys(refs) if one != ref]


def moved(
    request: Request, refused: Refusal, knowledge: Knowledge, decide: Callable[[Request], Decision]
) -> Plan | None:
    """Return the plan for a follow-up over the data of a twin, when exactly that holds what is asked."""
    before = request.previous
    if before is None or refused.reason not in _LACKING or len(before.metrics) != 1:
        return None
    for twin in twins(knowledge, before.metrics[0]):
        decision = decide(replace(request, previous=replace(before, metrics=(twin,))))
        if isinstance(decision, Plan) and twin in decision.metrics and _keeps(before, decision):
            title = knowledge.catalog.by_name[twin.dataset].title
            label = metric_label(knowledge.catalog, twin, decision.language)
            shown = f"{label} ({title.say(decision.language)})" if title else label
            said = Assumption("metric", say("assume_twin", decision.language, metric=shown))
            return replace(decision, assumptions=(*decision.assumptions, said))
    return None


def _keeps(before: Plan, after: Plan) -> bool:
    """Whether what the turn before was about is still in the plan: nothing may be lost on the way."""
    kept = {one.field for one in after.filters} | {part.field for part in after.splits}
    return all(one.field in kept for one in before.filters if isinstance(one, MemberFilter))
