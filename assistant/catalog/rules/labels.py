"""One word, two figures: the assistant will ask which is meant, so the maintainer should know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from assistant.catalog.catalog import Catalog
from assistant.catalog.metric import Metric
from assistant.catalog.rules.base import Finding, Path, Rule, Subject, warning
from assistant.catalog.rules.walk import metrics
from assistant.catalog.text import LANGUAGES, Language

#: More than this many in one line help no one.
_NAMED = 3


def _check(subject: Subject) -> Iterator[Finding]:
    catalog = subject.catalog
    for language in LANGUAGES:
        approved = _approved(catalog, language)
        for word, places in _words(catalog, language).items():
            if len(places) > 1 and word not in approved:
                yield _finding(word, places)


def _finding(word: str, places: dict[str, Path]) -> Finding:
    first, *others = places
    named = ", ".join(others[:_NAMED]) + (" …" if len(others) > _NAMED else "")
    message = f"'{word}' is also what {named} is called: the assistant will ask which is meant"
    return warning(places[first], message, "keep the word for one of them, or make it a concept with readings")


def _words(catalog: Catalog, language: Language) -> dict[str, dict[str, Path]]:
    """Return, per word people use, the metrics that are called so."""
    called: dict[str, dict[str, Path]] = defaultdict(dict)
    for dataset, metric, path in metrics(catalog):
        for word in _names(metric, language):
            called[word].setdefault(f"{dataset.name}.{metric.name}", path)
    return called


def _names(metric: Metric, language: Language) -> set[str]:
    label = getattr(metric.label, language) if metric.label else None
    words = (*((label,) if label else ()), *getattr(metric.synonyms, language))
    return {" ".join(word.lower().split()) for word in words}


def _approved(catalog: Catalog, language: Language) -> set[str]:
    """Return the words that catalog.yaml itself says have several readings."""
    return {word.lower() for concept in catalog.concepts for word in getattr(concept.synonyms, language)}


RULE = Rule("labels", _check, finds_errors=False)
