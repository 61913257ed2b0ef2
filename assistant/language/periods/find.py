"""Finds all periods of a question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from assistant.catalog.text import LANGUAGES, Language
from assistant.language.periods import calendar, relative
from assistant.language.periods.atoms import Atom
from assistant.language.periods.frames import frame
from assistant.language.periods.pieces import Pieces, cut, joined
from assistant.language.periods.vocabulary import compiled, phrases
from assistant.language.resources import load
from assistant.language.spans import NumberSpan, PeriodSpan, Token, TokenKind
from assistant.language.taken import Taken

_RULES = (*relative.PHRASES, *calendar.RULES, *relative.RULES, *calendar.REST)


def find(
    tokens: Sequence[Token],
    numbers: Sequence[NumberSpan],
    ordinals: Sequence[NumberSpan],
    as_of: dt.date,
    language: Language,
) -> tuple[PeriodSpan, ...]:
    """Return the periods of a question in order; they do not overlap."""
    pieces = cut(tokens, numbers, ordinals)
    atoms = _atoms(pieces, tokens, as_of, language)
    if not atoms:
        return ()
    framed = _reduced(pieces, atoms)
    spans = []
    for one in frame(framed.text, atoms, as_of):
        first, last = framed.covered(one.start, one.end)
        spans.append(_placed(one.span, tokens, first, last))
    return tuple(spans)


def _placed(span: PeriodSpan, tokens: Sequence[Token], first: int, last: int) -> PeriodSpan:
    other = _placed(span.other, tokens, first, last) if span.other else None
    return replace(span, first=first, last=last, start=tokens[first].start, end=tokens[last].end, other=other)


def _atoms(pieces: Pieces, tokens: Sequence[Token], as_of: dt.date, language: Language) -> list[Atom]:
    found: list[Atom] = []
    taken = Taken(len(pieces.text))
    for pattern, build in _RULES:
        for match in compiled(pattern).finditer(pieces.text):
            if not taken.free(match.start(), match.end()):
                continue
            if _is_amount(match.group(0), match.start(), match.end(), pieces, tokens, language):
                continue
            if meaning := build(match, as_of):
                found.append(Atom(match.start(), match.end(), meaning))
                taken.take(match.start(), match.end())
    return sorted(found, key=lambda atom: atom.start)


def _is_amount(text: str, start: int, end: int, pieces: Pieces, tokens: Sequence[Token], language: Language) -> bool:
    """Whether a bare four-digit number counts something ("meer dan 2000 inwoners", "€ 2000") and is no year."""
    before = pieces.text[:start].rsplit(None, 1)[-1:] or [""]
    _, last = pieces.covered(start, end)
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if text in _doubtful_months():
        alone = not before[0] and (after is None or after.kind is TokenKind.PUNCT)
        return not alone and before[0] not in phrases("month_before")
    if not (text.isdigit() and len(text) == 4):
        return False
    if before[0] in {"€", "eur"} | _words("top", language) or (after and after.norm in {"%", "€"} | _units()):
        return True
    if before[0] in _words("amount_before", language):
        return True
    counted = after is not None and after.kind is TokenKind.WORD and not after.stop
    return counted and before[0] in _words("amount_if_counted", language)


def _reduced(pieces: Pieces, atoms: Sequence[Atom]) -> Pieces:
    """Return the pieces with each atom as one piece ``<i>``."""
    words: list[str] = []
    covered: list[tuple[int, int]] = []
    position = 0
    for index, atom in enumerate(atoms):
        _copy(pieces, position, atom.start, words, covered)
        words.append(f"<{index}>")
        covered.append(pieces.covered(atom.start, atom.end))
        position = atom.end
    _copy(pieces, position, len(pieces.text), words, covered)
    return joined(words, covered)


def _copy(pieces: Pieces, start: int, end: int, words: list[str], covered: list[tuple[int, int]]) -> None:
    for at, token in zip(pieces.starts, pieces.tokens, strict=True):
        if start <= at < end:
            words.append(pieces.text[at:].split(" ", 1)[0])
            covered.append(token)


@cache
def _words(key: str, language: Language) -> frozenset[str]:
    return frozenset(load("numbers", language)[key].split())


@cache
def _units() -> frozenset[str]:
    return frozenset(str(word) for language in LANGUAGES for word in load("numbers", language)["units"])


@cache
def _doubtful_months() -> frozenset[str]:
    return frozenset(phrases("doubtful_months"))
