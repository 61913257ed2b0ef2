"""Which verified questions a change of the catalogue moves: they lose their ground, or hold the word that changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.catalog.catalog import Catalog
from assistant.catalog.profile import DataProfile
from assistant.review.book import Book
from assistant.review.slots import words_of
from assistant.review.verified import Verified


@dataclass(frozen=True, slots=True)
class Moved:
    """Verified questions by what becomes of them.

    ``waiting`` must be approved anew, for the documentation that they rest on is another; ``worded`` hold the word:
    they answer as before, but who varies them may be understood otherwise.
    """

    waiting: tuple[Verified, ...]
    worded: tuple[Verified, ...]


def moved_by(root: Path, before: Catalog, after: Catalog, profile: DataProfile, word: str) -> Moved:
    """Return what a change from ``before`` to ``after`` moves, in which ``word`` gets a meaning or another one."""
    was, will = Book(root, before, profile), Book(root, after, profile)
    waiting = tuple(one for one in was.all() if was.stands(one) and not will.stands(one))
    wanted = words_of(word).folded
    holding = (one for one in was.all() if any(_holds(text, wanted) for text in one.wordings))
    worded = tuple(one for one in holding if one not in waiting)
    return Moved(waiting, worded)


def _holds(text: str, wanted: tuple[str, ...]) -> bool:
    words = words_of(text).folded
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1)) and bool(wanted)
