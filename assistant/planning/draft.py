"""A plan in the making: what is decided so far, and which words of the question are still unexplained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.formula import formula
from assistant.catalog.graph import conformed, local_field, reach
from assistant.catalog.text import Language
from assistant.catalog.vocabulary import Grain
from assistant.language import Analysis, CueKind, CueSpan, PeriodSpan
from assistant.linking.cover import Mention
from assistant.linking.targets import Evidence, Link, Target
from assistant.plan import (
    Assumption,
    Calculation,
    Condition,
    Direction,
    Filter,
    MemberFilter,
    Order,
    PeriodChoice,
    Plan,
    Premise,
    Split,
    TodaysBorders,
    WordUse,
)
from assistant.planning.held_against import HeldAgainst
from assistant.planning.offers import Offer
from assistant.planning.phrases import say
from assistant.planning.translator import Facts, Knowledge, Request

T = TypeVar("T", bound=Target)
#: Candidates this close to the strongest are readings of their own.
NEAR = 0.07


@dataclass
class Draft:
    """Mutable only inside this room; :meth:`plan` freezes it."""

    request: Request
    knowledge: Knowledge
    facts: Facts
    analysis: Analysis
    mentions: tuple[Mention, ...]
    language: Language
    metrics: list[MetricRef] = field(default_factory=list)
    splits: list[Split] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    period: PeriodChoice | None = None
    per: Grain | None = None
    per_asked: bool = False
    calculation: Calculation | None = None
    order: Order | None = None
    limit: int | None = None
    premise: Premise | None = None
    supposed: Direction | None = None
    noun: FieldRef | None = None
    counted_as: Mention | None = None
    standing: bool = False
    chart: bool = False
    assumptions: list[Assumption] = field(default_factory=list)
    words: list[WordUse] = field(default_factory=list)
    speaks_of_home: bool = False
    several: bool = False
    borders: TodaysBorders | None = None
    inherits: bool = False
    names: set[str] = field(default_factory=set)
    plain: bool = False
    given: PeriodChoice | None = None
    everywhere: bool = False
    held: HeldAgainst | None = None
    bases: list[PeriodSpan] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    claimed: set[int] = field(default_factory=set)
    operators: set[int] = field(default_factory=set)

    def claim(self, first: int, last: int, meaning: str) -> None:
        """Mark tokens as understood, and say as what."""
        tokens = self.analysis.tokens
        start, end = tokens[first].start, tokens[last].end
        self.words.append(WordUse(self.analysis.text[start:end], meaning, start, end))
        self.claimed.update(range(first, last + 1))

    def claim_cue(self, cue: CueSpan) -> None:
        """Mark the words of an operator as understood."""
        self.claim(cue.first, cue.last, cue.kind.value)
        self.operators.update(range(cue.first, cue.last + 1))

    def assume(self, kind: str, key: str, **values: object) -> None:
        """Add an assumption in the reader's words, once."""
        assumption = Assumption(kind, say(key, self.language, **values))
        if assumption not in self.assumptions:
            self.assumptions.append(assumption)

    def claim_all(self, *kinds: CueKind) -> None:
        """Mark every piece of these operators ("verschil … tussen") as understood."""
        for cue in self.cues(*kinds):
            self.claim_cue(cue)

    def text(self, mention: Mention) -> str:
        """The words of the question under a mention."""
        tokens = self.analysis.tokens
        return self.analysis.text[tokens[mention.first].start : tokens[mention.last].end]

    def open_mentions(self) -> Iterator[Mention]:
        """Yield the mentions whose words are not yet explained."""
        for mention in self.mentions:
            if not self.claimed.intersection(range(mention.first, mention.last + 1)):
                yield mention

    def taken(self, mention: Mention) -> MetricRef | None:
        """Return the metric that was chosen already for the words of a mention."""
        found = (one.metric for one in self.request.taken if (one.first, one.last) == (mention.first, mention.last))
        return next(found, None)

    def candidates(self, mention: Mention, kind: type[T]) -> list[tuple[Link, T]]:
        """Return the near-best links of a mention that are of ``kind``."""
        found = [(one, one.target) for one in mention.links if isinstance(one.target, kind)]
        best = max((one.score for one, _ in found), default=0.0)
        return [(one, target) for one, target in found if one.score >= best - NEAR]

    def cues(self, *kinds: CueKind) -> list[CueSpan]:
        """Return the cues of these kinds that no whole phrase of the catalogue has swallowed."""
        return [cue for cue in self.analysis.cues_of(*kinds) if not self._swallowed(cue)]

    def has(self, *kinds: CueKind) -> bool:
        """Whether one of these cues holds."""
        return bool(self.cues(*kinds))

    def _swallowed(self, cue: CueSpan) -> bool:
        for mention in self.mentions:
            inside = mention.first <= cue.first and cue.last <= mention.last
            if cue.args.get("adjective") and mention.best.evidence is not Evidence.EXACT:
                continue  # "onveiligste" still asks for the most of what it names
            if inside and (mention.last - mention.first) >= (cue.last - cue.first):
                return True
        return False

    def only_small_words(self, first: int, last: int) -> bool:
        """Whether the tokens from ``first`` up to and including ``last`` carry no meaning of their own."""
        operators = self.operators | {at for cue in self.cues(CueKind.TOP) for at in range(cue.first, cue.last + 1)}
        return all(self.analysis.tokens[at].stop or at in operators for at in range(first, last + 1))

    def datasets(self) -> tuple[str, ...]:
        """The datasets the metrics rest on, the leading one first."""
        catalog = self.knowledge.catalog
        return tuple(dict.fromkeys(name for ref in self.metrics for name in formula(catalog, ref).datasets))

    def reaches(self, ref: FieldRef, metrics: list[MetricRef] | None = None) -> bool:
        """Whether every metric can be filtered and split by ``ref``."""
        return all(metric_reaches(self.knowledge, metric, ref) for metric in (metrics or self.metrics))

    def filter_on(self, ref: FieldRef) -> MemberFilter | None:
        """Return the member filter on a field, if there is one."""
        found = (one for one in self.filters if isinstance(one, MemberFilter) and one.field == ref)
        return next(found, None)

    def add_split(self, split: Split) -> None:
        """Add a split once."""
        if split not in self.splits:
            self.splits.append(split)

    def plan(self) -> Plan:
        """Freeze what was decided."""
        return Plan(
            metrics=tuple(self.metrics),
            language=self.language,
            splits=tuple(self.splits),
            filters=tuple(self.filters),
            conditions=tuple(self.conditions),
            period=self.period,
            per=self.per,
            calculation=self.calculation,
            order=self.order,
            limit=self.limit,
            premise=self.premise,
            supposed=self.supposed,
            borders=self.borders,
            noun=self.noun,
            standing=self.standing,
            chart=self.chart,
            assumptions=tuple(self.assumptions),
            words=tuple(sorted(self.words, key=lambda word: (word.start, word.end))),
        )


def dataset_reaches(knowledge: Knowledge, dataset: str, ref: FieldRef) -> bool:
    """Whether a dataset can be filtered and split by ``ref``: its own field, or along documented relationships."""
    catalog = knowledge.catalog
    if dataset == ref.dataset:
        return True
    if local_field(catalog, dataset, ref) is not None:
        return True
    return reach(catalog, dataset, ref) is not None


def metric_reaches(knowledge: Knowledge, metric: MetricRef, ref: FieldRef) -> bool:
    """Whether every dataset a metric rests on reaches ``ref``."""
    catalog = knowledge.catalog
    return all(
        dataset_reaches(knowledge, name, conformed(catalog, ref)) or dataset_reaches(knowledge, name, ref)
        for name in formula(catalog, metric).datasets
    )
