"""What can be asked instead: the documented figures nearest to what was asked, then neighbours of what was found."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.catalog import MetricRef
from assistant.language import TokenKind
from assistant.linking.nearest import nearest
from assistant.planning.draft import Draft

#: A word that the catalogue knows counts less: what it stands for was not what was missing.
_KNOWN = 0.4
MOST_TOPICS = 4


def instead(draft: Draft) -> list[MetricRef]:
    """Return the metrics to offer, the nearest first; none when nothing comes near."""
    catalog = draft.knowledge.catalog
    found = nearest(draft.knowledge.index, _words(draft), MOST_TOPICS)
    for ref in draft.metrics:
        found.append(ref)
        found += [_metric(ref.dataset, name) for name in catalog.metric(ref).related]
    return list(dict.fromkeys(found))[:MOST_TOPICS]


def _metric(dataset: str, name: str) -> MetricRef:
    """A related metric of the same dataset is written without its dataset."""
    return MetricRef.parse(name if "." in name else f"{dataset}.{name}")


def _words(draft: Draft) -> Iterator[tuple[str, float]]:
    spans = [*draft.analysis.cues, *draft.analysis.periods, *draft.analysis.numbers]
    said = {at for span in spans for at in range(span.first, span.last + 1)}
    named = {at for mention in draft.mentions for at in range(mention.first, mention.last + 1)}
    for at, token in enumerate(draft.analysis.tokens):
        if at not in said and not token.stop and token.kind is TokenKind.WORD:
            yield token.folded, _KNOWN if at in named or at in draft.claimed else 1.0
