"""Chooses which links hold together: spans that do not overlap and explain as much of the question as possible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.linking.targets import Link


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the question with everything it may stand for, strongest first."""

    first: int
    last: int
    links: tuple[Link, ...]

    @property
    def best(self) -> Link:
        """The strongest candidate."""
        return self.links[0]


def cover(links: Sequence[Link], length: int) -> tuple[Mention, ...]:
    """Return the mentions that explain most of a question of ``length`` tokens, longer spans before more of them."""
    spans: dict[tuple[int, int], list[Link]] = {}
    for one in links:
        spans.setdefault(one.span, []).append(one)
    best: list[tuple[float, tuple[tuple[int, int], ...]]] = [(0.0, ())] * (length + 1)
    for end in range(1, length + 1):
        best[end] = best[end - 1]
        for (first, last), candidates in spans.items():
            if last != end - 1:
                continue
            gain = best[first][0] + _worth(last - first + 1, max(one.score for one in candidates))
            if gain > best[end][0] + 1e-9:
                best[end] = (gain, (*best[first][1], (first, last)))
    return tuple(
        Mention(first, last, tuple(sorted(spans[first, last], key=lambda one: (-one.score, str(one.target)))))
        for first, last in best[length][1]
    )


def _worth(tokens: int, score: float) -> float:
    # More than linear in the number of tokens: "laag inkomen" whole beats "laag" and "inkomen" apart.
    return float(score * tokens**1.3)
