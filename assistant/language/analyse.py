"""The public door of this room: reads a question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from assistant.catalog.text import Language
from assistant.language import cues, numbers, periods
from assistant.language.detect import detect
from assistant.language.normalise import normalise
from assistant.language.spans import Analysis, NumberSpan, PeriodSpan, Span, Token
from assistant.language.tokens import tokenise

_S = TypeVar("_S", bound=Span)
#: Stands for a name while periods are looked for.
_NAME = "\x01"


def analyse(
    text: str, as_of: dt.date, language: Language | None = None, names: frozenset[str] = frozenset()
) -> Analysis:
    """Read a question: its tokens, language, numbers, periods (relative to ``as_of``) and cues.

    ``language`` forces the language; otherwise it is detected. ``names`` are words, folded, that are names here and
    no months or seasons. Any text can be read; nothing is ever raised.
    """
    clean = normalise(text)
    tokens = tokenise(clean)
    detected = detect(tokens, language)
    counted, ordinals = numbers.find(tokens, detected.language)
    dated = periods.find(_hidden(tokens, names), counted, ordinals, as_of, detected.language)
    cued = cues.find(tokens, counted, dated, detected.language, detected.mixed)
    return Analysis(
        text=clean,
        language=detected.language,
        other=detected.other,
        mixed=detected.mixed,
        tokens=tokens,
        numbers=_worded(clean, _outside(counted, dated)),
        ordinals=_worded(clean, _outside(ordinals, dated)),
        periods=_worded(clean, dated),
        cues=_worded(clean, cued),
    )


def _hidden(tokens: Sequence[Token], names: frozenset[str]) -> Sequence[Token]:
    """Return the tokens with the names made unreadable as anything else."""
    if not names:
        return tokens
    return [replace(token, norm=_NAME, folded=_NAME) if token.folded in names else token for token in tokens]


def _outside(found: Sequence[NumberSpan], dated: Sequence[PeriodSpan]) -> list[NumberSpan]:
    """Leave out the numbers that are part of a period."""
    return [one for one in found if not any(period.first <= one.first <= period.last for period in dated)]


def _worded(text: str, spans: Sequence[_S]) -> tuple[_S, ...]:
    """Give each span its own words."""
    return tuple(replace(span, text=text[span.start : span.end]) for span in spans)
