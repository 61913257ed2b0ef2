"""Words that a sentence parts: "er kwamen woningen **bij**", "**er** kwamen in 2024 woningen **bij**" is "erbij"."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.language import Analysis, TokenKind
from assistant.linking.index import PhraseIndex
from assistant.linking.spelling import Repair
from assistant.linking.words import is_glue, stem

_FIRST = "er"


def put_together(analysis: Analysis, index: PhraseIndex) -> Iterator[Repair]:
    """Yield "er" and the preposition at the end as the one word that the catalogue knows: both are replaced."""
    words = [at for at, token in enumerate(analysis.tokens) if token.kind is TokenKind.WORD]
    if not words or not is_glue(analysis.tokens[words[-1]].text):
        return
    last = words[-1]
    if any(token.kind is not TokenKind.PUNCT for token in analysis.tokens[last + 1 :]):
        return
    joined = _FIRST + analysis.tokens[last].folded
    for at in words[:-1]:
        if analysis.tokens[at].folded == _FIRST and index.known((stem(joined), joined)):
            yield Repair(at, analysis.tokens[at].text, joined)
            yield Repair(last, analysis.tokens[last].text, "")
            return
