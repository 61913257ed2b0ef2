"""Cuts a text into tokens."""

from __future__ import annotations

import re

from assistant.language.compounds import dictionary_parts
from assistant.language.lemmas import lemmas
from assistant.language.normalise import fold, plain
from assistant.language.spans import Token, TokenKind
from assistant.language.stopwords import is_stop

_LETTER = r"[^\W\d_]"
_QUOTE = "['’‘`´]"
_PATTERN = re.compile(
    rf"""
    (?P<word>
        (?<![\w]){_QUOTE}(?=[sS]\b)[sS](?:-\w+)*           # 's, 's-Hertogenbosch
      | (?<![\w]){_QUOTE}[0-9]{{2}}(?![\w])                 # '23
      | (?<![\w.])(?:{_LETTER}\.){{2,}}(?:{_LETTER}(?!\w))? # t.o.v.
      | (?<!\w){_LETTER}{{1,2}}/{_LETTER}{{1,2}}(?!\w)      # t/m
      | (?<![\w.,])[0-9]{{1,3}}\+(?:{_QUOTE}?ers?)?(?![\w])   # 65+, 65+'ers
      | (?<![\w.,])[0-9]+-?{_LETTER}[\w]*(?:-\w+)*          # 2e, 20k, 65-plussers
      | {_LETTER}\w*(?:(?:-|{_QUOTE}|&|(?<=\w)_)\w+)*       # words, WOZ-waarde, foto's
    )
  | (?P<number> [0-9]+(?:[.,][0-9]+)* )
  | (?P<punct>  >=|<=|<>|!=|==|\.\.\.|\S )
    """,
    re.VERBOSE,
)
#: A period code glued with a hyphen is two tokens: 2023-Q2, 2024-W07, 2023KW01.
_CODE = re.compile(r"(?<![\w])([0-9]{4})-?((?:Q|q|W|w|KW|kw|H|h)[0-9]{1,2})(?!\w)")


def tokenise(text: str) -> tuple[Token, ...]:
    """Return the tokens of a normalised text, in order; together they hold every character but the spaces."""
    tokens: list[Token] = []
    position = 0
    for code in _CODE.finditer(text):
        tokens += _scan(text, position, code.start())
        tokens += [_token(code[1], code.start(1), TokenKind.NUMBER), _token(code[2], code.start(2), TokenKind.WORD)]
        position = code.end()
    return tuple(tokens + _scan(text, position, len(text)))


def _scan(text: str, start: int, end: int) -> list[Token]:
    return [
        _token(match[0], match.start(), TokenKind(match.lastgroup or "punct"))
        for match in _PATTERN.finditer(text, start, end)
    ]


def _token(text: str, start: int, kind: TokenKind) -> Token:
    norm = plain(text)
    is_word = kind is TokenKind.WORD
    return Token(
        text=text,
        norm=norm,
        folded=fold(text) if is_word else norm,
        lemmas=lemmas(norm) if is_word else (norm,),
        parts=dictionary_parts(norm) if is_word else (),
        start=start,
        end=start + len(text),
        kind=kind,
        stop=is_word and is_stop(norm),
    )
