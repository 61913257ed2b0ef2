"""What a text may say: the sizes, names, periods and directions that an answer gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from assistant.catalog.text import Language
from assistant.explanation import numbers
from assistant.explanation.grounding.figures import Figure


@dataclass(frozen=True, slots=True)
class Fact:
    """One size that a text may state, with the kinds of unit it may be written with.

    ``units`` are the words that may follow it (any when None). ``exact``: a negative size is written with its sign,
    as a cell is; without it the sign may be in the words (``daalde met 5``). ``owners`` are the members and ``times``
    the periods (as written) that it belongs to; ``move`` says that it is a change or difference. ``column`` and
    ``limit`` tell which column of cells it stands in, and how a threshold compares.
    """

    value: Decimal
    kinds: frozenset[str]
    decimals: frozenset[int]
    units: frozenset[str] | None = None
    exact: bool = False
    owners: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    move: bool = False
    column: int | None = None
    limit: str | None = None

    def gives(self, figure: Figure) -> bool:
        """Whether the figure is this size, as it may be written."""
        if figure.kind not in self.kinds or figure.decimals not in self.decimals:
            return False
        if numbers.rounded(abs(self.value), figure.decimals) != figure.size:
            return False
        if figure.sign:
            return figure.size == 0 or (self.value < 0) is (figure.sign < 0)
        return not self.exact or self.value >= 0 or figure.size == 0


@dataclass(frozen=True)
class Grounds:
    """Everything that a text about one answer may rest on.

    ``names`` may be named, ``members`` are those of the rows, ``times`` the periods of the rows and ``periods`` those
    of the question, each as it may be written; ``loose`` ones need no figure beside them. ``foreign`` are the names of
    the catalogue and ``units`` the words of its units: none may turn up unless the answer has it. ``order`` is whether
    a ranking runs from high to low; ``directions`` what the question compares or the answer as a whole shows;
    ``judgements`` which verdicts the catalogue allows; ``extremes`` the cells of a column, each with its members;
    ``verdict`` the words that a yes/no or claim is answered with.
    """

    language: Language
    facts: tuple[Fact, ...] = ()
    names: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    periods: frozenset[str] = frozenset()
    foreign: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    order: bool | None = None
    directions: frozenset[str] = frozenset()
    judgements: frozenset[str] = frozenset()
    extremes: Mapping[int, tuple[tuple[frozenset[str], Decimal], ...]] = field(default_factory=dict)
    verdict: str | None = None
    unfounded: tuple[str, ...] = ()
