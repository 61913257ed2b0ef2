"""Words that a sentence parts: "**er** kwamen er **bij**" is "erbij", "men **rukte** vaak **uit**" is "uitrukken"."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.language import Analysis, Token, TokenKind
from assistant.linking.index import PhraseIndex
from assistant.linking.spelling import Repair
from assistant.linking.words import is_glue, is_particle, stem

_FIRST = "er"


def put_together(analysis: Analysis, index: PhraseIndex) -> Iterator[Repair]:
    """Yield both parts of a word that the catalogue knows: the first becomes the whole word, the last goes."""
    last = _end_of_clause(analysis)
    if last is None:
        return
    end = analysis.tokens[last].folded
    for at in range(last - 1, -1, -1):
        token = analysis.tokens[at]
        for joined in _joined(token, end):
            if index.known((stem(joined), joined)):
                yield Repair(at, token.text, joined)
                yield Repair(last, analysis.tokens[last].text, "")
                return


def _end_of_clause(analysis: Analysis) -> int | None:
    """Return the token at the end, periods and marks aside, when it is a small word that can end a parted one."""
    dated = {at for span in analysis.periods for at in range(span.first, span.last + 1)}
    for at in range(len(analysis.tokens) - 1, 0, -1):
        token = analysis.tokens[at]
        if token.kind is TokenKind.PUNCT or at in dated or (is_glue(token.text) and at + 1 in dated):
            continue
        return at if is_glue(token.text) or is_particle(token.text) else None
    return None


def _joined(token: Token, end: str) -> Iterator[str]:
    if token.folded == _FIRST:
        yield _FIRST + end
    elif token.kind is TokenKind.WORD and not token.stop and is_particle(end):
        yield from (f"{end}{lemma}" for lemma in token.lemmas if lemma.isalpha())
