"""Words of a question: tokens, lemmas, compounds, numbers, periods and cues, Dutch and English; knows no catalogue."""

from assistant.language.analyse import analyse
from assistant.language.compounds import compound_parts
from assistant.language.compounds import dictionary_parts as pieces
from assistant.language.framing import framing
from assistant.language.kinds import CueKind
from assistant.language.lemmas import known, lemmas
from assistant.language.light import heavy, light, light_phrases
from assistant.language.nearness import edits, function_words, slip, steering_words
from assistant.language.normalise import fold, plain
from assistant.language.spans import Analysis, CueSpan, NumberSpan, PeriodKind, PeriodSpan, Token, TokenKind
from assistant.language.stopwords import is_stop

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
    "edits",
    "fold",
    "framing",
    "function_words",
    "heavy",
    "is_stop",
    "known",
    "lemmas",
    "light",
    "light_phrases",
    "pieces",
    "plain",
    "slip",
    "steering_words",
]
