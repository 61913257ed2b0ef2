"""No figure is named: the one that the members or the dataset in the question can only be about."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.formula import formula
from assistant.catalog.graph import conformed
from assistant.catalog.levels import levels_of
from assistant.catalog.text import Synonyms, Text
from assistant.catalog.units import is_money, is_percentage
from assistant.catalog.vocabulary import Aggregation, FieldRole, OverTime
from assistant.language import CueKind, light
from assistant.linking.cover import Mention
from assistant.linking.targets import (
    DatasetTarget,
    DenominatorTarget,
    FieldTarget,
    LevelTarget,
    MemberTarget,
    MetricTarget,
)
from assistant.linking.words import split, stem
from assistant.plan import Premise
from assistant.planning.draft import NEAR, Draft, metric_reaches
from assistant.planning.names import member_label, metric_label
from assistant.planning.steps.bracketed import metric_of_bracket
from assistant.planning.steps.metrics.by_degree import says_how
from assistant.planning.steps.metrics.by_quality import by_quality
from assistant.planning.steps.metrics.fields import fields_of
from assistant.planning.steps.metrics.how_long import asks_time
from assistant.planning.steps.metrics.naming import take
from assistant.planning.steps.metrics.rows import figures_of_member
from assistant.planning.steps.metrics.spending import money_metrics
from assistant.planning.steps.metrics.unknown import no_metric, unknown_words
from assistant.planning.steps.metrics.which import which_metric
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.roles import role_of
from assistant.planning.steps.units import is_duration
from assistant.planning.words import words


def inferred(draft: Draft) -> Outcome:
    """Find the one metric that the members or the dataset in the question can be about."""
    _share_of_its_own(draft)
    if draft.metrics or draft.request.previous is not None:
        return None
    _also_figures(draft)
    _counted_as_such(draft)
    if draft.metrics:
        return None
    several: tuple[Mention, list[MetricRef]] | None = _shared_word(draft)
    for mention in draft.open_mentions() if several is None else ():
        chosen = draft.taken(mention)
        refs = [chosen] if chosen else _reaching(draft, mention, _about(draft, mention))
        if len(refs) == 1:
            _assume(draft, mention, refs[0])
            return None
        if refs and several is None:
            several = mention, refs
    if several is not None and draft.premise is Premise.OPINION:
        return no_metric(draft)
    if several is not None:
        return which_metric(draft, *several, "which_dataset_metric")
    metric_of_bracket(draft)
    if not draft.metrics:
        _who_live(draft)
    if not draft.metrics and (outcome := by_quality(draft)) is not None:
        return outcome
    if not draft.metrics:
        _by_size(draft)
    return None if draft.metrics else no_metric(draft)


def _shared_word(draft: Draft) -> tuple[Mention, list[MetricRef]] | None:
    """ "Hoeveel subsidie kregen zij": a word for the data that several of its figures are called by is asked about."""
    for mention in draft.open_mentions():
        if role_of(mention) is not DatasetTarget or draft.taken(mention) is not None:
            continue
        said = {stem(word) for word in split(draft.text(mention))}
        refs = _reaching(draft, mention, _about(draft, mention))
        named = [ref for ref in refs if any(said <= words for words in _words(draft, ref))]
        if len(named) > 1:
            return mention, named
    return None


def _words(draft: Draft, ref: MetricRef) -> Iterator[set[str]]:
    metric = draft.knowledge.catalog.metric(ref)
    label = [metric.label.say(draft.language)] if metric.label else []
    parts = draft.knowledge.index.parts
    for text in (*label, *metric.synonyms.all()):
        yield {stem(part) for word in split(text) for part in parts(word) or (word,)}


def _counted_as_such(draft: Draft) -> None:
    """ "De groei van woning": the word for what is divided by, where nothing is divided, is the figure it counts."""
    documented = {one.name: one.metric for one in draft.knowledge.catalog.denominators}
    for mention in list(draft.open_mentions()):
        if not draft.metrics and role_of(mention) is DenominatorTarget:
            names = [target.name for _, target in draft.candidates(mention, DenominatorTarget)]
            _assume(draft, mention, MetricRef.parse(documented[names[0]]))
            draft.claim(mention.first, mention.last, documented[names[0]])


def _share_of_its_own(draft: Draft) -> None:
    """ "The share of 65-plus" is a figure of its own where the catalogue has a percentage that the word is nearly."""
    if not draft.has(CueKind.SHARE, CueKind.PERCENT):
        return
    catalog = draft.knowledge.catalog
    for mention in list(draft.open_mentions()):
        named = {one.target.ref for one in mention.links if isinstance(one.target, MetricTarget)}
        shares = [ref for ref in named if is_percentage(catalog.metric(ref).unit)]
        if len(named) == len(shares) == 1:
            # Taken whole: as a group besides, the word would limit the figure to what it is the share of.
            take(draft, mention, shares[0])
            draft.assume(
                "word",
                "assume_word",
                word=draft.text(mention),
                meaning=metric_label(catalog, shares[0], draft.language),
            )
            return


def _also_figures(draft: Draft) -> None:
    """ "Verleend" is a member, and nearly the name of a figure of its own: with no other figure, that one is meant."""
    for mention in list(draft.open_mentions()):
        if role_of(mention) is not MemberTarget:
            continue
        refs = figures_of_member(draft, mention)
        datasets = {ref.dataset for ref in fields_of(draft, mention)}
        if len(refs) == 1 and datasets == {next(iter(refs)).dataset}:
            take(draft, mention, refs.pop())
            return


def _about(draft: Draft, mention: Mention) -> list[MetricRef]:
    """Return the metrics that a mention of a dataset or member may be about, as few as the question allows."""
    catalog = draft.knowledge.catalog
    names = _datasets(draft, mention)
    refs = [MetricRef(name, metric) for name in dict.fromkeys(names) for metric in catalog.by_name[name].metrics]
    refs = _on_that_day(draft, money_metrics(draft, refs))
    if asks_time(draft):
        refs = [ref for ref in refs if is_duration(draft, ref)] or refs
    by_member = role_of(mention) is not DatasetTarget and not _titles(mention)
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


def _reaching(draft: Draft, mention: Mention, refs: list[MetricRef]) -> list[MetricRef]:
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


def _titles(mention: Mention) -> list[str]:
    """A word that is the title of a dataset as well as a member of another one is about the dataset."""
    best = mention.best.score
    return [
        one.target.name for one in mention.links if isinstance(one.target, DatasetTarget) and one.score >= best - NEAR
    ]


def _datasets(draft: Draft, mention: Mention) -> list[str]:
    role = role_of(mention)
    if role is DatasetTarget or (role is MemberTarget and _titles(mention)):
        return _titles(mention)
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


def _assume(draft: Draft, mention: Mention, ref: MetricRef) -> None:
    draft.metrics.append(ref)
    if _counted_by_name(draft, mention):
        draft.counted_as = mention
    else:
        label = metric_label(draft.knowledge.catalog, ref, draft.language)
        draft.assume("word", "assume_word", word=draft.text(mention), meaning=label)
    if (role_of(mention) is DatasetTarget or _titles(mention)) and not _is_listed(draft, mention):
        draft.claim(mention.first, mention.last, str(ref))


def _is_listed(draft: Draft, mention: Mention) -> bool:
    """ "Welke sport": a dimension that is called as its data are is what is listed."""
    cues = draft.cues(CueKind.WHICH, CueKind.SPLIT, CueKind.EACH, CueKind.TOP)
    before = any(cue.target == mention.first or cue.last + 1 == mention.first for cue in cues)
    return before and any(isinstance(one.target, FieldTarget | LevelTarget) for one in mention.links)


def _counted_by_name(draft: Draft, mention: Mention) -> bool:
    """ "Hoeveel woninginbraken": the word is the member's own name, and reads well behind a number."""
    asked = any(cue.last + 1 == mention.first for cue in draft.cues(CueKind.COUNT))
    members = [target for _, target in draft.candidates(mention, MemberTarget)]
    if not asked or role_of(mention) is not MemberTarget or len(members) != 1:
        return False
    label = member_label(draft.knowledge, members[0].ref, members[0].member.value, draft.language)
    return label.casefold() == draft.text(mention).casefold()


def _who_live(draft: Draft) -> None:
    """ "Hoeveel mensen wonen er in Noord": who live somewhere are its inhabitants, where the catalogue counts them."""
    catalog, tokens = draft.knowledge.catalog, draft.analysis.tokens
    people = [at for at, token in enumerate(tokens) if token.folded in words("people") and at not in draft.claimed]
    passed = light(tokens)
    live = [at for at, token in enumerate(tokens) if words("to_live").intersection((token.folded, *token.lemmas))]
    live = [at for at in live if at in passed]  # "komen wonen" is to move
    unknown = set(unknown_words(draft)) - {tokens[at].text for at in (*people, *live)}
    if not people or not live or unknown:
        return
    for one in catalog.denominators:
        ref = MetricRef.parse(one.metric)
        unit, label = catalog.metric(ref).unit, catalog.metric(ref).label
        said = {word for text in (unit, label) if text for word in split(text.say(draft.language))}
        if said & words("inhabitants"):
            draft.metrics.append(ref)
            for at in (*people, *live):
                draft.claim(at, at, str(ref))
            meaning = metric_label(catalog, ref, draft.language)
            draft.assume("word", "assume_word", word=tokens[people[0]].text, meaning=meaning)
            return


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
