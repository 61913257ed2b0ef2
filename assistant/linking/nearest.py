"""The documented figures that come nearest to words the catalogue does not know: never an answer, only an offer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from assistant.catalog.catalog import MetricRef
from assistant.language import is_stop, known, pieces
from assistant.linking.index import PhraseIndex
from assistant.linking.words import is_generic, is_glue, split, stem

#: A word of which only a part, or the beginning, is the same says less.
_PART, _BEGINNING = 0.6, 0.5
_PREFIX = 5
_PER_DATASET = 2
#: What the words have in common must be worth this much before anything is offered for it.
_LEAST = 0.05


def nearest(index: PhraseIndex, words: Iterable[tuple[str, float]], most: int = 4) -> list[MetricRef]:
    """Return the metrics whose documentation has most in common with ``words`` (each with its weight), best first."""
    scores: dict[str, float] = defaultdict(float)
    for word, weight in words:
        best: dict[str, float] = {}
        for form, share in _forms(word):
            for metric, said in index.about(form) if share != _BEGINNING else index.beginning(form):
                best[metric] = max(best.get(metric, 0.0), weight * share * said)
        for metric, score in best.items():
            scores[metric] += score
    ranked = sorted(
        (metric for metric, score in scores.items() if score >= _LEAST), key=lambda one: (-scores[one], one)
    )
    return [MetricRef.parse(metric) for metric in ranked[:most]]


def _forms(word: str) -> Iterator[tuple[str, float]]:
    """Yield what a word is looked up as: itself, its parts, and its beginning."""
    for own in split(word):
        if len(own) < 3 or own.isdigit() or is_glue(own) or is_generic(own) or is_stop(own):
            continue
        yield stem(own), 1.0
        for part in pieces(own):
            if not is_generic(part) and not is_stop(part):
                yield stem(part), _PART
        if len(own) > _PREFIX and not known(own, "nl"):
            yield own[:_PREFIX], _BEGINNING
        elif len(own) > _PREFIX + 1:
            yield own[: _PREFIX + 1], _BEGINNING
