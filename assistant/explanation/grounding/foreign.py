"""Names and units that an answer does not have: another place of the catalogue, a name from nowhere, a wrong unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.explanation.grounding.facts import Grounds
from assistant.explanation.grounding.reading import Sentence
from assistant.explanation.grounding.wordlists import wordlists

_WORD = re.compile(r"[^\W\d_][\w'’.\-]*[^\W_]|[^\W\d_]")
_LONGEST = 5


def foreign_names(sentence: Sentence, grounds: Grounds) -> Iterator[str]:
    """Yield other names of the catalogue, and words with a capital inside the sentence that nothing accounts for."""
    own = wordlists(grounds.language).own
    words = list(_WORD.finditer(sentence.rest))
    skip = -1
    for index, match in enumerate(words):
        if match.start() < skip or not match[0][0].isupper():
            continue
        found = _longest(sentence.rest, words, index, grounds)
        if found is not None and (" " in found or found.casefold() not in own):
            skip = match.start() + len(found)
            yield found
        elif index > 0 and match[0].casefold() not in own and not _opens(sentence.rest, match.start()):
            yield match[0]


def wrong_units(sentence: Sentence, grounds: Grounds) -> Iterator[str]:
    """Yield figures followed by the unit of something else."""
    lists = wordlists(grounds.language)
    for figure, facts in sentence.figures:
        after = re.match(r" ?([^\W\d_][^\s,;:()]*)", sentence.text[figure.end :])
        word = after[1].rstrip(".!?").casefold() if after else ""
        if not facts or figure.kind == "margin" or word not in grounds.units | lists.units:
            continue
        if all(fact.units is not None and word not in fact.units for fact in facts):
            yield f"{figure.text} {word}"


def _longest(text: str, words: list[re.Match[str]], index: int, grounds: Grounds) -> str | None:
    start = words[index].start()
    for last in range(min(index + _LONGEST, len(words)) - 1, index - 1, -1):
        piece = text[start : words[last].end()]
        if piece.casefold() in grounds.foreign:
            return piece
    return None


def _opens(text: str, at: int) -> bool:
    """Whether a word stands first after a full stop or a quotation mark."""
    return text[:at].rstrip().endswith(("‘", "“", '"', "."))
