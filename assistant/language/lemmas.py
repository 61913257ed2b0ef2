"""Dictionary forms of a word in Dutch and English."""

from __future__ import annotations

from functools import lru_cache

import simplemma

from assistant.catalog.text import LANGUAGES, Language
from assistant.language.normalise import plain
from assistant.language.resources import load

_LONGEST = 40


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
    return len(word) <= _LONGEST and (word in _added(language) or simplemma.is_known(word, lang=language))


def _known_lemma(form: str, language: Language) -> str | None:
    return simplemma.lemmatize(form, lang=language) if known(form, language) else None


@lru_cache(maxsize=2)
def _irregular(language: Language) -> dict[str, str]:
    return {str(form): str(lemma) for form, lemma in load("lemmas", language).items()}


@lru_cache(maxsize=2)
def _added(language: Language) -> frozenset[str]:
    return frozenset(load("known", language)["words"].split())
