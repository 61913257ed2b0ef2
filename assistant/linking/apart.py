"""Compounds read apart: "afvalmeldingen" is "afval" and "meldingen", "woninggroei" is "woning" and "groei"."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.language import Analysis, TokenKind, known
from assistant.linking.index import PhraseIndex
from assistant.linking.keys import spoken_keys
from assistant.linking.spelling import Repair
from assistant.linking.targets import ConceptTarget, DatasetTarget, GroupTarget, MemberTarget, MetricTarget, Target
from assistant.linking.words import change_heads, split

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
        elif change := figure_and_change(word, index):
            yield Repair(at, token.text, _change_of(*change))


def changes_apart(analysis: Analysis, index: PhraseIndex) -> Iterator[Repair]:
    """Yield the compounds of a figure and its rise or fall, also where the whole word is a figure of its own."""
    for at, token in enumerate(analysis.tokens):
        if token.kind is TokenKind.WORD and (change := figure_and_change(token.folded, index)):
            yield Repair(at, token.text, _change_of(*change))


def _change_of(figure: str, change: str) -> str:
    return f"{change} van {figure}"


def figure_and_change(word: str, index: PhraseIndex) -> tuple[str, str] | None:
    """Return the figure and the word of rise or fall that make up a word together."""
    if len(word) < _SHORTEST or not word.isalpha():
        return None
    for head in change_heads():
        if word.endswith(head):
            figures = [figure for figure in _before(word.removesuffix(head)) if _is_figure(figure, index)]
            return (min(figures, key=lambda one: not known(one, "nl")), head) if figures else None
    return None


def _before(word: str) -> Iterator[str]:
    """Yield the first part of a compound, with and without what may stand behind it."""
    for link in _LINKS:
        if word.endswith(link) and len(word) - len(link) >= _SHORTEST_PART:
            yield word.removesuffix(link)


def _is_figure(word: str, index: PhraseIndex) -> bool:
    return any(isinstance(one, MetricTarget | ConceptTarget | DatasetTarget) for one in _targets(word, index))


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
