"""Words that carry no meaning of their own: function words, fillers, politeness."""

from __future__ import annotations

from functools import cache

from assistant.language.normalise import fold
from assistant.language.resources import words


def is_stop(word: str) -> bool:
    """Whether ``word`` is a function word or filler in Dutch or English."""
    return word in stop_words() or fold(word) in stop_words()


@cache
def stop_words() -> frozenset[str]:
    """Return all stop words, as written and without accents."""
    listed = words("stop", "function") | words("stop", "filler")
    return listed | frozenset(map(fold, listed))
