"""Whether a figure stands beside its own member and period: 10 in A and 20 in B, not the other way round."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from assistant.explanation.grounding.facts import Fact, Grounds
from assistant.explanation.grounding.reading import Mention, Sentence


def misplaced(sentence: Sentence, grounds: Grounds) -> Iterator[str]:
    """Yield the figures and names that stand beside something they do not belong to."""
    if len(grounds.members) > 1:
        members = [one for one in sentence.mentions if one.member]
        yield from _apart(sentence, members, lambda fact: fact.owners, grounds.loose)
    if len(grounds.times) > 1:
        times = [one for one in sentence.mentions if one.time]
        yield from _apart(sentence, times, lambda fact: fact.times, grounds.loose)


def _apart(
    sentence: Sentence, mentions: Sequence[Mention], belongs: Callable[[Fact], frozenset[str]], loose: frozenset[str]
) -> Iterator[str]:
    bound = [
        (figure, [belongs(fact) for fact in facts])
        for figure, facts in sentence.figures
        if figure.kind != "margin" and any(belongs(fact) for fact in facts)
    ]
    if not bound or not mentions:
        return
    for figure, owners in bound:
        if not all(owners):
            continue  # it is the size of something else too
        before = [one for one in reversed(mentions) if one.start < figure.start]
        after = [one for one in mentions if one.start > figure.start]
        near = [*_nearest(before, loose), *_nearest(after, loose)]
        if not any(_is(one, names) for one in near for names in owners):
            yield figure.text
    for one in mentions:
        if _is(one, loose):
            continue
        beside = [held for figure, held in bound if figure.start < one.start][-1:]
        beside += [held for figure, held in bound if figure.start > one.start][:1]
        if not any(_is(one, names) for held in beside for names in held):
            yield one.text


def _nearest(mentions: Sequence[Mention], loose: frozenset[str]) -> list[Mention]:
    """Return the first mention, and those after it as long as they may stand between a figure and its member."""
    found: list[Mention] = []
    for one in mentions:
        found.append(one)
        if not _is(one, loose):
            break
    return found


def _is(mention: Mention, names: frozenset[str]) -> bool:
    return mention.text in names or _lowered(mention.text) in names


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
