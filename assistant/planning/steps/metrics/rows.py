"""Rows in a state: "hoeveel meldingen stonden open", "werden afgehandeld", "kwamen binnen".

A table of events documents one figure for each: the rows by the day they began, by the day they ended, and the rows
that are running. The verb chooses between the figures of one dataset; a state that no figure documents stays
unexplained.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.catalog.catalog import MetricRef
from assistant.catalog.dataset import Dataset
from assistant.catalog.metric import Metric
from assistant.catalog.vocabulary import Aggregation
from assistant.language import CueKind
from assistant.linking.cover import Mention
from assistant.linking.targets import MemberTarget, MetricTarget
from assistant.linking.words import split
from assistant.planning.draft import Draft
from assistant.planning.steps.roles import role_of

State = Callable[[Dataset, Metric], bool]
#: A figure whose name comes this near is meant by a word that names a member.
_NEARLY = 0.1


def rows_in_state(draft: Draft) -> None:
    """Choose the figure of the state that the question names, where exactly one is documented."""
    for kind, state in _STATES.items():
        cues = draft.cues(kind)
        if not cues or len(draft.metrics) != 1:
            continue
        ref = draft.metrics[0]
        dataset = draft.knowledge.catalog.by_name[ref.dataset]
        if not counts_rows(dataset.metrics[ref.metric]):
            for cue in (one for one in cues if _says_so(draft, ref, one.text)):
                draft.claim(cue.first, cue.last, str(ref))
            continue
        found = [name for name, metric in dataset.metrics.items() if counts_rows(metric) and state(dataset, metric)]
        if ref.metric in found or len(found) == 1:
            draft.metrics[0] = ref if ref.metric in found else MetricRef(ref.dataset, found[0])
            for cue in cues:
                draft.claim(cue.first, cue.last, str(draft.metrics[0]))


def _says_so(draft: Draft, ref: MetricRef, said: str) -> bool:
    """Whether the figure is called by the state itself: "lopen" of "lopende voorzieningen"."""
    metric = draft.knowledge.catalog.metric(ref)
    labels = [metric.label.say(draft.language)] if metric.label else []
    return any(word.startswith(split(said)[0]) for label in labels for word in split(label))


def in_state(draft: Draft, ref: MetricRef) -> bool:
    """Whether a figure is of rows in the state that the question names, also by the name of a time field."""
    dataset = draft.knowledge.catalog.by_name[ref.dataset]
    kinds = [kind for kind in _STATES if draft.analysis.cues_of(kind)]
    if not kinds:
        return True
    fitting = {
        name
        for name, metric in dataset.metrics.items()
        if counts_rows(metric) and any(_STATES[kind](dataset, metric) for kind in kinds)
    }
    if not fitting:
        return kinds == [CueKind.BEGUN]  # any figure of what came in may be said so
    metric = dataset.metrics[ref.metric]
    # The plain count of the rows is exchanged for the figure of the state later on.
    plain = counts_rows(metric) and metric.running is None and metric.filter is None
    return ref.metric in fitting or plain


def rows_of_a_kind(draft: Draft) -> None:
    """Choose "weigeringen" in "hoeveel aanvragen zijn er geweigerd": a member, and nearly a figure of the same rows."""
    if len(draft.metrics) != 1:
        return
    ref = draft.metrics[0]
    dataset = draft.knowledge.catalog.by_name[ref.dataset]
    if not counts_rows(dataset.metrics[ref.metric]) or dataset.metrics[ref.metric].filter:
        return
    for mention in list(draft.open_mentions()):
        if role_of(mention) is not MemberTarget:
            continue
        own = {one for one in figures_of_member(draft, mention) if one.dataset == ref.dataset}
        own = {one for one in own if counts_rows(dataset.metrics[one.metric])}
        if len(own) == 1:
            draft.metrics[0] = own.pop()
            draft.claim(mention.first, mention.last, str(draft.metrics[0]))
            return


def figures_of_member(draft: Draft, mention: Mention) -> set[MetricRef]:
    """Return the figures that count exactly the rows of a member, or are called nearly what it is called."""
    close = [one for one in mention.links if one.score >= mention.best.score - _NEARLY]
    named = {one.target.ref for one in close if isinstance(one.target, MetricTarget)}
    for _, target in draft.candidates(mention, MemberTarget):
        rule = rf'\s*"?{re.escape(target.ref.field)}"?\s*=\s*\'?{re.escape(target.member.value)}\'?\s*'
        for name, metric in draft.knowledge.catalog.by_name[target.ref.dataset].metrics.items():
            if metric.filter and counts_rows(metric) and re.fullmatch(rule, metric.filter, re.IGNORECASE):
                named.add(MetricRef(target.ref.dataset, name))
    return named


def counts_rows(metric: Metric) -> bool:
    """Whether a figure is a number of rows."""
    return metric.running is not None or (metric.aggregation is Aggregation.COUNT and metric.expression is None)


def _running(dataset: Dataset, metric: Metric) -> bool:
    return metric.running is not None


def _begun(dataset: Dataset, metric: Metric) -> bool:
    return metric.running is None and metric.filter is None and _time(dataset, metric) == _ends(dataset)[0]


def _ended(dataset: Dataset, metric: Metric) -> bool:
    return metric.running is None and _time(dataset, metric) == _ends(dataset)[1]


def _time(dataset: Dataset, metric: Metric) -> str | None:
    first = dataset.time_fields[0].name if dataset.time_fields else None
    return metric.time or first


def _ends(dataset: Dataset) -> tuple[str | None, str | None]:
    """Return the fields in which the rows of a dataset begin and end: of its running figure, else its time fields."""
    for metric in dataset.metrics.values():
        if metric.running is not None:
            return metric.running.from_, metric.running.to
    names = [field.name for field in dataset.time_fields]
    return (names[0], names[1]) if len(names) == 2 else (None, None)


_STATES: dict[CueKind, State] = {CueKind.RUNNING: _running, CueKind.BEGUN: _begun, CueKind.ENDED: _ended}
