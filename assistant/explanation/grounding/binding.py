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
        before = [one for one in mentions if one.start < figure.start][-1:]
        after = [one for one in mentions if one.start > figure.start][:1]
        if not any(_is(one, names) for one in (*before, *after) for names in owners):
            yield figure.text
    for one in mentions:
        if _lowered(one.text) in loose or one.text in loose:
            continue
        near = [held for figure, held in bound if figure.start < one.start][-1:]
        near += [held for figure, held in bound if figure.start > one.start][:1]
        if not any(_is(one, names) for held in near for names in held):
            yield one.text


def _is(mention: Mention, names: frozenset[str]) -> bool:
    return mention.text in names or _lowered(mention.text) in names


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
