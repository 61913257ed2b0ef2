"""Reads a question for planning: misspelt words put right, compounds read apart, parted words together."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.language import Analysis, analyse
from assistant.linking.apart import changes_apart, taken_apart
from assistant.linking.index import PhraseIndex
from assistant.linking.joined import put_together
from assistant.linking.spelling import Repair, put_right, repairs
from assistant.planning.translator import Request


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it was understood, with the misspelt words that were put right."""

    analysis: Analysis
    repaired: tuple[Repair, ...] = ()


def read(request: Request, index: PhraseIndex) -> Reading:
    """Analyse the question of a request; what had to be put right is told, so that the answer can say so."""
    analysis = analyse(request.question, request.as_of, request.language, request.names)
    repaired = tuple(repairs(analysis, index))
    if repaired:
        analysis = analyse(put_right(analysis, list(repaired)), request.as_of, request.language, request.names)
    for rewrite in (put_together, changes_apart, taken_apart) if request.plain else (put_together, taken_apart):
        if changed := list(rewrite(analysis, index)):
            analysis = analyse(put_right(analysis, changed), request.as_of, request.language, request.names)
    return Reading(analysis, repaired)
