"""What a mention is most likely about, when its words can stand for several kinds of thing."""

from __future__ import annotations

from assistant.linking.cover import Mention
from assistant.linking.targets import (
    ConceptTarget,
    DatasetTarget,
    DenominatorTarget,
    FieldTarget,
    GroupTarget,
    LevelTarget,
    MemberTarget,
    MetricTarget,
    Target,
)

_PRECEDENCE: tuple[type[Target], ...] = (
    ConceptTarget,
    MetricTarget,
    GroupTarget,
    MemberTarget,
    LevelTarget,
    FieldTarget,
    DatasetTarget,
    DenominatorTarget,
)
_FIGURES = frozenset({ConceptTarget, MetricTarget})
_TIE = 0.025
_NEARLY = 0.1


def role_of(mention: Mention) -> type[Target]:
    """Return the kind of target a mention stands for: the strongest link, ties by what questions are mostly about."""
    best = mention.best.score
    kinds = {type(one.target) for one in mention.links if one.score >= best - _TIE}
    if kinds == {DatasetTarget}:
        # A dataset is no figure: a figure of nearly that name is what is asked for.
        kinds |= {type(one.target) for one in mention.links if one.score >= best - _NEARLY} & _FIGURES
    return next(kind for kind in _PRECEDENCE if kind in kinds)
