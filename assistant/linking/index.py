"""An index over all phrases of a catalogue: found by surface, by lemma, glued together, or by the words they hold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

import yaml

from assistant.language import compound_parts, fold, lemmas
from assistant.linking.targets import Entry, MemberTarget

_WORD = re.compile(r"[\w%€]+")


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], frozenset[str]]:
    text = (resources.files("assistant.linking") / "words.yaml").read_text(encoding="utf-8")
    loaded = yaml.safe_load(text)
    generic = frozenset(fold(word) for words in loaded["generic"].values() for word in words)
    return generic, frozenset(fold(word) for words in loaded["glue"].values() for word in words)


def is_generic(word: str) -> bool:
    """Whether a word says the kind of figure ("aantal", "average") and not its subject."""
    return fold(word) in _words()[0]


def is_glue(word: str) -> bool:
    """Whether a word never makes or breaks a match ("van", "the")."""
    return fold(word) in _words()[1]


def split(phrase: str) -> tuple[str, ...]:
    """Return the folded words of a phrase; hyphens and apostrophes separate or vanish as :func:`fold` decides."""
    return tuple(_WORD.findall(fold(phrase)))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return one form that stands for all inflections of a word."""
    if not word.isalpha() or len(word) < 4:
        return word
    return fold((lemmas(word) or (word,))[0])


@dataclass
class PhraseIndex:
    """Lookup tables over entries; build once, then read only.

    ``vocabulary`` holds every single word with the entries it occurs in, for partial matches and for spelling.
    """

    exact: dict[tuple[str, ...], list[Entry]] = field(default_factory=lambda: defaultdict(list))
    stems: dict[tuple[str, ...], list[Entry]] = field(default_factory=lambda: defaultdict(list))
    glued: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    bags: dict[frozenset[str], list[Entry]] = field(default_factory=lambda: defaultdict(list))
    vocabulary: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    surface: dict[str, None] = field(default_factory=dict)
    longest: int = 1

    @classmethod
    def build(cls, entries: Iterable[Entry]) -> PhraseIndex:
        """Index ``entries``. Compounds are split into words that occur elsewhere in the catalogue."""
        index = cls()
        kept = [(entry, words) for entry in entries if (words := split(entry.phrase))]
        plain = {stem(word) for entry, words in kept if not isinstance(entry.target, MemberTarget) for word in words}
        for entry, words in kept:
            index._add(entry, words, plain)
        return index

    def _add(self, entry: Entry, words: tuple[str, ...], plain: set[str]) -> None:
        self.surface.update(dict.fromkeys(word for word in words if word.isalpha() and len(word) > 4))
        self.longest = max(self.longest, min(len(words), 12))
        for key, table in ((words, self.exact), (tuple(map(stem, words)), self.stems)):
            if entry not in table[key]:
                table[key].append(entry)
        self.glued["".join(words)].append(entry)
        self.glued["".join((*words[:-1], stem(words[-1])))].append(entry)
        for bag in {bag_of(words, frozenset()), bag_of(words, frozenset(plain))}:
            if bag and entry not in self.bags[bag]:
                self.bags[bag].append(entry)
            for word in bag:
                self.vocabulary[word].append(entry)


def bag_of(words: Iterable[str], known: frozenset[str]) -> frozenset[str]:
    """Return the content stems of words, order and glue gone; compounds whose parts are ``known`` are split."""
    bag: set[str] = set()
    for word in words:
        if is_glue(word) or is_generic(word):
            continue
        parts = _parts(word, known) if known else None
        bag.update(stem(part) for part in parts if not is_generic(part)) if parts else bag.add(stem(word))
    return frozenset(bag)


def _parts(word: str, known: frozenset[str]) -> tuple[str, ...] | None:
    if len(word) < 8 or not word.isalpha():
        return None
    return compound_parts(word, lambda part: len(part) > 3 and (stem(part) in known or is_generic(part)))
