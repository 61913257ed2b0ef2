"""The rules of the catalogue, one small file each; this list is their table of contents."""

from __future__ import annotations

from assistant.catalog.rules import (
    caveats,
    data,
    disclosure,
    expressions,
    labels,
    levels,
    meaning,
    members,
    mergers,
    metric_shape,
    names,
    own_fields,
    personal,
    persons,
    predicates,
    references,
    relationship_cycles,
    relationships,
    sources,
    time_fields,
    translations,
    vocabulary,
)
from assistant.catalog.rules.base import Rule

RULES: tuple[Rule, ...] = (
    names.RULE,
    sources.RULE,
    vocabulary.RULE,
    own_fields.RULE,
    references.RULE,
    relationships.RULE,
    relationship_cycles.RULE,
    time_fields.RULE,
    levels.RULE,
    members.RULE,
    metric_shape.RULE,
    expressions.RULE,
    predicates.RULE,
    meaning.RULE,
    caveats.RULE,
    disclosure.RULE,
    persons.RULE,
    personal.RULE,
    mergers.RULE,
    labels.RULE,
    translations.RULE,
    data.RULE,
)
