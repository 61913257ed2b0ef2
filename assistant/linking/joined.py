"""Words that a sentence parts: "**er** kwamen er **bij**" is "erbij", "men **rukte** vaak **uit**" is "uitrukken".

So does a slip: "bij gekomen" and "af gebroken" are "bijgekomen" and "afgebroken".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.language import Analysis, Token, TokenKind, steering_words
from assistant.linking.index import PhraseIndex
from assistant.linking.spelling import Repair
from assistant.linking.words import is_glue, is_particle, stem

_FIRST = "er"
_PARTICIPLE = re.compile(r"ge[a-z]{3,}")


def put_together(analysis: Analysis, index: PhraseIndex) -> Iterator[Repair]:
    """Yield both parts of a word that is known whole: the first becomes the whole word, the last goes."""
    if spaced := list(_spaced(analysis, index)):
        yield from spaced
        return
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


def _spaced(analysis: Analysis, index: PhraseIndex) -> Iterator[Repair]:
    """A participle written apart from its beginning, where the whole word steers a question or is documented."""
    for at, (token, verb) in enumerate(pairwise(analysis.tokens)):
        whole = token.folded + verb.folded
        if not is_particle(token.text) or not _PARTICIPLE.fullmatch(verb.folded):
            continue
        if whole in steering_words(analysis.language) or index.known((stem(whole), whole)):
            yield Repair(at, token.text, whole)
            yield Repair(at + 1, verb.text, "")


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
