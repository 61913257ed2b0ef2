"""Dictionary forms of a word in Dutch and English."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy, DictionaryLookupStrategy

from assistant.catalog.text import LANGUAGES, Language
from assistant.language.dictionaries import Dictionaries
from assistant.language.normalise import plain
from assistant.language.resources import load

_LONGEST = 40
_DICTIONARIES = Dictionaries()
_LOOKUP = DictionaryLookupStrategy(_DICTIONARIES)
_LEMMATIZER = Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=_DICTIONARIES))


def keep_dictionaries(folder: Path) -> None:
    """Keep the unpacked dictionaries in ``folder``, so that the next program does not unpack them again."""
    _DICTIONARIES.keep_in(folder)


@lru_cache(maxsize=65536)
def lemmas(word: str) -> tuple[str, ...]:
    """Return the lemma candidates of ``word``, Dutch before English; never empty, itself when it is in neither."""
    norm = plain(word)
    if len(norm) > _LONGEST or not any(char.isalpha() for char in norm):
        return (norm,)
    base = norm.removesuffix("'s") if len(norm) > 3 else norm
    found: dict[str, None] = {}
    for language in LANGUAGES:
        for form in dict.fromkeys((norm, base)):
            for lemma in (_irregular(language).get(form), _known_lemma(form, language)):
                if lemma:
                    found[lemma.lower()] = None
    return tuple(found) or (base,)


@lru_cache(maxsize=65536)
def known(word: str, language: Language) -> bool:
    """Whether the dictionary of ``language`` has this word."""
    return len(word) <= _LONGEST and (word in _added(language) or _in_dictionary(word, language))


def _in_dictionary(word: str, language: Language) -> bool:
    return _LOOKUP.get_lemma(unicodedata.normalize("NFC", word), language) is not None


def _known_lemma(form: str, language: Language) -> str | None:
    return _LEMMATIZER.lemmatize(form, language) if known(form, language) else None


@lru_cache(maxsize=2)
def _irregular(language: Language) -> dict[str, str]:
    return {str(form): str(lemma) for form, lemma in load("lemmas", language).items()}


@lru_cache(maxsize=2)
def _added(language: Language) -> frozenset[str]:
    return frozenset(load("known", language)["words"].split())
