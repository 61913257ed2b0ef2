"""Two metrics in one question: asked together, or one of them only helps to say the other."""

from __future__ import annotations

from itertools import pairwise

from assistant.catalog.catalog import MetricRef
from assistant.catalog.formula import formula
from assistant.catalog.units import is_percentage
from assistant.language import CueKind
from assistant.linking.targets import DatasetTarget, MetricTarget
from assistant.linking.words import split, stem
from assistant.planning.draft import Draft
from assistant.planning.steps.metrics.rows import counts_rows
from assistant.planning.words import words

_BESIDE = (CueKind.COMPARE, CueKind.RATIO, CueKind.DIFFERENCE)


def drop_what_only_helps(draft: Draft) -> None:
    """Drop the metrics that belong to the name of another one, or say what another one is a property of."""
    _drop_parts_of_names(draft)
    _drop_the_whole(draft)
    _drop_the_counted(draft)
    _drop_dataset_names(draft)
    _drop_the_population(draft)
    _drop_what_defines(draft)


def meant_together(draft: Draft) -> bool:
    """Whether the question itself puts its figures beside each other, or one of them is a condition on the other."""
    beside = (*_BESIDE, CueKind.COMPARATIVE, CueKind.THRESHOLD, CueKind.SHARE)
    return draft.analysis.has(*beside) or _joined(draft)


def _joined(draft: Draft) -> bool:
    spoken = [(word.start, word.end) for word in draft.words if word.as_ in {str(ref) for ref in draft.metrics}]
    spoken.sort()
    between = [draft.analysis.text[one[1] : other[0]].split() for one, other in pairwise(spoken)]
    return any(words("join").intersection(map(str.casefold, said)) for said in between)


def _drop_parts_of_names(draft: Draft) -> None:
    """In "woningen … verkocht" the first word is part of the name of the second figure, "verkochte woningen"."""
    if draft.has(*_BESIDE) or _joined(draft):
        return
    for word in list(draft.words):
        for ref in list(draft.metrics):
            if word.as_ == str(ref) and len(draft.metrics) > 1 and _inside_other(draft, ref, word.text):
                draft.metrics.remove(ref)


def _inside_other(draft: Draft, ref: MetricRef, text: str) -> bool:
    own = [_words(draft, text)]
    for other in draft.metrics:
        if other == ref:
            continue
        # "Huizen … gesloopt": the word may be another name for a part of the name ("gesloopte woningen").
        alike = _names(draft, ref) if other.dataset == ref.dataset else []
        if any(part < name for part in (*own, *alike) for name in _names(draft, other)):
            return True
    return False


def _names(draft: Draft, ref: MetricRef) -> list[frozenset[str]]:
    metric = draft.knowledge.catalog.metric(ref)
    phrases = [*metric.synonyms.all(), *([metric.label.say(draft.language)] if metric.label else [])]
    return [_words(draft, phrase) for phrase in phrases]


def _words(draft: Draft, text: str) -> frozenset[str]:
    """The words of a name, compounds in parts: "minimahuishoudens" are "minima" and "huishoudens"."""
    parts = draft.knowledge.index.parts
    return frozenset(stem(part) for word in split(text) for part in parts(word) or (word,))


def _drop_the_whole(draft: Draft) -> None:
    """In "welk deel van de woningen is corporatiebezit" a documented share already holds the whole it is taken of."""
    if not draft.has(CueKind.SHARE, CueKind.PERCENT) or len(draft.metrics) < 2:
        return
    catalog = draft.knowledge.catalog
    shares = [ref for ref in draft.metrics if is_percentage(catalog.metric(ref).unit)]
    for ref in list(draft.metrics):
        if ref not in shares and any(share.dataset == ref.dataset for share in shares):
            draft.metrics.remove(ref)


def _drop_the_counted(draft: Draft) -> None:
    """In "doorlooptijd van meldingen" the second metric only says what the first is a property of."""
    if len(draft.metrics) != 2 or draft.has(*_BESIDE):
        return
    first, second = draft.metrics
    places = {word.as_: (word.start, word.end) for word in draft.words}
    between = draft.analysis.text[places[str(first)][1] : places[str(second)][0]].casefold().split()
    owned = bool(words("owner").intersection(between)) or not between
    if owned and first.dataset == second.dataset and not formula(draft.knowledge.catalog, first).additive:
        draft.metrics.remove(second)


def _drop_dataset_names(draft: Draft) -> None:
    """In "saldo van instroom en uitstroom bijstand" the last word only says which data the figure is from."""
    if len(draft.metrics) < 2 or draft.has(*_BESIDE) or _joined(draft):
        return
    for mention in draft.mentions:
        names = {one.target.name for one in mention.links if isinstance(one.target, DatasetTarget)}
        own = {one.target.ref for one in mention.links if isinstance(one.target, MetricTarget)}
        for ref in [one for one in draft.metrics if one in own and one.dataset in names]:
            if any(other.dataset == ref.dataset for other in draft.metrics if other not in own):
                draft.metrics.remove(ref)


def _drop_the_population(draft: Draft) -> None:
    """Drop whom a figure is about: the staff in "hoe vaak melden medewerkers zich ziek", the reports that take long."""
    if len(draft.metrics) < 2 or draft.has(*_BESIDE, CueKind.COUNT) or _joined(draft):
        return
    catalog = draft.knowledge.catalog
    divided = {str(one.metric) for one in catalog.denominators}
    for ref in list(draft.metrics):
        others = [one for one in draft.metrics if one.dataset == ref.dataset and one != ref]
        ratio = any(not formula(catalog, one).additive for one in others)
        population = str(ref) in divided and (ratio or (bool(others) and _all_of(draft, ref)))
        if population or _asks_of_people(draft, ref, divided) or (ratio and counts_rows(catalog.metric(ref))):
            draft.metrics.remove(ref)


def _asks_of_people(draft: Draft, ref: MetricRef, divided: set[str]) -> bool:
    """ "Hoe tevreden zijn de inwoners": whose mark it is, and no number of them."""
    others = [one for one in draft.metrics if one != ref]
    marks = bool(others) and all(not formula(draft.knowledge.catalog, one).additive for one in others)
    return marks and str(ref) in divided and not draft.has(CueKind.SHARE, CueKind.PERCENT, CueKind.PER_CAPITA)


def _all_of(draft: Draft, ref: MetricRef) -> bool:
    """ "The value of all pumping stations": what is said is that all count."""
    starts = {word.start for word in draft.words if word.as_ == str(ref)}
    cues = draft.analysis.cues_of(CueKind.SPLIT, CueKind.EACH)
    return any(cue.target is not None and draft.analysis.tokens[cue.target].start in starts for cue in cues)


def _drop_what_defines(draft: Draft) -> None:
    """Drop a figure of other data whose word stands in what another one is defined as: "engine … in ten minutes"."""
    if len(draft.metrics) < 2 or draft.has(*_BESIDE, CueKind.COUNT) or _joined(draft):
        return
    for word in list(draft.words):
        for ref in [one for one in draft.metrics if word.as_ == str(one)]:
            others = [one for one in draft.metrics if one.dataset != ref.dataset]
            if len(draft.metrics) > 1 and any(_defines(draft, other, word.text) for other in others):
                draft.metrics.remove(ref)


def _defines(draft: Draft, ref: MetricRef, text: str) -> bool:
    definition = draft.knowledge.catalog.metric(ref).definition
    said = {stem(one) for one in split(definition.say(draft.language))} if definition else set()
    return {stem(one) for one in split(text)} <= said
