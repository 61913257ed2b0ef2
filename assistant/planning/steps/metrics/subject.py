"""What figures a word for data or for a member can be about, as few as the rest of the question allows."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.formula import formula
from assistant.catalog.graph import conformed
from assistant.catalog.levels import levels_of
from assistant.catalog.text import Synonyms, Text
from assistant.catalog.units import is_money, is_percentage
from assistant.catalog.vocabulary import Aggregation, FieldRole, OverTime
from assistant.language import CueKind
from assistant.linking.cover import Mention
from assistant.linking.targets import (
    DatasetTarget,
    FieldTarget,
    LevelTarget,
    MemberTarget,
)
from assistant.linking.words import split, stem
from assistant.planning.draft import NEAR, Draft, metric_reaches
from assistant.planning.steps.metrics.by_degree import says_how
from assistant.planning.steps.metrics.fields import fields_of
from assistant.planning.steps.metrics.how_long import asks_time
from assistant.planning.steps.metrics.spending import money_metrics
from assistant.planning.steps.roles import role_of
from assistant.planning.steps.units import is_duration
from assistant.planning.words import words


def about(draft: Draft, mention: Mention) -> list[MetricRef]:
    """Return the metrics that a mention of a dataset or member may be about, as few as the question allows."""
    catalog = draft.knowledge.catalog
    names = _datasets(draft, mention)
    refs = [MetricRef(name, metric) for name in dict.fromkeys(names) for metric in catalog.by_name[name].metrics]
    refs = _on_that_day(draft, money_metrics(draft, refs))
    if asks_time(draft):
        refs = [ref for ref in refs if is_duration(draft, ref)] or refs
    by_member = role_of(mention) is not DatasetTarget and not titles(mention)
    if by_member and (named := _in_its_name(draft, mention, refs)):
        return named
    additive = [ref for ref in refs if formula(catalog, ref).additive]
    if draft.has(CueKind.COUNT) and additive:
        rows = [ref for ref in additive if _counts_all_rows(draft, ref)] if by_member else []
        return _main(draft, rows if len(rows) == 1 else additive) if by_member else additive
    # Of a member the part is asked, and not the one percentage that its data happen to have.
    if not by_member and (draft.has(CueKind.PERCENT, CueKind.SHARE) or _in_points(draft)):
        refs = [ref for ref in refs if is_percentage(catalog.metric(ref).unit)] or refs
    if by_member and _asks_a_quality(draft, refs):
        return refs  # what "de drukste maand" has most of is not said
    return _main(draft, refs) if by_member else refs


def _on_that_day(draft: Draft, refs: list[MetricRef]) -> list[MetricRef]:
    """On a day there is what is counted on it; what happens in the course of time is seldom asked of one day."""
    if not any(span.moment is not None for span in draft.analysis.periods):
        return refs
    catalog = draft.knowledge.catalog
    stocks = [
        ref
        for ref in refs
        if all(part.running is not None or part.over_time is OverTime.LAST for part in formula(catalog, ref).components)
    ]
    return stocks or refs


def _asks_a_quality(draft: Draft, refs: list[MetricRef]) -> bool:
    """Whether more or most is asked of something that no figure is called by: "druk", "veilig"."""
    asked = (cue.args.get("adjective") for cue in draft.cues(CueKind.TOP, CueKind.COMPARATIVE))
    plain = words("amount_adjectives") | words("pace")
    strange = [one for one in asked if isinstance(one, str) and one not in plain]
    return any(not any(says_how(draft, ref, one) for ref in refs) for one in strange)


def _in_points(draft: Draft) -> bool:
    return any(cue.args.get("form") == "points" for cue in draft.cues(CueKind.CHANGE))


def _main(draft: Draft, refs: list[MetricRef]) -> list[MetricRef]:
    """Return the figure that a dataset is about: the one of its name, else the first that it documents."""
    catalog = draft.knowledge.catalog
    for ref in refs if len({ref.dataset for ref in refs}) == 1 else ():
        dataset, metric = catalog.by_name[ref.dataset], catalog.metric(ref)
        names = {split(text) for text in _texts(dataset.title, dataset.synonyms, dataset.name)}
        if names & {split(text) for text in _texts(metric.label, metric.synonyms, metric.name)}:
            return [ref]
    if refs and refs == [ref for ref in refs if ref.dataset == refs[0].dataset]:
        first = MetricRef(refs[0].dataset, next(iter(catalog.by_name[refs[0].dataset].metrics)))
        alike = [ref for ref in refs if is_money(catalog.metric(ref).unit)]
        # Expenses and income, planned and spent: which amount is meant decides the answer, and is asked.
        return [first] if first in refs and not (first in alike and len(alike) > 1) else refs
    return refs


def _texts(label: Text | None, synonyms: Synonyms, name: str) -> list[str]:
    return (
        [*(text for text in (label.nl, label.en) if text), *synonyms.all(), name] if label else [*synonyms.all(), name]
    )


def reaching(draft: Draft, mention: Mention, refs: list[MetricRef]) -> list[MetricRef]:
    """Keep the figures that know every other member and dimension that is named."""
    catalog = draft.knowledge.catalog
    others = [
        [ref for ref in fields_of(draft, one) if catalog.field(ref).role is not FieldRole.TIME]
        for one in draft.open_mentions()
        if one is not mention
    ]
    return [
        ref
        for ref in refs
        if all(not fields or any(metric_reaches(draft.knowledge, ref, one) for one in fields) for fields in others)
    ]


def titles(mention: Mention) -> list[str]:
    """A word that is the title of a dataset as well as a member of another one is about the dataset."""
    best = mention.best.score
    return [
        one.target.name for one in mention.links if isinstance(one.target, DatasetTarget) and one.score >= best - NEAR
    ]


def _datasets(draft: Draft, mention: Mention) -> list[str]:
    role = role_of(mention)
    if role is DatasetTarget or (role is MemberTarget and titles(mention)):
        return titles(mention)
    if role is FieldTarget and all(
        draft.knowledge.catalog.field(ref).role is FieldRole.TIME for ref in fields_of(draft, mention)
    ):
        return []
    if role is LevelTarget or (role is FieldTarget and _leans(draft)):
        return []  # "en per wijk?" leans on a turn before, and there is none
    fields = fields_of(draft, mention)
    # A place says nothing about what is asked of it.
    return [] if any(_is_place_field(draft, field) for field in fields) else [field.dataset for field in fields]


def _leans(draft: Draft) -> bool:
    """Whether the question begins as one that goes on with another: "en …", not "… die in 2024 zijn afgedaan"."""
    return any(cue.first == 0 for cue in draft.analysis.cues_of(CueKind.FOLLOW_UP))


def _is_place_field(draft: Draft, field: FieldRef) -> bool:
    """Whether a levelled field is that of the places: of home, or in a dataset that has no figures of its own."""
    catalog = draft.knowledge.catalog
    if levels_of(catalog, field) is None:
        return False
    home = conformed(catalog, catalog.home.ref) if catalog.home else None
    return conformed(catalog, field) == home or not catalog.by_name[field.dataset].metrics


def _counts_all_rows(draft: Draft, ref: MetricRef) -> bool:
    """Of a table of rows the plain count is what "how many" asks for."""
    metric = draft.knowledge.catalog.metric(ref)
    plain = metric.filter is None and metric.running is None and metric.expression is None
    return plain and metric.aggregation is Aggregation.COUNT


def _in_its_name(draft: Draft, mention: Mention, refs: list[MetricRef]) -> list[MetricRef]:
    """ "Corporatiewoningen" are "woningen": the figure whose name the member's own name ends in."""
    ends = {stem(words[-1]) for text in _names(draft, mention) if (words := split(text))}
    found = []
    for ref in refs:
        metric = draft.knowledge.catalog.metric(ref)
        label = metric.label.say(draft.language) if metric.label else metric.name.replace("_", " ")
        spoken = [label, *metric.synonyms.all()]
        single = {stem(words[0]) for text in spoken if len(words := split(text)) == 1}
        if any(end == one or (len(one) > 3 and end.endswith(one)) for end in ends for one in single):
            found.append(ref)
    return found


def _names(draft: Draft, mention: Mention) -> Iterator[str]:
    yield draft.text(mention)
    for _, target in draft.candidates(mention, MemberTarget):
        for doc in draft.knowledge.catalog.field(target.ref).members:
            if doc.value == target.member.value and doc.label:
                yield doc.label.say(draft.language)
