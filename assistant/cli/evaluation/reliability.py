"""The reliability score RS(c): what an assistant is worth when one wrong answer costs ``c`` right ones."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.evaluating.judge import Judged

#: What one wrong answer costs, in right answers.
PENALTIES = (0, 5, 10)


def score(judged: Sequence[Judged], penalty: int) -> float:
    """Return the mean gain of the cases, times 100: at most 100, and without a floor."""
    return round(100 * sum(_gain(one, penalty) for one in judged) / len(judged), 1) if judged else 0.0


def _gain(one: Judged, penalty: int) -> int:
    """Return what one case adds.

    A right answer gains 1, and so does any way of not answering what has no answer. A wrong answer costs the penalty.
    An answer held back gains nothing, and neither does a right figure whose caveat is missing.
    """
    if one.wrong:
        return -penalty
    return int(one.right if one.answerable else not one.answered)
