"""No figure is named: the one that the members or the dataset in the question can only be about."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.catalog import MetricRef
from assistant.catalog.formula import formula
from assistant.catalog.levels import levels_of
from assistant.language import CueKind
from assistant.linking.cover import Mention
from assistant.linking.targets import DatasetTarget, GroupTarget, LevelTarget, MemberTarget
from assistant.linking.words import split, stem
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label
from assistant.planning.steps.bracketed import metric_of_bracket
from assistant.planning.steps.metrics.fields import fields_of
from assistant.planning.steps.metrics.spending import money_metrics
from assistant.planning.steps.metrics.unknown import no_metric, unknown_words
from assistant.planning.steps.metrics.which import which_metric
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.roles import role_of


def inferred(draft: Draft) -> Outcome:
    """Find the one metric that the members or the dataset in the question can be about."""
    if draft.request.previous is not None:
        return None
    for mention in draft.open_mentions():
        role = role_of(mention)
        chosen = draft.taken(mention)
        refs = [chosen] if chosen else _about(draft, mention)
        if len(refs) == 1:
            _assume(draft, mention, refs[0])
            return None
        if refs and (role is DatasetTarget or draft.has(CueKind.SPENDING)):
            return which_metric(draft, mention, refs, "which_dataset_metric")
    metric_of_bracket(draft)
    if not draft.metrics:
        _by_size(draft)
    return None if draft.metrics else no_metric(draft)


def _about(draft: Draft, mention: Mention) -> list[MetricRef]:
    """Return the metrics that a mention of a dataset or member may be about, as few as the question allows."""
    catalog = draft.knowledge.catalog
    role = role_of(mention)
    if role is DatasetTarget:
        names = [target.name for _, target in draft.candidates(mention, DatasetTarget)]
    elif role in (MemberTarget, GroupTarget):
        names = [field.dataset for field in fields_of(draft, mention)]
    else:
        return []
    refs = [MetricRef(name, metric) for name in dict.fromkeys(names) for metric in catalog.by_name[name].metrics]
    refs = money_metrics(draft, refs)
    additive = [ref for ref in refs if formula(catalog, ref).additive]
    if role is not DatasetTarget and (named := _in_its_name(draft, mention, refs)):
        return named
    counted = bool(additive) and draft.has(CueKind.COUNT)
    return additive if counted or (len(additive) == 1 and role is not DatasetTarget) else refs


def _in_its_name(draft: Draft, mention: Mention, refs: list[MetricRef]) -> list[MetricRef]:
    """ "Corporatiewoningen" are "woningen": the figure whose name the member's own name ends in."""
    ends = {stem(words[-1]) for text in _names(draft, mention) if (words := split(text))}
    found = []
    for ref in refs:
        metric = draft.knowledge.catalog.metric(ref)
        spoken = [metric.name.replace("_", " "), *metric.synonyms.all()]
        spoken += [text for text in (metric.label.nl, metric.label.en) if text] if metric.label else []
        single = {stem(words[0]) for text in spoken if len(words := split(text)) == 1}
        if any(end == one or (len(one) > 3 and end.endswith(one)) for end in ends for one in single):
            found.append(ref)
    return found


def _names(draft: Draft, mention: Mention) -> Iterator[str]:
    yield draft.text(mention)
    for _, target in draft.candidates(mention, MemberTarget):
        for doc in draft.knowledge.catalog.field(target.ref).members:
            if doc.value == target.member.value and doc.label:
                yield from (text for text in (doc.label.nl, doc.label.en) if text)


def _assume(draft: Draft, mention: Mention, ref: MetricRef) -> None:
    draft.metrics.append(ref)
    label = metric_label(draft.knowledge.catalog, ref, draft.language)
    draft.assume("word", "assume_word", word=draft.text(mention), meaning=label)
    if role_of(mention) is DatasetTarget:
        draft.claim(mention.first, mention.last, str(ref))


def _by_size(draft: Draft) -> None:
    """ "Welke gemeenten krimpen?", "de grootste wijk": size without more is the first documented denominator."""
    catalog = draft.knowledge.catalog
    places = any(_is_place(draft, mention) for mention in draft.open_mentions())
    cue = next(iter(draft.cues(CueKind.CHANGE, CueKind.TOP, CueKind.COMPARATIVE)), None)
    if not (places and cue and catalog.denominators) or unknown_words(draft):
        return
    ref = MetricRef.parse(catalog.denominators[0].metric)
    draft.metrics.append(ref)
    draft.assume("word", "assume_size", word=cue.text, meaning=metric_label(catalog, ref, draft.language))


def _is_place(draft: Draft, mention: Mention) -> bool:
    return role_of(mention) is LevelTarget or any(
        levels_of(draft.knowledge.catalog, ref) is not None for ref in fields_of(draft, mention)
    )
