"""Limits on the rows themselves: "hoeveel bomen zijn hoger dan tien meter", "langer dan 10 dagen"."""

from __future__ import annotations

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.field import Field
from assistant.catalog.formula import formula
from assistant.catalog.vocabulary import Aggregation, Datatype, FieldRole
from assistant.language import CueSpan
from assistant.linking.index import split as split_words
from assistant.linking.index import stem
from assistant.plan import Op, ValueFilter
from assistant.planning.draft import Draft

_NUMBERS = frozenset({Datatype.INTEGER, Datatype.DECIMAL, Datatype.FLOAT})
_ROLES = frozenset({FieldRole.MEASURE, FieldRole.ATTRIBUTE, FieldRole.DIMENSION})


def row_limit(draft: Draft, cue: CueSpan, op: Op, values: tuple[float, ...]) -> bool:
    """Read a number with the unit of one of the rows' own fields as a limit on the rows that are counted."""
    metric = draft.metrics[0]
    parts = formula(draft.knowledge.catalog, metric).components
    at = cue.last + 1
    tokens = draft.analysis.tokens
    if at >= len(tokens) or any(part.kind is not Aggregation.COUNT for part in parts):
        return False
    fields = [ref for ref in _fields(draft, metric) if _has_unit(draft, ref, tokens[at].folded)]
    if len(fields) != 1:
        return False
    draft.filters.append(ValueFilter(fields[0], op, values))
    draft.claim(at, at, str(fields[0]))
    limited = MetricRef(fields[0].dataset, fields[0].field)
    if limited in draft.metrics[1:]:
        draft.metrics.remove(limited)  # "hadden een doorlooptijd van meer dan 80 dagen" asks for no second figure
    return True


def _fields(draft: Draft, metric: MetricRef) -> list[FieldRef]:
    dataset = draft.knowledge.catalog.by_name[metric.dataset]
    return [FieldRef(dataset.name, field.name) for field in dataset.fields if _is_number(field)]


def _is_number(field: Field) -> bool:
    return field.role in _ROLES and field.datatype in _NUMBERS and field.unit is not None and not field.personal


def _has_unit(draft: Draft, ref: FieldRef, word: str) -> bool:
    unit = draft.knowledge.catalog.field(ref).unit
    texts = [text for text in (unit.nl, unit.en) if text] if unit is not None else []
    return any(stem(word) == stem(own) for text in texts for own in split_words(text)[:1])
