"""Which dimension a word stands for when several have it in their names: "verzuim naar soort"."""

from __future__ import annotations

from assistant.catalog.catalog import FieldRef
from assistant.catalog.graph import conformed, local_field
from assistant.catalog.text import Synonyms, Text
from assistant.linking.cover import Mention
from assistant.linking.targets import FieldTarget, Link
from assistant.linking.words import split, stem
from assistant.plan import Clarification
from assistant.planning.draft import NEAR, Draft
from assistant.planning.names import field_label
from assistant.planning.outcomes import ask_back, reworded

#: From here on a whole name was said, and not a part of one.
_WHOLE = 0.9
_PART = 0.6


def fields_meant(draft: Draft, mention: Mention) -> list[FieldRef]:
    """Return the dimensions of the figure that the words may stand for: one when anything tells them apart.

    The nearest names count; when the figure knows none of those, the nearest of those it knows.
    """
    known = [
        (_weight(draft, one, one.target.ref), one.target.ref)
        for one in mention.links
        if isinstance(one.target, FieldTarget) and draft.reaches(one.target.ref)
    ]
    best = max((score for score, _ in known), default=0.0)
    found = list(dict.fromkeys(ref for score, ref in known if score >= best - NEAR))
    for keep in (_of_its_own, _of_its_name):
        found = [ref for ref in found if keep(draft, ref)] or found
    if best >= _WHOLE:
        found = [ref for score, ref in known if score == best and ref in found] or found
    elif len(found) == 1 and len(known) > 1:
        label = field_label(draft.knowledge.catalog, found[0], draft.language)
        draft.assume("word", "assume_word", word=draft.text(mention), meaning=label)
    return found[:1] if len({conformed(draft.knowledge.catalog, ref) for ref in found}) == 1 else found


def which_field(draft: Draft, mention: Mention, refs: list[FieldRef]) -> Clarification:
    """Ask which dimension is meant, each by its own name."""
    labels = [field_label(draft.knowledge.catalog, ref, draft.language) for ref in refs]
    draft.claim(mention.first, mention.last, "?")
    options = [(label, reworded(draft, mention, label)) for label in labels]
    return ask_back(draft, "which_member", options, word=draft.text(mention))


def _weight(draft: Draft, link: Link, ref: FieldRef) -> float:
    """The bare name of a column that is called otherwise says no more than a part of a name does."""
    field = draft.knowledge.catalog.field(ref)
    called = (
        [*field.synonyms.all(), *(text for text in (field.label.nl, field.label.en) if text)] if field.label else []
    )
    bare = (
        called
        and link.phrase == field.name.replace("_", " ")
        and link.phrase.casefold() not in map(str.casefold, called)
    )
    return min(link.score, _PART) if bare else link.score


def _of_its_own(draft: Draft, ref: FieldRef) -> bool:
    """Whether every table of the figure holds the column itself."""
    return all(local_field(draft.knowledge.catalog, name, ref) is not None for name in draft.datasets())


def _of_its_name(draft: Draft, ref: FieldRef) -> bool:
    """Whether the dimension is called after the figure: of "verzuim" it is the "soort verzuim"."""
    catalog = draft.knowledge.catalog
    subjects = [_stems(metric.label, metric.synonyms) for metric in map(catalog.metric, draft.metrics)]
    field = catalog.field(ref)
    return bool(_stems(field.label, field.synonyms) & frozenset().union(*subjects))


def _stems(label: Text | None, synonyms: Synonyms) -> frozenset[str]:
    texts = [text for text in (label.nl, label.en) if text] if label else []
    return frozenset(stem(word) for text in (*texts, *synonyms.all()) for word in split(text))
