"""Words that look alike: for spelling mistakes, never for numbers."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

#: Below this share of equal characters two words are not called alike.
_FLOOR = 70.0
_MOST = 10


def similar(word: str, words: Iterable[str]) -> list[tuple[str, float]]:
    """Return the words that ``word`` may be a misspelling of with their score (0–100), best first, ties by alphabet.

    Words with a digit in them are never taken for one another, and neither are very short ones.
    """
    if len(word) < 4 or _has_digit(word):
        return []
    candidates = [other for other in words if abs(len(other) - len(word)) <= 3 and not _has_digit(other)]
    matches = process.extract(
        word,
        candidates,
        scorer=DamerauLevenshtein.normalized_similarity,
        limit=_MOST,
        score_cutoff=_FLOOR / 100,
    )
    return sorted(((match[0], round(100 * match[1], 2)) for match in matches), key=lambda pair: (-pair[1], pair[0]))


def _has_digit(word: str) -> bool:
    return any(char.isdigit() for char in word)
