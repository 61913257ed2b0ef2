"""Matches the word patterns of both languages against a question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.catalog.text import LANGUAGES, Language
from assistant.language.cues.brackets import WHOLE_WORD, brackets
from assistant.language.cues.degrees import comparative, superlative
from assistant.language.cues.pattern import Element, Pattern, patterns
from assistant.language.cues.settle import settle
from assistant.language.kinds import CueKind
from assistant.language.resources import words
from assistant.language.spans import ArgValue, CueSpan, NumberSpan, PeriodSpan, Token, TokenKind

#: How many tokens "..." may stand for.
_GAP = 10
_SENTENCE_ENDS = frozenset(".?!:;")


@dataclass
class _Match:
    """A pattern as far as it has matched."""

    first: int
    last: int
    args: dict[str, ArgValue] = field(default_factory=dict)
    target: int | None = None
    more: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class _Question:
    """What the patterns look at."""

    tokens: Sequence[Token]
    numbers: dict[int, NumberSpan]
    beginnings: frozenset[int]
    language: Language
    in_period: frozenset[int] = frozenset()


def find(
    tokens: Sequence[Token],
    numbers: Sequence[NumberSpan],
    periods: Sequence[PeriodSpan],
    language: Language,
    mixed: bool,
) -> tuple[CueSpan, ...]:
    """Return the cues of a question in order; in a mixed question the patterns of both languages count."""
    in_period = {at for period in periods for at in range(period.first, period.last + 1)}
    free = {number.first: number for number in numbers if number.first not in in_period}
    found: list[tuple[CueSpan, Pattern]] = []
    for spoken in LANGUAGES if mixed else (language,):
        question = _Question(tokens, free, _beginnings(tokens), spoken, frozenset(in_period))
        for at in range(len(tokens)):
            found.extend(_at(question, at))
    found += [(cue, WHOLE_WORD) for cue in brackets(tokens)]
    return settle(found, periods, numbers)


def _at(question: _Question, at: int) -> Iterator[tuple[CueSpan, Pattern]]:
    token = question.tokens[at]
    table = patterns(question.language)
    listed = [table.by_word.get(form, ()) for form in dict.fromkeys((token.norm, token.folded, *token.lemmas))]
    listed += [table.by_class.get(name, ()) for name in _classes(question, at)]
    for pattern in {id(pattern): pattern for group in listed for pattern in group}.values():
        if match := _follow(question, pattern.elements, at, _Match(at, at), pattern):
            yield from _cues(question, pattern, match)


def _classes(question: _Question, at: int) -> Iterator[str]:
    if at in question.numbers:
        yield "<n>"
    if superlative(question.tokens[at], question.language):
        yield "<sup>"
    if comparative(question.tokens[at], question.language):
        yield "<comp>"


def _follow(
    question: _Question, elements: Sequence[Element], at: int, match: _Match, pattern: Pattern
) -> _Match | None:
    """Match ``elements`` from token ``at`` on; None when they do not fit."""
    if not elements:
        return match
    element, rest, tokens = elements[0], elements[1:], question.tokens
    match element.only:
        case "^":
            return _follow(question, rest, at, match, pattern) if at in question.beginnings else None
        case "$":
            ended = at >= len(tokens) or tokens[at].text in _SENTENCE_ENDS
            return _follow(question, rest, at, match, pattern) if ended else None
        case "<noun>":
            return _noun(question, at, match)
        case "...":
            return _gap(question, rest, at, match, pattern)
    if at >= len(tokens):
        return None
    if (end := _fits(question, element, at, match, pattern)) is None:
        return None
    return _follow(question, rest, end + 1, _Match(match.first, end, match.args, match.target, match.more), pattern)


def _noun(question: _Question, at: int, match: _Match) -> _Match | None:
    """The word a split or denominator begins with: the first that is no article."""
    articles = words("stop", "articles")
    while at < len(question.tokens) and question.tokens[at].norm in articles:
        at += 1
    if at >= len(question.tokens) or question.tokens[at].kind is not TokenKind.WORD or question.tokens[at].stop:
        return None
    return replace(match, target=at)


def _gap(question: _Question, rest: Sequence[Element], at: int, match: _Match, pattern: Pattern) -> _Match | None:
    for next_at in range(at, min(len(question.tokens), at + _GAP)):
        if question.tokens[max(at, next_at - 1)].text in _SENTENCE_ENDS:
            return None
        if found := _follow(
            question, rest, next_at, replace(match, first=next_at, last=next_at, args=dict(match.args)), pattern
        ):
            return replace(found, first=match.first, last=match.last, more=((found.first, found.last), *found.more))
    return None


def _fits(question: _Question, element: Element, at: int, match: _Match, pattern: Pattern) -> int | None:
    """Return the last token that ``element`` takes from ``at`` on, None when it does not fit; collect arguments."""
    token = question.tokens[at]
    if "<n>" in element.classes and (number := _number(question, at)):
        _take_number(number, match, pattern)
        return number.last
    for name, read in (("<sup>", superlative), ("<comp>", comparative)):
        if name in element.classes and (degree := read(token, question.language)):
            match.args.update(direction=degree.direction, adjective=degree.adjective)
            return at
    if "<word>" in element.classes and _plain_word(question, at):
        return at
    if token.norm in element.exact or token.folded in element.exact:
        return at
    fits = not element.lemmas.isdisjoint((token.norm, token.folded, *token.lemmas))
    return at if fits else None


def _number(question: _Question, at: int) -> NumberSpan | None:
    """The number at a token; an article before it goes with it: "een half miljoen", "a thousand"."""
    if at in question.numbers:
        return question.numbers[at]
    return question.numbers.get(at + 1) if question.tokens[at].norm in words("stop", "articles") else None


def _plain_word(question: _Question, at: int) -> bool:
    token = question.tokens[at]
    return token.kind is TokenKind.WORD and not token.stop and at not in question.in_period


def _take_number(number: NumberSpan, match: _Match, pattern: Pattern) -> None:
    name = pattern.number if pattern.number not in match.args else "high"
    match.args[name] = number.value
    if number.unit:
        match.args["unit"] = number.unit


def _cues(question: _Question, pattern: Pattern, match: _Match) -> Iterator[tuple[CueSpan, Pattern]]:
    args = {**pattern.args, **match.args}
    if pattern.kind is CueKind.THRESHOLD:
        args["op"] = _operator(args)
    if pattern.kind is CueKind.PER_CAPITA and "factor" in pattern.args and match.last > match.first:
        # The denominator is named in the list, but it is the catalogue that knows it.
        match = replace(match, target=match.first + 1, last=match.first)
    for first, last in ((match.first, match.last), *match.more):
        start, end = question.tokens[first].start, question.tokens[last].end
        yield CueSpan("", start, end, first, last, pattern.kind, args, match.target, pattern.ambiguous), pattern


def _operator(args: dict[str, ArgValue]) -> ArgValue:
    """ "Minder dan" and "lager dan" turn the operator of "meer dan" round; "niet" makes it include the limit."""
    low = args.get("direction") == "low"
    if args["op"] == "not":
        return ">=" if low else "<="
    return "<" if args["op"] == ">" and low else args["op"]


def _beginnings(tokens: Sequence[Token]) -> frozenset[int]:
    """Where a sentence can begin: at its first word, and at the words after fillers and marks."""
    found: set[int] = set()
    fillers = words("stop", "filler") | words("stop", "leading")
    open_ = True
    for at, token in enumerate(tokens):
        if open_:
            found.add(at)
        ends = token.text in _SENTENCE_ENDS or token.text == ","
        open_ = ends or (open_ and (token.kind is TokenKind.PUNCT or token.norm in fillers))
    return frozenset(found)
