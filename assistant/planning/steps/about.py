"""Questions about the catalogue itself: what a figure means, where it comes from, how fresh it is, what there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.language import CueKind, CueSpan, TokenKind
from assistant.linking.cover import Mention
from assistant.linking.index import is_generic
from assistant.linking.targets import (
    ConceptTarget,
    DatasetTarget,
    FieldTarget,
    LevelTarget,
    MemberTarget,
    MetricTarget,
    Target,
)
from assistant.plan import CatalogQuestion, CatalogTopic, Reason
from assistant.planning.draft import NEAR, Draft, metric_reaches
from assistant.planning.outcomes import refuse
from assistant.planning.steps.outcome import Outcome
from assistant.planning.words import words

_TOPICS = {
    CueKind.MEANING: CatalogTopic.MEANING,
    CueKind.SOURCE: CatalogTopic.SOURCE,
    CueKind.FRESHNESS: CatalogTopic.FRESHNESS,
    CueKind.INVENTORY: CatalogTopic.INVENTORY,
    CueKind.HELP: CatalogTopic.INVENTORY,
    CueKind.AGREEMENTS: CatalogTopic.AGREEMENTS,
    CueKind.MODEL: CatalogTopic.MODEL,
}
#: Topics that stand by themselves: what was asked before is not what they are about.
_OWN = (CatalogTopic.AGREEMENTS, CatalogTopic.MODEL)


@dataclass
class _Subject:
    """What the question about the catalogue names."""

    metrics: list[MetricRef] = field(default_factory=list)
    fields: list[FieldRef] = field(default_factory=list)
    datasets: list[str] = field(default_factory=list)
    places: list[FieldRef] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.metrics or self.fields or self.datasets)


def _is_courtesy(draft: Draft, cue: CueSpan) -> bool:
    """ "Kun je me helpen met het aantal woningen": a figure is asked for, and not what can be asked."""
    if cue.kind is not CueKind.HELP:
        return False
    named = [one for one in draft.mentions if one.first > cue.last and isinstance(one.best.target, MetricTarget)]
    return bool(named) and draft.analysis.has(CueKind.COUNT, CueKind.WHICH, CueKind.SIZE, CueKind.CHANGE, CueKind.SPLIT)


def about_catalogue(draft: Draft) -> Outcome:
    """Recognise a question about the documentation, with the metrics, fields and datasets it names."""
    # "Wat is de WOZ-waarde?" asks for the figure; only words that cannot ask for a figure ask for a meaning.
    cue = next((one for one in draft.cues(*_TOPICS) if not one.ambiguous and not _is_courtesy(draft, one)), None)
    if cue is None:
        return None
    topic = _TOPICS[cue.kind]
    subject = _subject(draft, topic)
    previous = draft.request.previous
    if not subject and not subject.places and previous is not None and topic not in _OWN:
        subject.metrics = list(previous.metrics)
    if cue.kind is CueKind.MEANING and not subject:
        return None
    draft.claim_all(*_TOPICS)
    if cue.kind is not CueKind.HELP and (left := _unknown(draft, cue)):
        named = ", ".join(f"‘{word}’" for word in left)
        return refuse(draft, Reason.UNKNOWN_CONCEPT, "unknown_words", words=named)
    if subject.places and not subject:
        subject.metrics = _told_by(draft, subject.places)
    return CatalogQuestion(
        topic,
        draft.language,
        tuple(dict.fromkeys(subject.metrics)),
        tuple(dict.fromkeys(subject.fields)),
        tuple(dict.fromkeys(subject.datasets)),
        tuple(draft.words),
    )


def _subject(draft: Draft, topic: CatalogTopic) -> _Subject:
    subject = _Subject()
    for mention in draft.open_mentions():
        for target in _targets(mention, topic):
            match target:
                case MetricTarget():
                    subject.metrics.append(target.ref)
                case FieldTarget():
                    subject.fields.append(target.ref)
                case DatasetTarget():
                    subject.datasets.append(target.name)
                case ConceptTarget():
                    concept = next(one for one in draft.knowledge.catalog.concepts if one.name == target.name)
                    subject.metrics += [MetricRef.parse(one) for one in concept.readings]
                case MemberTarget() | LevelTarget():
                    subject.places.append(target.ref)
        draft.claim(mention.first, mention.last, str(mention.best.target))
    return subject


def _targets(mention: Mention, topic: CatalogTopic) -> Iterator[Target]:
    """What a mention names: its best reading; an inventory lists all near ones that are figures."""
    yield mention.best.target
    if topic is CatalogTopic.INVENTORY:
        for one in mention.links:
            if one.score >= mention.best.score - NEAR and isinstance(one.target, MetricTarget | DatasetTarget):
                yield one.target


def _told_by(draft: Draft, fields: list[FieldRef]) -> list[MetricRef]:
    """The figures that are told apart by these fields."""
    knowledge = draft.knowledge
    return [ref for ref in knowledge.catalog.metric_refs if all(metric_reaches(knowledge, ref, one) for one in fields)]


def _unknown(draft: Draft, cue: CueSpan) -> list[str]:
    """The words that name something the catalogue does not have."""
    in_cues = {at for one in draft.analysis.cues for at in range(one.first, one.last + 1)}
    return [
        token.text
        for at, token in enumerate(draft.analysis.tokens)
        if token.kind is TokenKind.WORD
        and at not in draft.claimed | in_cues
        and not token.stop
        and not is_generic(token.text)
        and token.folded not in words("records")
    ]
