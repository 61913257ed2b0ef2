"""Whether the direction in the words is that of the figures: rose, fell, higher, lowest, favourable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from assistant.explanation.grounding.facts import Fact, Grounds
from assistant.explanation.grounding.figures import Figure
from assistant.explanation.grounding.reading import Sentence
from assistant.explanation.grounding.wordlists import WordLists, wordlists

_UP = frozenset({">", ">="})
#: The words of a unit and the one after it: ``100 kg per inwoner of hoger``.
_UNIT_AND_WORD = 6


def wrong_ways(sentence: Sentence, grounds: Grounds) -> Iterator[str]:
    """Yield the words of direction that the figures do not bear out."""
    lists = wordlists(grounds.language)
    for match in re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*", sentence.rest):
        word, at = match[0].casefold(), match.start()
        # "De grootste stijging": the rise is held against the figures, not its size among others.
        moving = next(iter(sentence.rest[match.end() :].split()), "").casefold() in lists.strong
        if word in lists.up or word in lists.down:
            right = _moves(sentence, grounds, lists, word, at)
        elif word in lists.top or word in lists.bottom:
            right = moving or _extreme(sentence, grounds, word in lists.top, at)
        else:
            right = word not in lists.judgements or lists.judgements[word] in grounds.judgements
        if not right:
            yield match[0]


def wrong_verdict(text: str, grounds: Grounds) -> Iterator[str]:
    """Yield a yes, no or "that is right" at the head of a text that is not what the cells say."""
    said = max((one for one in wordlists(grounds.language).verdicts if text.startswith(one)), key=len, default=None)
    if said is not None and said != grounds.verdict:
        yield said


def _moves(sentence: Sentence, grounds: Grounds, lists: WordLists, word: str, at: int) -> bool:
    up = word in lists.up
    if word not in lists.strong and _is_count(sentence.rest, lists, word, at):
        return True
    limit = _limit_at(sentence, lists, at)
    if limit is not None:
        return (limit in _UP) is up
    step = _step(sentence, lists)
    if step is not None:
        return step != 0 and (step > 0) is up
    signs = {fact.value > 0 for _, facts in sentence.figures for fact in facts if fact.move and fact.value != 0}
    if signs:
        return up in signs
    return word not in lists.strong or ("up" if up else "down") in grounds.directions


def _is_count(text: str, lists: WordLists, word: str, at: int) -> bool:
    """Whether a word only adds to a count (``and 3 more``): a figure before it and nothing compared after it."""
    than = {one for pair in lists.than for one in pair}
    after = text[at + len(word) :].split()[:1]
    return text[:at].rstrip()[-1:].isdigit() and not (after and after[0].casefold() in than)


def _limit_at(sentence: Sentence, lists: WordLists, at: int) -> str | None:
    """Return how the threshold compares that stands beside a word: ``hoger dan 100``, ``100 of hoger``."""
    after = next((pair for pair in sentence.figures if pair[0].start > at), None)
    if after is not None and sentence.rest[at : after[0].start].split()[1:] in ([], *lists.than):
        return _limit(after[1])
    before = next((pair for pair in reversed(sentence.figures) if pair[0].end <= at), None)
    between = sentence.rest[before[0].end : at].split() if before is not None else []
    if before is not None and between[-1:] in lists.either and len(between) <= _UNIT_AND_WORD:
        return _limit(before[1])
    return None


def _limit(facts: tuple[Fact, ...]) -> str | None:
    return next((fact.limit for fact in facts if fact.limit), None)


def _step(sentence: Sentence, lists: WordLists) -> Decimal | None:
    """Return the difference in ``van 10 naar 20``; None when the sentence has no such pair."""
    found = [(one, _word_before(sentence, one)) for one, _ in sentence.figures if one.kind != "margin"]
    for (first, opening), (second, closing) in pairwise(found):
        if opening in lists.start and closing in lists.goal:
            return second.value - first.value
    return None


def _word_before(sentence: Sentence, figure: Figure) -> str:
    words = sentence.rest[: figure.start].split()
    return words[-1].casefold() if words else ""


def _extreme(sentence: Sentence, grounds: Grounds, top: bool, at: int) -> bool:
    """Whether the figure after the word is the highest (or lowest) of its column or of its own line."""
    if grounds.order is not None:
        return grounds.order is top
    after = [facts for figure, facts in sentence.figures if figure.start > at and figure.kind != "margin"]
    held = [fact for fact in (after[0] if after else ()) if fact.column is not None]
    if not held:
        return True
    return any(_is_extreme(fact, grounds, top) for fact in held)


def _is_extreme(fact: Fact, grounds: Grounds, top: bool) -> bool:
    cells = grounds.extremes.get(fact.column if fact.column is not None else -1, ())
    line = [value for owners, value in cells if owners == fact.owners]
    whole = [value for _, value in cells] or [fact.value]
    pick = max if top else min
    return fact.value == pick(whole) or (1 < len(line) < len(whole) and fact.value == pick(line))
