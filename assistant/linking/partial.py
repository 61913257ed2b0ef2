"""Part of a phrase of the catalogue, for the words that are no phrase whole."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.language import Analysis, TokenKind
from assistant.linking.index import Phrase, PhraseIndex
from assistant.linking.targets import ConceptTarget, Evidence, Link, MemberTarget, MetricTarget, Target
from assistant.linking.words import bag_of, is_generic, split

#: A word that fits more targets than this says too little to stand for any of them.
_VAGUE = 12
#: Words next to each other that are looked at together; a pasted page is not one phrase.
_LONGEST = 8
#: A phrase of which all words are said, but apart.
_SCATTERED = -0.15


def partial_phrases(analysis: Analysis, index: PhraseIndex, covered: set[int]) -> Iterator[Link]:
    """Yield links for words outside ``covered`` that are a part of some phrase."""
    tokens = analysis.tokens
    open_words = {
        position: bag_of(split(token.text), index.parts)
        for position, token in enumerate(tokens)
        if position not in covered and not token.stop and token.kind is TokenKind.WORD and not is_generic(token.text)
    }
    spoken = bag_of((word for token in tokens for word in split(token.text)), index.parts)
    holding = {word: index.holding(word) for bag in open_words.values() for word in bag}
    for first, last in _runs(sorted(open_words)):
        bag = frozenset[str]().union(*(open_words[position] for position in range(first, last + 1)))
        names = all(tokens[position].text[:1].isupper() for position in range(first, last + 1))
        for found in _part_of(first, last, bag, holding, spoken):
            # An everyday word is said whole. Part of a name only stands for the name when it is written as one:
            # "per wijk" is not Wijk bij Duurstede.
            if isinstance(found.target, ConceptTarget) or (isinstance(found.target, MemberTarget) and not names):
                continue
            yield found


def _part_of(
    first: int, last: int, bag: frozenset[str], holding: dict[str, list[Phrase]], spoken: frozenset[str]
) -> Iterator[Link]:
    found: dict[Target, tuple[float, Phrase]] = {}
    for word in bag:
        for phrase in holding[word]:
            # Less may be said than a name has, never more: "Zuid-West" is not Zuid.
            if isinstance(phrase.target, MemberTarget) and not bag <= phrase.bag:
                continue
            shared = len(bag & phrase.bag) / max(len(bag | phrase.bag), 1)
            if phrase.target not in found or shared > found[phrase.target][0]:
                found[phrase.target] = (shared, phrase)
    if len(found) > _VAGUE:
        best = max(share for share, _ in found.values())
        found = {target: item for target, item in found.items() if item[0] >= best}
    if len(found) > _VAGUE:
        return
    for share, phrase in found.values():
        # "What mark did guests give the ferry": all of "mark for the ferry" is said, only not in one go.
        if isinstance(phrase.target, MetricTarget) and len(phrase.bag) > 1 and phrase.bag <= spoken:
            yield Link.made(first, last, phrase, Evidence.COMPOUND, _SCATTERED)
        else:
            yield Link.made(first, last, phrase, Evidence.PARTIAL, 0.3 * (share - 0.5))


def _runs(positions: list[int]) -> Iterator[tuple[int, int]]:
    """Yield every single position and every short run of neighbours among ``positions``."""
    for start, first in enumerate(positions):
        last = first
        yield first, last
        for following in positions[start + 1 : start + _LONGEST]:
            if following != last + 1:
                break
            last = following
            yield first, last
