"""Our sentence in a language model's wording: what it is shown of it, and whether what came back still says the same.

A model sees marks where figures, names and periods stand. It may change the order of the words and the small words
between them; all else it must leave. What passes here must still pass the check of
:mod:`assistant.explanation.grounding`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from assistant.catalog.text import Language
from assistant.explanation.grounding import Grounds, check
from assistant.explanation.grounding.reading import sentences
from assistant.explanation.grounding.wordlists import wordlists
from assistant.language import lemmas
from assistant.own_yaml import read_own

_MARK = re.compile(r"\[(\d+)\]")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: A model may set these anew; any other sign must stand in our own sentence.
_SIGNS = frozenset(" .,;:")


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with ``[1]``, ``[2]`` … in the place of its figures, names and periods, and what stood there."""

    text: str
    held: tuple[str, ...]

    def filled(self, text: str) -> str | None:
        """Return another wording with everything back in its place; None unless each mark is there once, in order."""
        if [int(one) for one in _MARK.findall(text)] != list(range(1, len(self.held) + 1)):
            return None
        return _MARK.sub(lambda found: self.held[int(found[1]) - 1], text)


def masked(text: str, grounds: Grounds, told: frozenset[str] = frozenset()) -> Masked | None:
    """Return what a model may see of a text; None when its wording is not for a model to change.

    ``told`` are names that are documentation, and may be seen.
    """
    listed, seen = _listed(grounds.language), {name.casefold() for name in told}
    if grounds.verdict is not None or _MARK.search(text) or "\n" in text:
        return None
    if any(word in listed["keep"] for word in _words(text)):
        return None
    held: list[str] = []
    parts = []
    for sentence in sentences(text, grounds):
        spans = [(one.start, one.start + len(one.text)) for one in sentence.mentions if one.text.casefold() not in seen]
        spans += [(figure.start, figure.end) for figure, _ in sentence.figures]
        parts.append(_marked(sentence.text, sorted(spans), held))
    return Masked(" ".join(parts), tuple(held)) if held else None


def reworded(ours: Masked, theirs: str, grounds: Grounds) -> str | None:
    """Return the model's wording with everything filled in; None when it does not say what ours says, and no more."""
    filled = ours.filled(theirs)
    if filled is None or not set(_MARK.sub("", theirs)) - _letters(theirs) <= set(ours.text) | _SIGNS:
        return None
    if not _same_words(ours.text, theirs, grounds.language) or check(filled, grounds):
        return None
    return filled


def _marked(text: str, spans: Sequence[tuple[int, int]], held: list[str]) -> str:
    told, at = "", 0
    for start, end in spans:
        if start >= at:
            held.append(text[start:end])
            told += f"{text[at:start]}[{len(held)}]"
            at = end
    return told + text[at:]


def _letters(text: str) -> set[str]:
    return {letter for word in _WORD.findall(text) for letter in word}


def _same_words(ours: str, theirs: str, language: Language) -> bool:
    """Whether the same words are there, each as often; words of direction as they stand, others in any inflection."""
    left = list(_bound(theirs, language))
    for word in _bound(ours, language):
        found = next((one for one in left if _alike(word, one, language)), None)
        if found is None:
            return False
        left.remove(found)
    return not left


def _bound(text: str, language: Language) -> Iterator[str]:
    free = _listed(language)["free"]
    return (word for word in _words(text) if word not in free)


def _words(text: str) -> Iterator[str]:
    return (found.casefold() for found in _WORD.findall(text))


def _alike(one: str, other: str, language: Language) -> bool:
    if one == other:
        return True
    lists = wordlists(language)
    directions = lists.up | lists.down | lists.top | lists.bottom | set(lists.judgements)
    return not {one, other} & directions and bool(set(lemmas(one)) & set(lemmas(other)))


@cache
def _listed(language: Language) -> Mapping[str, frozenset[str]]:
    text = (resources.files("assistant.explanation") / "rephrasing.yaml").read_text(encoding="utf-8")
    return {kind: frozenset(words) for kind, words in read_own(text)[language].items()}
