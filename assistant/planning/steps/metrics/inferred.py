"""No figure is named: the one that the members or the dataset in the question can only be about."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.catalog import MetricRef
from assistant.catalog.units import is_percentage
from assistant.language import CueKind
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
from assistant.planning.draft import Draft
from assistant.planning.names import member_label, metric_label
from assistant.planning.steps.bracketed import metric_of_bracket
from assistant.planning.steps.metrics.by_quality import by_quality
from assistant.planning.steps.metrics.by_size import by_size, who_live
from assistant.planning.steps.metrics.fields import fields_of
from assistant.planning.steps.metrics.naming import take
from assistant.planning.steps.metrics.rows import figures_of_member
from assistant.planning.steps.metrics.subject import about, reaching, titles
from assistant.planning.steps.metrics.unknown import no_metric
from assistant.planning.steps.metrics.which import which_metric
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.roles import role_of


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
        refs = [chosen] if chosen else reaching(draft, mention, about(draft, mention))
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
        who_live(draft)
    if not draft.metrics and (outcome := by_quality(draft)) is not None:
        return outcome
    if not draft.metrics:
        by_size(draft)
    return None if draft.metrics else no_metric(draft)


def _shared_word(draft: Draft) -> tuple[Mention, list[MetricRef]] | None:
    """ "Hoeveel subsidie kregen zij": a word for the data that several of its figures are called by is asked about."""
    for mention in draft.open_mentions():
        if role_of(mention) is not DatasetTarget or draft.taken(mention) is not None:
            continue
        said = {stem(word) for word in split(draft.text(mention))}
        refs = reaching(draft, mention, about(draft, mention))
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


def _assume(draft: Draft, mention: Mention, ref: MetricRef) -> None:
    draft.metrics.append(ref)
    if _counted_by_name(draft, mention):
        draft.counted_as = mention
    else:
        label = metric_label(draft.knowledge.catalog, ref, draft.language)
        draft.assume("word", "assume_word", word=draft.text(mention), meaning=label)
    if (role_of(mention) is DatasetTarget or titles(mention)) and not _is_listed(draft, mention):
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
