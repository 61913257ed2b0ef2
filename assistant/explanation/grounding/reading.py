"""A text as a reader meets it: sentences, with the names, periods and figures in them, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.explanation.grounding.facts import Fact, Grounds
from assistant.explanation.grounding.figures import Figure, figures

#: A full stop that ends a sentence; not the one in 1.234 or before a small letter.
_END = re.compile(r"(?<=[.!?]) +(?=[^a-zà-ÿ])")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or period in a sentence, at its place."""

    text: str
    start: int
    member: bool
    time: bool


@dataclass(frozen=True)
class Sentence:
    """One sentence: as written, with names and periods blanked out, what was blanked, and its figures with facts."""

    text: str
    rest: str
    mentions: tuple[Mention, ...]
    figures: tuple[tuple[Figure, tuple[Fact, ...]], ...]


def sentences(text: str, grounds: Grounds) -> Iterator[Sentence]:
    """Yield the sentences of a text."""
    known = sorted(grounds.names | grounds.members | grounds.times | grounds.periods, key=len, reverse=True)
    lowered = text.casefold()
    used = [name for name in known if name and name.casefold() in lowered]
    pattern = _pattern(tuple(used)) if used else None
    # Names first: a full stop inside a name ends no sentence.
    blanked = pattern.sub(lambda found: "\0" * len(found[0]), text) if pattern else text
    start = 0
    for piece in _END.split(blanked):
        whole = text[start : start + len(piece)]
        mentions = tuple(_mentions(whole, piece, pattern, grounds)) if pattern else ()
        rest = piece.replace("\0", " ")
        found = tuple(
            (one, tuple(fact for fact in grounds.facts if fact.gives(one))) for one in figures(rest, grounds.language)
        )
        yield Sentence(whole, rest, mentions, found)
        start += len(piece) + _gap(blanked, start + len(piece))


def _gap(text: str, at: int) -> int:
    return len(text[at:]) - len(text[at:].lstrip(" "))


@lru_cache(maxsize=256)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of the names, each also with a capital, not inside a longer word or number."""
    forms = [re.escape(one) for name in names for one in dict.fromkeys((name, name[:1].upper() + name[1:]))]
    return re.compile(rf"(?<![\w.,])(?:{'|'.join(forms)})(?![\w]|[.,]\d)")


def _mentions(whole: str, piece: str, pattern: re.Pattern[str], grounds: Grounds) -> Iterator[Mention]:
    for match in re.finditer("\0+", piece):
        for found in pattern.finditer(whole, match.start(), match.end()):
            written = found[0]
            forms = {written, written[:1].lower() + written[1:]}
            yield Mention(written, found.start(), bool(forms & grounds.members), bool(forms & grounds.times))
