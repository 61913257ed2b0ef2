"""What each metric is about, in the words of its documentation: for what can be asked instead of what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.catalog.catalog import Catalog, MetricRef
from assistant.catalog.dataset import Dataset
from assistant.catalog.text import Synonyms, Text

#: How much a word says when it stands in a name, in the name of the dataset, of a member, in an explanation.
_NAME, _TITLE, _MEMBER, _TOLD = 1.0, 0.6, 0.5, 0.35
_MOST_MEMBERS = 60


@dataclass(frozen=True, slots=True)
class Topic:
    """A text that says what a metric is about, and how much it says."""

    metric: MetricRef
    text: str
    weight: float


def topics(catalog: Catalog) -> Iterator[Topic]:
    """Yield the texts of every metric: its names and meaning, and those of its dataset, dimensions and members."""
    concepts = [(concept.readings, concept.label, concept.synonyms) for concept in catalog.concepts]
    for dataset in catalog.datasets:
        around = list(dict.fromkeys(_around(dataset)))
        for name, metric in dataset.metrics.items():
            ref = MetricRef(dataset.name, name)
            texts = [(text, _NAME) for text in _said(metric.label, metric.synonyms)]
            texts += [(text, _TOLD) for text in _said(metric.definition)]
            texts += [(one, _TITLE) for readings, *said in concepts if str(ref) in readings for one in _said(*said)]
            yield from (Topic(ref, text, weight) for text, weight in (*texts, *around))


def _around(dataset: Dataset) -> Iterator[tuple[str, float]]:
    yield from ((text, _TITLE) for text in _said(dataset.title, dataset.synonyms))
    yield from ((text, _TOLD) for text in _said(dataset.description))
    for field in dataset.fields:
        if field.personal or not field.reachable:
            continue
        yield from ((text, _MEMBER) for text in _said(field.label, field.synonyms))
        for member in field.members[:_MOST_MEMBERS]:
            yield from ((text, _MEMBER) for text in _said(member.label, member.synonyms))


def _said(*texts: Text | Synonyms | None) -> Iterable[str]:
    found: list[str] = []
    for text in texts:
        if isinstance(text, Synonyms):
            found += text.all()
        elif text is not None:
            found += [said for said in (text.nl, text.en) if said]
    return dict.fromkeys(found)
