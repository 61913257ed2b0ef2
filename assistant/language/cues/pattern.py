"""A word pattern of a cue list, and how it is written.

=============  ==========================================================================================
``word``       a token with this form or this dictionary form ("dalen" also fits "gedaald")
``=word``      a token with exactly this form
``a|b``        one of these
``x?``         may be left out
``<n>``        a number (as one, however many tokens it has)
``<sup>``      a superlative ("hoogste"); sets ``direction`` and ``adjective``
``<comp>``     a comparative ("hoger"); sets the same
``<word>``     any one word
``<noun>``     the word that follows; not part of the cue, its index becomes ``target``
``...``        a few words that are no part of the cue
``^``          the beginning of a sentence, ``$`` its end
=============  ==========================================================================================
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from assistant.catalog.text import Language
from assistant.language.kinds import CueKind
from assistant.language.resources import load
from assistant.language.spans import ArgValue

CLASSES = frozenset({"<n>", "<sup>", "<comp>", "<word>", "<noun>", "...", "^", "$"})


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a pattern: forms that fit, or a class."""

    exact: frozenset[str] = frozenset()
    lemmas: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()

    #: The class when it is nothing else.
    only: str | None = field(init=False, compare=False, repr=False, default=None)

    def __post_init__(self) -> None:
        alone = len(self.classes) == 1 and not self.exact and not self.lemmas
        object.__setattr__(self, "only", next(iter(self.classes)) if alone else None)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sequence of elements that stands for ``kind`` with ``args``; ``number`` names the argument ``<n>`` sets."""

    kind: CueKind
    elements: tuple[Element, ...]
    args: Mapping[str, ArgValue] = field(default_factory=dict, hash=False)
    number: str = "value"
    ambiguous: bool = False
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns of a language by what their first element is."""

    by_word: Mapping[str, tuple[Pattern, ...]]
    by_class: Mapping[str, tuple[Pattern, ...]]


@cache
def patterns(language: Language) -> Patterns:
    """Return all patterns of a language."""
    by_word: dict[str, list[Pattern]] = {}
    by_class: dict[str, list[Pattern]] = {}
    unique: dict[Pattern, Pattern] = {}
    for one in _read(language):
        # Equal patterns become one, so that those who look need not compare them word by word.
        pattern = unique.setdefault(one, one)
        first = next(element for element in pattern.elements if element.only != "^")
        for word in first.exact | first.lemmas:
            by_word.setdefault(word, []).append(pattern)
        for name in first.classes:
            by_class.setdefault(name, []).append(pattern)
    return Patterns(
        {word: tuple(listed) for word, listed in by_word.items()},
        {name: tuple(listed) for name, listed in by_class.items()},
    )


def _read(language: Language) -> Iterator[Pattern]:
    for kind in CueKind:
        for entry in load(f"cues/{kind.value}", language):
            yield from _entry(kind, entry)


def _entry(kind: CueKind, entry: Mapping[str, Any]) -> Iterator[Pattern]:
    for phrase in entry["say"]:
        for elements in _expand(str(phrase).split()):
            yield Pattern(
                kind=kind,
                elements=tuple(map(_element, elements)),
                args=entry.get("args", {}),
                number=entry.get("number", "value"),
                ambiguous=entry.get("ambiguous", False),
                keep=entry.get("keep", False),
            )


def _expand(words: list[str]) -> Iterator[list[str]]:
    """Yield the pattern once for every choice of its optional words."""
    if not words:
        yield []
        return
    first, optional = (words[0][:-1], True) if len(words[0]) > 1 and words[0].endswith("?") else (words[0], False)
    for rest in _expand(words[1:]):
        yield [first, *rest]
        if optional:
            yield rest


def _element(text: str) -> Element:
    parts = text.split("|") if text != "|" else [text]
    return Element(
        exact=frozenset(part[1:] for part in parts if part.startswith("=") and len(part) > 1),
        lemmas=frozenset(part for part in parts if part not in CLASSES and (not part.startswith("=") or part == "=")),
        classes=frozenset(part for part in parts if part in CLASSES),
    )
