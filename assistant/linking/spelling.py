"""Misspelt words, put right before a question is read: "hoevel inwonres" is "hoeveel inwoners", and the answer says so.

A word is taken for misspelt when no dictionary has it and the catalogue neither; never a number, never a word that
exists. What it is taken for is a word that steers a question, or a word of the catalogue, whichever is nearest; when
two are as near, it stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from assistant.catalog.text import Language
from assistant.language import Analysis, Token, TokenKind, edits, function_words, known, slip, steering_words
from assistant.linking.index import PhraseIndex
from assistant.linking.whole import occupied
from assistant.linking.words import stem

_SHORTEST, _LONG, _LONGEST = 4, 7, 40
#: A shorter compound is more likely a word that nobody wrote down.
_COMPOUND = 9
#: More strange words than this in one question are not misspelt.
_MOST = 8


class _Kind(Enum):
    STEERING = auto()
    FUNCTION = auto()
    CATALOGUE = auto()


@dataclass(frozen=True, slots=True)
class Repair:
    """Token ``at``, as it was written and as it was meant."""

    at: int
    written: str
    meant: str


@dataclass(frozen=True, slots=True)
class _Near:
    """A word that a misspelt one may be meant to be: how near, how well its form fits, and how it is written."""

    distance: int
    form: tuple[int, bool, int]
    shown: str


def repairs(analysis: Analysis, index: PhraseIndex) -> Iterator[Repair]:
    """Yield what is put right in a question."""
    taken = occupied(analysis)
    strange = [at for at, token in enumerate(analysis.tokens) if at not in taken and _strange(token, index)]
    if len(strange) > _MOST:
        return  # so many are no slips of the pen: it is another language, or a text
    for at in strange:
        token = analysis.tokens[at]
        name = at > 0 and token.text[:1].isupper()
        if meant := _meant(token.folded, analysis.language, index, name, bool(token.parts)):
            yield Repair(at, token.text, meant.capitalize() if token.text[:1].isupper() else meant)


def _strange(token: Token, index: PhraseIndex) -> bool:
    word = token.folded
    if token.kind is not TokenKind.WORD or token.stop or not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
        return False
    if known(token.norm, "nl") or known(token.norm, "en") or (token.parts and len(word) < _COMPOUND):
        return False
    return not (index.known((stem(word), word)) or index.parts(word) or index.find([f"={word}", f"={stem(word)}"]))


def _meant(word: str, language: Language, index: PhraseIndex, name: bool, made: bool) -> str | None:
    """Return the one word that ``word`` is nearest to, if it is near enough; of a name only one slip is put right.

    Of a compound that no dictionary has (``made``) too: it may well be a word ("schulphulp" is "schuldhulp").
    """
    near: dict[str, _Near] = {}
    for other, shown, kind in _candidates(word, language, index, name):
        apart = edits(word, other)
        if apart is None or apart > (1 if made else _allowed(word, other, name)):
            continue
        if (kind is _Kind.FUNCTION or len(word) == _SHORTEST) and not slip(word, other):
            continue
        # Of two words that are as near, the one that steers the question is the likelier: there are few of them.
        distance = 2 * apart + (kind is _Kind.CATALOGUE)
        # Of forms of one word, the one that ends as it was written: "woningn" is "woningen", not "woning".
        form = (apart, other[-1] != word[-1], distance)
        one = near.get(stem(other))
        if one is None or form < one.form:
            one = _Near(min(distance, one.distance) if one else distance, form, shown)
        near[stem(other)] = replace(one, distance=min(distance, one.distance))
    least = min((one.distance for one in near.values()), default=0)
    best = [one.shown for one in near.values() if one.distance == least]
    return best[0] if len(best) == 1 else None


def _allowed(word: str, other: str, name: bool) -> int:
    """Two slips are believed of a long word, or when they only left letters out; of a name never."""
    letters = iter(other)
    left_out = len(other) >= _LONG and all(letter in letters for letter in word)
    return 2 if (len(word) >= _LONG or left_out) and not name else 1


def _candidates(word: str, language: Language, index: PhraseIndex, name: bool) -> Iterator[tuple[str, str, _Kind]]:
    """Yield what a word may be meant to be: folded, as it is written, and what kind of word it is."""
    if not name:
        yield from ((other, other, _Kind.STEERING) for other in steering_words(language) if other[0] == word[0])
        # Function words are dropped once they are read: a word of another kind must not be taken for one.
        yield from ((other, other, _Kind.FUNCTION) for other in function_words(language) if other[0] == word[0])
    for head in dict.fromkeys((word[0], word[1])):
        for other, shown in index.spelled(head, len(word) - 2, len(word) + 2):
            yield other, shown, _Kind.CATALOGUE


def put_right(analysis: Analysis, found: list[Repair]) -> str:
    """Return the question with its repairs made."""
    text, offset = [], 0
    for one in found:
        token = analysis.tokens[one.at]
        text += [analysis.text[offset : token.start], one.meant]
        offset = token.end
    return "".join([*text, analysis.text[offset:]])
