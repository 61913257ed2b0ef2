"""Proof that a text says nothing that its answer does not give: no figure, unit, period, place or direction.

``check(text, grounds_of(shown, declared))`` reads the text as a reader would and returns what nothing accounts for.
The same check guards our own sentences and those that a language model writes.

What it cannot see: a figure swapped for another one of the same answer where no member or period stands beside either
(the two sides of a difference), a word for what is counted that is left out, a name in small letters that the
catalogue does not know, and a claim in words alone (why something happened). It errs on the strict side: a figure
written in fewer decimals than shown, or in words, does not pass.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.explanation.grounding.answer import grounds_of, with_figures
from assistant.explanation.grounding.binding import misplaced
from assistant.explanation.grounding.directions import wrong_verdict, wrong_ways
from assistant.explanation.grounding.facts import Fact, Grounds
from assistant.explanation.grounding.figures import Figure, figures
from assistant.explanation.grounding.foreign import foreign_names, wrong_units
from assistant.explanation.grounding.reading import sentences

__all__ = ["Fact", "Figure", "Grounds", "Ungrounded", "check", "figures", "grounds_of", "with_figures"]


@dataclass(frozen=True, slots=True)
class Ungrounded:
    """Something in a text that nothing in the answer accounts for."""

    text: str
    why: str


def check(text: str, grounds: Grounds) -> tuple[Ungrounded, ...]:
    """Return what is not grounded in ``text``; empty when all is."""
    wrong = [Ungrounded(one, "declared, but not what the cells give") for one in grounds.unfounded]
    wrong += [Ungrounded(one, "the cells give another verdict") for one in wrong_verdict(text, grounds)]
    for sentence in sentences(text, grounds):
        for figure, facts in sentence.figures:
            if not facts:
                wrong.append(Ungrounded(figure.text, "no cell or declared calculation gives this figure"))
        wrong += [Ungrounded(one, "this figure has another unit") for one in wrong_units(sentence, grounds)]
        wrong += [Ungrounded(one, "the answer is not about this name") for one in foreign_names(sentence, grounds)]
        wrong += [Ungrounded(one, "stands beside another member or period") for one in misplaced(sentence, grounds)]
        wrong += [Ungrounded(one, "the figures go another way") for one in wrong_ways(sentence, grounds)]
    return tuple(wrong)
