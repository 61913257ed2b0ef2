"""The rules of the catalogue, one small file each; this list is their table of contents."""

from __future__ import annotations

from assistant.catalog.rules import (
    caveats,
    expressions,
    metric_shape,
    names,
    own_fields,
    predicates,
    references,
    relationship_cycles,
    relationships,
    sources,
    time_fields,
)
from assistant.catalog.rules.base import Rule

RULES: tuple[Rule, ...] = (
    names.RULE,
    sources.RULE,
    own_fields.RULE,
    references.RULE,
    relationships.RULE,
    relationship_cycles.RULE,
    time_fields.RULE,
    metric_shape.RULE,
    expressions.RULE,
    predicates.RULE,
    caveats.RULE,
)
