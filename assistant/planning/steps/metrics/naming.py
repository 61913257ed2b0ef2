"""Metrics that the question names."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalog.catalog import MetricRef
from assistant.language import TokenKind
from assistant.linking.cover import Mention
from assistant.linking.targets import ConceptTarget, Evidence, MetricTarget
from assistant.linking.words import split
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label
from assistant.planning.steps.roles import role_of
from assistant.planning.words import words


def readings(draft: Draft, mention: Mention) -> int:
    """How many metrics the words fit; those with one are taken first, so that they can settle the others."""
    return len({target.ref for _, target in draft.candidates(mention, MetricTarget)})


def sure_subject(draft: Draft) -> bool:
    """Whether some metric or concept is named whole, by more than a word for people in general."""
    return any(
        role_of(mention) in (MetricTarget, ConceptTarget)
        and mention.best.evidence is not Evidence.PARTIAL
        and not only_helps(draft, mention)
        for mention in draft.open_mentions()
    )


def only_helps(draft: Draft, mention: Mention) -> bool:
    """ "Hoeveel mensen krijgen bijstand": "mensen" asks for no second figure."""
    return mention.first == mention.last and draft.analysis.tokens[mention.first].folded in words("people")


def take(draft: Draft, mention: Mention, ref: MetricRef) -> None:
    """Take a metric for what a mention says; when only a part of its name is said, say what it was read as."""
    if ref not in draft.metrics:
        draft.metrics.append(ref)
    mention = _with_its_numbers(draft, mention, ref)
    draft.claim(mention.first, mention.last, str(ref))
    links = (one for one in mention.links if isinstance(one.target, MetricTarget) and one.target.ref == ref)
    link = next(links, None)
    if link is not None and link.evidence is Evidence.PARTIAL:
        label = metric_label(draft.knowledge.catalog, ref, draft.language)
        draft.assume("word", "assume_word", word=draft.text(mention), meaning=label)


def _with_its_numbers(draft: Draft, mention: Mention, ref: MetricRef) -> Mention:
    """In "jongeren van 15 tot 25" the numbers are part of the figure's name, and no condition on it."""
    metric, tokens = draft.knowledge.catalog.metric(ref), draft.analysis.tokens
    texts = (
        [*metric.synonyms.all(), *(text for text in (metric.label.nl, metric.label.en) if text)] if metric.label else []
    )
    known = {word for text in texts for word in split(text)}
    last, numbers = mention.last, 0
    for at in range(mention.last + 1, len(tokens)):
        words = split(tokens[at].text)
        if not words or not all(word in known for word in words):
            break
        if tokens[at].kind is TokenKind.NUMBER:
            last, numbers = at, numbers + 1
    if not numbers:
        return mention
    longer = replace(mention, last=last)
    draft.mentions = tuple(longer if one is mention else one for one in draft.mentions)
    return longer
