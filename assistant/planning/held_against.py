"""What a question holds its figures against, while it is still words: "het gemiddelde van de provincie", "Oudemeer"."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.linking.cover import Mention
from assistant.plan import Op, Statistic


@dataclass(frozen=True, slots=True)
class HeldAgainst:
    """The tokens from ``first`` up to and including ``last``, and what they say.

    ``statistic`` is None for the figure of one member; ``op`` is None when the two are only set side by side.
    ``scope`` names the member, the group or the level that the average is over; none is worked out from the question.
    ``level`` is one said as an adjective ("provinciaal"). ``known`` are the tokens that are understood.
    """

    first: int
    last: int
    op: Op | None
    statistic: Statistic | None
    scope: tuple[Mention, ...] = ()
    everywhere: bool = False
    home: bool = False
    level: str | None = None
    known: frozenset[int] = frozenset()
