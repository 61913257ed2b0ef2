"""Compounds of a member and a figure, read apart: "afvalmeldingen" is "afval" and "meldingen"."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.language import Analysis, TokenKind
from assistant.linking.index import PhraseIndex
from assistant.linking.keys import spoken_keys
from assistant.linking.spelling import Repair
from assistant.linking.targets import GroupTarget, MemberTarget, MetricTarget, Target
from assistant.linking.words import split

_SHORTEST = 8
_SHORTEST_PART = 4
#: What may stand between the two: afval-, bijstand-s-, kind-er-, straat-.
_LINKS = ("", "s", "en", "e", "er", "n")


def taken_apart(analysis: Analysis, index: PhraseIndex) -> Iterator[Repair]:
    """Yield the compounds that are no phrase of the catalogue, each with its two parts as separate words."""
    for at, token in enumerate(analysis.tokens):
        word = token.folded
        if token.kind is not TokenKind.WORD or token.stop or len(word) < _SHORTEST or not word.isalpha():
            continue
        if _targets(word, index):
            continue
        if pair := _pair(word, index):
            yield Repair(at, token.text, " ".join(pair))


def _pair(word: str, index: PhraseIndex) -> tuple[str, str] | None:
    """Return a member and a metric that make up the word together, the longest metric first."""
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        head = word[cut:]
        if not any(isinstance(one, MetricTarget) for one in _targets(head, index)):
            continue
        for link in _LINKS:
            member = word[:cut].removesuffix(link)
            if (not link or len(member) < cut) and len(member) >= _SHORTEST_PART and _is_member(member, index):
                return member, head
    return None


def _is_member(word: str, index: PhraseIndex) -> bool:
    return any(
        isinstance(one, GroupTarget) or (isinstance(one, MemberTarget) and one.member.level is None)
        for one in _targets(word, index)
    )


def _targets(word: str, index: PhraseIndex) -> set[Target]:
    found = index.find(spoken_keys(split(word)))
    return {phrase.target for phrases in found.values() for phrase in phrases}
