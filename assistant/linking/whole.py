"""Whole phrases of the catalogue in a question: as written, inflected, run together, or in another order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.language import Analysis, CueKind, Token, TokenKind
from assistant.linking.index import Phrase, PhraseIndex
from assistant.linking.keys import BAG, GLUED, bag_keys, spoken_keys
from assistant.linking.targets import ConceptTarget, Evidence, Link, MetricTarget
from assistant.linking.words import is_generic, is_glue, is_joint, says_otherwise, split, stem

#: Words that are strange by themselves may be pieces of one: "bijstands uitkeringen". More pieces are no one word.
_PIECES = 3
_OPERATORS = (CueKind.SPLIT, CueKind.PER_CAPITA, CueKind.TIME_SPLIT, CueKind.COMPARE, CueKind.NEGATION, CueKind.WHICH)

#: A key to look up, with the words that it compares.
Key = tuple[str, frozenset[str]]


@dataclass(frozen=True)
class _Window:
    """A stretch of tokens with its words and the keys to look it up under, each with the words it compares."""

    first: int
    last: int
    words: tuple[str, ...]
    keys: tuple[Key, ...]
    skipping: frozenset[str] = frozenset()
    before: tuple[str, ...] = ()


def whole_phrases(analysis: Analysis, index: PhraseIndex) -> Iterator[Link]:
    """Yield a link for every stretch of the question that is a phrase of the catalogue."""
    windows = list(_windows(analysis, index))
    found = index.find(key for window in windows for key, _ in window.keys)
    firm, borders, said = _superlatives(analysis), _borders(analysis), occupied(analysis)
    stops = {at for at, token in enumerate(analysis.tokens) if token.stop}
    for window in windows:
        inside = set(range(window.first, window.last + 1))
        optional = _optional_start(analysis.tokens, window.first, window.last)
        for key, bag in window.keys:
            for phrase in found.get(key, ()):
                link = _link(window, key, bag, phrase)
                if link is None or ((firm & inside or inside <= stops) and link.evidence is not Evidence.EXACT):
                    continue
                if phrase.name and said & inside and not analysis.tokens[window.first].text[:1].isupper():
                    continue  # "meer dan" is no district of that name
                if optional and "(" not in phrase.phrase:
                    continue  # "(deels) gegrond" is both, and not only the part
                if not (borders & inside and link.evidence is Evidence.COMPOUND):
                    yield link


def _optional_start(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the stretch begins with words in brackets, which may be left out: "(deels) gegrond"."""
    inside = [token.text for token in tokens[first : last + 1]]
    opened = first > 0 and tokens[first - 1].text == "("
    return opened and ")" in inside[:-1] and "(" not in inside


def occupied(analysis: Analysis) -> set[int]:
    """Return the tokens that are a period, a number or an operator."""
    spans = [*analysis.periods, *analysis.numbers, *analysis.cues]
    return {position for span in spans for position in range(span.first, span.last + 1)}


def _superlatives(analysis: Analysis) -> set[int]:
    """ "Laagste inkomen" is not "laag inkomen": a superlative only fits a phrase that has it as it stands.

    "Onveiligste" says neither much nor little by itself: what it is the most of, the catalogue may know.
    """
    cues = analysis.cues_of(CueKind.TOP, CueKind.COMPARATIVE)
    return {cue.last for cue in cues if cue.args.get("adjective") and cue.args.get("direction")}


def _borders(analysis: Analysis) -> set[int]:
    """ "Misdrijven per soort" is no loose way to say "soort misdrijf": operators part what stands on both sides."""
    return {position for cue in analysis.cues_of(*_OPERATORS) for position in range(cue.first, cue.last + 1)}


def _windows(analysis: Analysis, index: PhraseIndex) -> Iterator[_Window]:
    tokens = analysis.tokens
    said = occupied(analysis)
    words = [split(token.text) for token in tokens]
    open_ = _may_belong(tokens, words, index)
    for first in range(len(tokens)):
        for last in range(first, min(len(tokens), first + index.longest)):
            if tokens[last].kind is TokenKind.PUNCT and tokens[last].text in "()-":
                continue
            if not words[last] or tokens[last].kind is TokenKind.PUNCT or not words[first]:
                break
            if not open_[last] and last - first >= _PIECES:
                break
            loose: list[Key] = []
            skipping: list[Key] = []
            if all(open_[first : last + 1]):
                loose = _loose_keys(words[first : last + 1], index)
                if said.isdisjoint(range(first, last + 1)):
                    skipping = [
                        one for one in _without_stop_words(tokens, words, first, last, index) if one not in loose
                    ]
            window = _window(words, first, last, loose, skipping)
            if window is not None:
                yield window


