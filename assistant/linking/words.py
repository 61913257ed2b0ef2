"""The words of a phrase as linking compares them: folded, inflection gone, compounds in parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from importlib import resources

from assistant.language import compound_parts, fold, known, lemmas
from assistant.own_yaml import read_own

WORD = re.compile(r"[\w%€]+")
#: "65+", "65-plus", "65 plusser": one way to say it.
_AND_OVER = re.compile(r"\b([0-9]{1,3}) ?(?:\+(?:ers)?|plus(?:ser|sers)?\b)")
_SHORTEST_COMPOUND = 8
_SHORTEST_PART = 4
#: Longer than this is no word.
_LONGEST = 40
_DOUBLED = re.compile(r"([aeiou])\1(?=[^aeiou]*$)")
_ENDING = re.compile(r"(?<=\w{3})(?:en|s)$")
_TWIN_END = re.compile(r"([^aeiou])\1$")

Known = Callable[[str], bool]


@cache
def _listed(kind: str) -> frozenset[str]:
    text = (resources.files("assistant.linking") / "words.yaml").read_text(encoding="utf-8")
    return frozenset(fold(word) for words in read_own(text)[kind].values() for word in words)


@lru_cache(maxsize=65536)
def is_generic(word: str) -> bool:
    """Whether a word says the kind of figure ("aantal", "average") and not its subject."""
    return fold(word) in _listed("generic")


@lru_cache(maxsize=65536)
def is_glue(word: str) -> bool:
    """Whether a word never makes or breaks a match ("van", "the")."""
    return fold(word) in _listed("glue")


@lru_cache(maxsize=65536)
def is_joint(word: str) -> bool:
    """Whether a word puts two things beside each other ("en", "and")."""
    return word in _listed("joint")


@lru_cache(maxsize=1024)
def is_particle(word: str) -> bool:
    """Whether a word can be the parted beginning of a Dutch verb ("rukte … uit")."""
    return fold(word) in _listed("particle")


@lru_cache(maxsize=65536)
def says_otherwise(said: frozenset[str], phrase: frozenset[str]) -> bool:
    """Whether a small word of a question turns a phrase into its opposite: "uit dienst" and "in dienst"."""
    pairs = [tuple(pair.split()) for pair in _listed("opposite")]
    return any(
        one in said and one not in phrase and other in phrase and other not in said
        for pair in pairs
        for one, other in (pair, pair[::-1])
    )


def change_heads() -> frozenset[str]:
    """Return the words of rise and fall that a compound can end in."""
    return _listed("change_head")


@lru_cache(maxsize=65536)
def is_technical(word: str) -> bool:
    """Whether a word is a name that only computers use for a figure ("waarde", "count")."""
    return fold(word) in _listed("technical")


@lru_cache(maxsize=65536)
def is_every(word: str) -> bool:
    """Whether a word stands for all members together ("alle", "totaal")."""
    return fold(word) in _listed("every")


def split(phrase: str) -> tuple[str, ...]:
    """Return the folded words of a phrase; hyphens and apostrophes separate or vanish as :func:`fold` decides."""
    folded = fold(phrase)
    if _AND_OVER.search(folded):
        folded = _AND_OVER.sub(r"\1 plussers", folded)
    return tuple(WORD.findall(folded))


@lru_cache(maxsize=262144)
def stem(word: str) -> str:
    """Return one form that stands for all inflections of a word."""
    if not 4 <= len(word) <= _LONGEST or not word.isalpha():
        return word
    if known(word, "nl") or known(word, "en"):
        return fold(lemmas(word)[0])
    return fold(_by_its_end(word))


def _by_its_end(word: str) -> str:
    """A word no dictionary has: inflected like the word it ends in ("laadpalen": laadpaal), else by its ending."""
    for cut in range(3, len(word) - 3):
        if known(word[cut:], "nl"):
            return word[:cut] + lemmas(word[cut:])[0]
    return _TWIN_END.sub(r"\1", _DOUBLED.sub(r"\1", _ENDING.sub("", word)))


def bag_of(words: Iterable[str], parts: Callable[[str], tuple[str, ...]] | None = None) -> frozenset[str]:
    """Return the content stems of words, order and glue gone; with ``parts`` compounds count as the words in them."""
    bag: set[str] = set()
    for word in words:
        content = _content(word)
        if not content:
            continue
        inside = parts(word) if parts else ()
        if inside:
            bag.update(filter(None, map(_content, inside)))
        else:
            bag.add(content)
    return frozenset(bag)


@lru_cache(maxsize=262144)
def _content(word: str) -> str:
    """Return the stem of a word that says what a phrase is about; nothing for the others."""
    return "" if is_glue(word) or is_generic(word) else stem(word)


def parts_of(word: str, is_known: Known) -> tuple[str, ...]:
    """Return the words that a compound is made of when the catalogue knows all of them, else nothing."""
    if len(word) < _SHORTEST_COMPOUND or not word.isalpha():
        return ()

    def fits(part: str) -> bool:
        return len(part) >= _SHORTEST_PART and (is_known(stem(part)) or is_generic(part))

    return compound_parts(word, fits) or ()
