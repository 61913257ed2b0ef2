"""The word for a figure may name another one, which does know the rest of the question.

"Hoeveel auto's reden er de garages in": the cars of inhabitants know no garages, the cars that drove in do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.catalog.catalog import MetricRef
from assistant.language import pieces
from assistant.linking.cover import Mention
from assistant.linking.targets import MetricTarget
from assistant.linking.words import bag_of, split, stem
from assistant.plan import Assumption, Decision, Plan, Reason, Refusal
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label
from assistant.planning.offers import Taken
from assistant.planning.phrases import say
from assistant.planning.steps.roles import role_of
from assistant.planning.translator import Request

#: So many other figures of that name are tried.
_MOST = 6
_TRIED_FOR = frozenset({Reason.LEVEL_NOT_AVAILABLE, Reason.UNKNOWN_MEMBER, Reason.UNKNOWN_CONCEPT})


def another_figure(draft: Draft, refused: Refusal, once: Callable[[Request], Decision]) -> Plan | None:
    """Return the plan of the only other figure that the word names as a part and that takes the whole question."""
    request = draft.request
    if refused.reason not in _TRIED_FOR or request.taken or request.previous is not None or len(draft.metrics) != 1:
        return None
    chosen = draft.metrics[0]
    for mention in draft.mentions:
        named = {one.target.ref for one in mention.links if isinstance(one.target, MetricTarget)}
        if role_of(mention) is not MetricTarget or chosen not in named:
            continue
        plans = {}
        for ref in _called_alike(draft, mention, chosen)[:_MOST]:
            if refused.reason is Reason.UNKNOWN_CONCEPT and not _is_called_so(draft, ref, refused.lacking):
                continue
            decision = once(replace(request, taken=(Taken(mention.first, mention.last, ref),)))
            if isinstance(decision, Plan) and decision.metrics == (ref,):
                plans[ref] = decision
        if len(plans) == 1:
            ref, plan = next(iter(plans.items()))
            label = metric_label(draft.knowledge.catalog, ref, plan.language)
            said = say("assume_word", plan.language, word=draft.text(mention), meaning=label)
            return replace(plan, assumptions=(Assumption("word", said), *plan.assumptions))
    return None


def _called_alike(draft: Draft, mention: Mention, chosen: MetricRef) -> list[MetricRef]:
    """The figures whose names hold all words of the mention, the shortest names first."""
    index = draft.knowledge.index
    bag = bag_of(split(draft.text(mention)), index.parts)
    found: dict[MetricRef, None] = {}
    for phrase in (one for word in bag for one in index.holding(word)):
        if isinstance(phrase.target, MetricTarget) and bag <= phrase.bag and phrase.target.ref != chosen:
            found[phrase.target.ref] = None
    return list(found)


def _is_called_so(draft: Draft, ref: MetricRef, lacking: tuple[str, ...]) -> bool:
    """Whether a name of the figure holds the root of every word that is not understood: "gebouwd" of "nieuwbouw"."""
    metric = draft.knowledge.catalog.metric(ref)
    label = [metric.label.say(draft.language)] if metric.label else []
    said = {word for text in (*label, *metric.synonyms.all()) for word in split(text)}
    known = {form for word in said for part in (*pieces(word), word) for form in (part, stem(part))}
    words = [word for text in lacking for word in split(text)]
    return bool(words) and all({word, stem(word), stem(word).removesuffix("en")} & known for word in words)
