""" "Hoeveel huishoudens behoren tot de minima": the words together name another figure than one of them alone.

A figure of the same data whose name is said whole, in another order or with words between, is meant rather than the
one that only a part of those words names.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.catalog import MetricRef
from assistant.language import CueKind, TokenKind
from assistant.linking.targets import FieldTarget, GroupTarget, LevelTarget, MemberTarget
from assistant.linking.words import bag_of, says_otherwise, split
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label
from assistant.planning.steps.metrics.fields import fields_of
from assistant.planning.steps.roles import role_of
from assistant.planning.words import words

_LIMITS = (MemberTarget, GroupTarget, LevelTarget)
_LISTING = (CueKind.SPLIT, CueKind.WHICH, CueKind.EACH, CueKind.TOP)


def take_fuller_names(draft: Draft) -> None:
    """Exchange the one figure for the one whose name the question says more fully, and say so."""
    if len(draft.metrics) != 1:
        return
    ref = draft.metrics[0]
    own = {at for use in draft.words if use.as_ == str(ref) for at in _tokens(draft, use.start, use.end)}
    said = _said(draft, own)
    if not own:
        return
    found: dict[MetricRef, frozenset[int]] = {}
    for name in draft.knowledge.catalog.by_name[ref.dataset].metrics:
        other = MetricRef(ref.dataset, name)
        if other != ref and (extra := _extra(draft, ref, other, said, own)):
            found[other] = extra
    longest = max(map(len, found.values()), default=0)
    best = [other for other, extra in found.items() if len(extra) == longest]
    if len(best) == 1:
        _exchange(draft, ref, best[0], own | found[best[0]])


def _extra(
    draft: Draft, ref: MetricRef, other: MetricRef, said: dict[str, int], own: set[int]
) -> frozenset[int] | None:
    """Return the tokens that the fuller name takes besides those of the figure itself; None where it is not said."""
    mine = _bag(draft.analysis.tokens[at].text for at in own)
    called = {next(iter(bag)) for bag in map(_bag, _names(draft, ref)) if len(bag) == 1} | mine
    spoken = frozenset(word for token in draft.analysis.tokens for word in split(token.text))
    for phrase in _names(draft, other):
        bag = _bag(phrase)
        if says_otherwise(spoken, frozenset(phrase)):
            continue
        rest = bag - called
        if rest and bag & called and all(word in said for word in rest) and not mine - bag - called:
            extra = frozenset(said[word] for word in rest)
            if not any(_apart(draft, at, own) for at in extra):
                return extra
    return None


def _said(draft: Draft, own: set[int]) -> dict[str, int]:
    """The content words of the question that limit nothing yet, with where they stand."""
    taken = set(own)
    for mention in draft.mentions:
        role = role_of(mention)
        listed = role is FieldTarget and _is_listed(draft, mention.first)
        limits = (role in _LIMITS or listed) and any(draft.reaches(ref) for ref in fields_of(draft, mention))
        if limits or (mention.first in draft.claimed and mention.first not in own):
            taken |= set(range(mention.first, mention.last + 1))
    for span in (*draft.analysis.periods, *draft.analysis.numbers, *draft.analysis.cues):
        taken |= set(range(span.first, span.last + 1))
    found: dict[str, int] = {}
    for at, token in enumerate(draft.analysis.tokens):
        if token.kind is TokenKind.WORD and at not in taken and at not in draft.claimed:
            for word in _bag((token.text,)):
                found.setdefault(word, at)
    return found


def _is_listed(draft: Draft, at: int) -> bool:
    """Whether the figure is asked for each of what stands here: "naar leeftijd", "welke soort"."""
    cues = draft.cues(*_LISTING)
    return any(cue.target == at or (cue.last < at and draft.only_small_words(cue.last + 1, at - 1)) for cue in cues)


def _apart(draft: Draft, at: int, own: set[int]) -> bool:
    """Whether a conjunction stands between a word and the figure: then they are two things."""
    first, last = (at, min(own)) if at < min(own) else (max(own), at)
    return any(token.folded in words("join") for token in draft.analysis.tokens[first + 1 : last])


def _names(draft: Draft, ref: MetricRef) -> Iterator[tuple[str, ...]]:
    metric = draft.knowledge.catalog.metric(ref)
    labels = [text for text in (metric.label.nl, metric.label.en) if text] if metric.label else []
    for text in (*labels, *metric.synonyms.all()):
        yield split(text)


def _bag(texts: Iterator[str] | tuple[str, ...]) -> frozenset[str]:
    return bag_of(word for text in texts for word in split(text))


def _tokens(draft: Draft, start: int, end: int) -> list[int]:
    return [at for at, token in enumerate(draft.analysis.tokens) if start <= token.start < end]


def _exchange(draft: Draft, ref: MetricRef, other: MetricRef, tokens: set[int] | frozenset[int]) -> None:
    draft.metrics[0] = other
    draft.words = [use for use in draft.words if use.as_ != str(ref)]
    for at in sorted(tokens):
        draft.claim(at, at, str(other))
    said = _spoken(draft, sorted(tokens))
    label = metric_label(draft.knowledge.catalog, other, draft.language)
    draft.assume("word", "assume_word", word=said, meaning=label)


def _spoken(draft: Draft, tokens: list[int]) -> str:
    """The words as they stand, with "…" where others lie between."""
    all_tokens, text = draft.analysis.tokens, ""
    for before, at in zip([None, *tokens], tokens, strict=False):
        near = before is not None and draft.only_small_words(before + 1, at - 1)
        if before is None:
            text = all_tokens[at].text
        elif near:
            text += draft.analysis.text[all_tokens[before].end : all_tokens[at].end]
        else:
            text += f" … {all_tokens[at].text}"
    return text
