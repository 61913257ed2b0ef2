""" "Hoeveel zaken": what identifies the rows of a table is said for the rows themselves, each counted once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.levels import levels_of
from assistant.catalog.vocabulary import Aggregation
from assistant.language import CueKind
from assistant.linking.cover import Mention
from assistant.linking.targets import Evidence, FieldTarget, Link, MetricTarget
from assistant.linking.words import split
from assistant.planning.draft import Draft
from assistant.planning.steps.roles import role_of


def count_by_key(draft: Draft) -> None:
    """Read such a word behind "hoeveel" as the plain count of the rows, of each table that has it."""
    for mention in list(draft.open_mentions()):
        if role_of(mention) is not FieldTarget or not _counted(draft, mention):
            continue
        links = [
            replace(link, target=MetricTarget(ref), evidence=Evidence.PARTIAL)
            for link, target in draft.candidates(mention, FieldTarget)
            for ref in _meant(draft, target.ref, link)
        ]
        if links:
            read = replace(mention, links=tuple(links))
            draft.mentions = tuple(read if one is mention else one for one in draft.mentions)


def _counted(draft: Draft, mention: Mention) -> bool:
    return any(
        cue.last < mention.first and draft.only_small_words(cue.last + 1, mention.first - 1)
        for cue in draft.cues(CueKind.COUNT)
    )


def _meant(draft: Draft, field: FieldRef, link: Link) -> list[MetricRef]:
    """The rows of its own table; where only its column is called so, those of any table: which one must be asked."""
    own = list(_row_counts(draft, field))
    if not own or _documented(draft, field, link):
        return own
    keys = (FieldRef(one.name, key) for one in draft.knowledge.catalog.datasets for key in one.primary_key or ())
    return [ref for key in keys for ref in _row_counts(draft, key)]


def _documented(draft: Draft, ref: FieldRef, link: Link) -> bool:
    """Whether the word is one that the field is called by, and not only the name of its column."""
    field = draft.knowledge.catalog.field(ref)
    labels = [text for text in (field.label.nl, field.label.en) if text] if field.label else []
    return split(link.phrase) in {split(text) for text in (*labels, *field.synonyms.all())}


def _row_counts(draft: Draft, ref: FieldRef) -> Iterator[MetricRef]:
    """Yield the plain count of the rows that the field alone identifies, where it has no names and no levels."""
    catalog = draft.knowledge.catalog
    dataset = catalog.by_name[ref.dataset]
    if tuple(dataset.primary_key or ()) != (ref.field,) or levels_of(catalog, ref) is not None:
        return
    if catalog.field(ref).label_field is not None:
        return
    for name, metric in dataset.metrics.items():
        plain = metric.filter is None and metric.running is None and metric.expression is None
        if plain and metric.aggregation is Aggregation.COUNT:
            yield MetricRef(ref.dataset, name)
