"""Words that the documentation of the chosen figure itself uses: they ask for nothing more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.catalog.catalog import MetricRef
from assistant.language import pieces
from assistant.linking.words import is_glue, split, stem
from assistant.planning.draft import Draft

#: Shorter words begin many others; longer endings make another word.
_LEAST, _LONGEST_ENDING = 6, 3


def documented(draft: Draft, words: Iterable[str]) -> bool:
    """Whether every word stands in what the catalogue says a metric of the plan is (its name, meaning, unit)."""
    asked = [stem(word) for word in words]
    return bool(asked) and any(_knows(draft, ref, asked, whole=True) for ref in draft.metrics)


def named(draft: Draft, words: Iterable[str]) -> bool:
    """Whether every word is part of what people call a metric of the plan ("jongeren" of "jongeren met jeugdhulp").

    What people call its dataset counts too ("opkomsttijd van de brandweer").
    """
    asked = [stem(word) for word in words if not is_glue(word)]
    return bool(asked) and any(_knows(draft, ref, asked, whole=False) for ref in draft.metrics)


def _knows(draft: Draft, ref: MetricRef, asked: list[str], *, whole: bool) -> bool:
    known = {stem(word) for text in _texts(draft, ref, whole) for word in split(text)}
    if not whole:
        return all(word in known for word in asked)
    # A part of a compound may itself be a form of a verb: "wacht" of "wachttijd", as "wachten" is.
    known |= {form for word in known for part in pieces(word) for form in (part, stem(part))}
    # "Bouwen" is the verb of "bouw".
    return all({word, word.removesuffix("en")} & known or any(_derived(word, one) for one in known) for word in asked)


def _derived(word: str, other: str) -> bool:
    """Whether one word is made of the other: "verbruikten" of "verbruik"."""
    short, long = sorted((word, other), key=len)
    return len(short) >= _LEAST and long.startswith(short) and len(long) - len(short) <= _LONGEST_ENDING


def _texts(draft: Draft, ref: MetricRef, whole: bool) -> Iterator[str]:
    metric = draft.knowledge.catalog.metric(ref)
    dataset = draft.knowledge.catalog.by_name[ref.dataset]
    if metric.label:
        yield metric.label.say(draft.language)
    yield from metric.synonyms.all()
    yield from dataset.synonyms.all()
    texts = (dataset.title, metric.definition, metric.unit) if whole else (dataset.title,)
    yield from (text.say(draft.language) for text in texts if text)
    if dataset.owner:
        yield dataset.owner.name
