"""Words of a question: tokens, lemmas, compounds, numbers, periods and cues, Dutch and English; knows no catalogue."""

from assistant.language.analyse import analyse
from assistant.language.compounds import compound_parts
from assistant.language.kinds import CueKind
from assistant.language.lemmas import lemmas
from assistant.language.nearness import similar
from assistant.language.normalise import fold
from assistant.language.spans import Analysis, CueSpan, NumberSpan, PeriodKind, PeriodSpan, Token, TokenKind

__all__ = [
    "Analysis",
    "CueKind",
    "CueSpan",
    "NumberSpan",
    "PeriodKind",
    "PeriodSpan",
    "Token",
    "TokenKind",
    "analyse",
    "compound_parts",
    "fold",
    "lemmas",
    "similar",
]
