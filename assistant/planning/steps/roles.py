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
_TIE = 0.025


def role_of(mention: Mention) -> type[Target]:
    """Return the kind of target a mention stands for: the strongest link, ties by what questions are mostly about."""
    best = mention.best.score
    kinds = {type(one.target) for one in mention.links if one.score >= best - _TIE}
    return next(kind for kind in _PRECEDENCE if kind in kinds)