def _may_belong(tokens: Sequence[Token], words: Sequence[tuple[str, ...]], index: PhraseIndex) -> list[bool]:
    """Whether each token can be part of a phrase: it has a word of one, or no meaning of its own."""
    stems = {stem(word) for group in words for word in group}
    known = index.known(stems)
    return [
        token.stop or all(is_glue(word) or is_generic(word) or stem(word) in known or index.parts(word) for word in own)
        for token, own in zip(tokens, words, strict=True)
    ]


def _window(
    words: Sequence[tuple[str, ...]], first: int, last: int, loose: list[Key], skipping: list[Key]
) -> _Window | None:
    own = tuple(word for group in words[first : last + 1] for word in group)
    if all(is_glue(word) for word in own) or (len(own) == 1 and own[0].isdigit()):
        return None
    # "Reports on" is not "reported on": a small word at an end must be there as it is.
    whole = not (is_glue(own[0]) or is_glue(own[-1]))
    keys = [(key, frozenset[str]()) for key in spoken_keys(own, inflected=whole)]
    skipped = frozenset(key for key, _ in skipping)
    before = words[first - 1] if first else ()
    return _Window(first, last, own, tuple(dict.fromkeys(keys + loose + skipping)), skipped, before)


def _loose_keys(groups: Sequence[tuple[str, ...]], index: PhraseIndex) -> list[Key]:
    """Return the keys of the words whatever their order; a word said twice is two things."""
    own = tuple(word for group in groups for word in group)
    if is_glue(own[0]) or is_glue(own[-1]):
        return []
    content = sum(not is_glue(word) and not is_generic(word) for word in own)
    return [(key, bag) for key, bag in bag_keys(own, index.parts) if content <= len(bag)]


def _without_stop_words(
    tokens: Sequence[Token], words: Sequence[tuple[str, ...]], first: int, last: int, index: PhraseIndex
) -> list[Key]:
    """ "Meldingen stonden open" says "open meldingen": inside a stretch, words without meaning do not count."""
    inner = [at for at in range(first + 1, last) if tokens[at].stop]
    if not inner or tokens[first].stop or tokens[last].stop:
        return []
    return _loose_keys([words[at] for at in range(first, last + 1) if at not in inner], index)


def _link(window: _Window, key: str, bag: frozenset[str], phrase: Phrase) -> Link | None:
    first, last = window.first, window.last
    if key[0] == GLUED and phrase.words == window.words:
        return Link.made(first, last, phrase, Evidence.EXACT)
    if key[0] != BAG:
        return Link.made(first, last, phrase, Evidence.INFLECTED)
    if _ends_in_other_kind(window.words, phrase) or _joins_more(window.words, phrase):
        return None
    if says_otherwise(frozenset((*window.before, *window.words)), frozenset(phrase.words)):
        return None
    if key in window.skipping and not isinstance(phrase.target, MetricTarget | ConceptTarget):
        return None  # a name is said in one go
    return Link.made(first, last, phrase, Evidence.COMPOUND, _kind_agrees(window.words, phrase))


def _joins_more(window: tuple[str, ...], phrase: Phrase) -> bool:
    """ "Aanvragen en besluiten" are two things, not the "besluiten op aanvragen"."""
    return any(is_joint(word) and word not in phrase.words for word in window)


def _ends_in_other_kind(window: tuple[str, ...], phrase: Phrase) -> bool:
    """Whether the window begins or ends with a word of kind ("deel van …") that the phrase does not have."""
    offered = {stem(word) for word in phrase.words if is_generic(word)}
    return any(is_generic(word) and stem(word) not in offered for word in (window[0], window[-1]))


def _kind_agrees(window: tuple[str, ...], phrase: Phrase) -> float:
    """Weigh whether question and phrase mean the same kind of figure (an amount, an average, a share)."""
    asked = {stem(word) for word in window if is_generic(word)}
    offered = {stem(word) for word in phrase.words if is_generic(word)}
    if asked == offered:
        return 0.0
    return -0.25 if asked and offered and not asked & offered else -0.04
