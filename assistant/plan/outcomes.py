"""The other ways a question can end: about the catalogue, asked back, refused."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.text import Language
from assistant.plan.decided import Plan, WordUse


class CatalogTopic(StrEnum):
    """What a question wants to know that asks no figure: of the catalogue, of agreements, of the language model."""

    MEANING = "meaning"
    SOURCE = "source"
    FRESHNESS = "freshness"
    INVENTORY = "inventory"
    AGREEMENTS = "agreements"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class CatalogQuestion:
    """A question about the documentation: answered from the catalogue, without SQL."""

    topic: CatalogTopic
    language: Language
    metrics: tuple[MetricRef, ...] = ()
    fields: tuple[FieldRef, ...] = ()
    datasets: tuple[str, ...] = ()
    words: tuple[WordUse, ...] = ()
    translator: str = "grammar"


@dataclass(frozen=True, slots=True)
class Option:
    """One reading offered in a question back: a label, and a question that gives an answer as it stands.

    ``answer`` is what it answers, and ``caveats`` what may not be left out beside that.
    """

    label: str
    question: str
    plan: Plan | None = None
    answer: str | None = None
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clarification:
    """A question back, with the readings as options."""

    text: str
    options: tuple[Option, ...]
    language: Language
    words: tuple[WordUse, ...] = ()
    translator: str = "grammar"


class Reason(StrEnum):
    """Why a question is not answered; the contract's list."""

    UNKNOWN_CONCEPT = "unknown_concept"
    UNKNOWN_MEMBER = "unknown_member"
    NO_DATA_FOR_PERIOD = "no_data_for_period"
    LEVEL_NOT_AVAILABLE = "level_not_available"
    NOT_ADDITIVE = "not_additive"
    NOT_COMPARABLE = "not_comparable"
    DISCLOSURE = "disclosure"
    NOT_PERMITTED = "not_permitted"
    CAUSAL = "causal"
    FORECAST = "forecast"
    OPINION = "opinion"
    PERSONAL_DATA = "personal_data"
    OUT_OF_SCOPE = "out_of_scope"
    UNSAFE = "unsafe"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"


@dataclass(frozen=True, slots=True)
class Refusal:
    """An honest no: the reason, what can be asked instead, and the nearest documented concepts.

    ``so_far`` is how far the question was understood: the next turn may lean on it. ``lacking`` is what the
    catalogue does not hold, as the reason says: words, members, periods, levels or lengths of period; maintainers see
    these together.
    """

    reason: Reason
    text: str
    language: Language
    nearest: tuple[str, ...] = ()
    words: tuple[WordUse, ...] = ()
    translator: str = "grammar"
    so_far: Plan | None = None
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FreeQuery:
    """A query that a language model wrote, because no plan says what was asked; it is checked like any pasted text.

    ``instead`` is said when it may not run, or runs aground.
    """

    sql: str
    language: Language
    instead: Refusal
    words: tuple[WordUse, ...] = ()
    translator: str = ""


Decision = Plan | CatalogQuestion | Clarification | Refusal | FreeQuery
