"""What is divided by is limited as what is divided: reports in the mbo by its own pupils, and not by all of them."""

from __future__ import annotations

from assistant.catalog.catalog import FieldRef
from assistant.catalog.formula import formula
from assistant.catalog.text import LANGUAGES
from assistant.plan import MemberFilter, Op, Reason, divided
from assistant.planning.draft import Draft, dataset_reaches
from assistant.planning.names import field_label, metric_label
from assistant.planning.outcomes import refuse
from assistant.planning.steps.outcome import Outcome


def divisors(draft: Draft) -> Outcome:
    """Refuse where the divisor is told apart by the same thing, but the catalogue does not tie the two together.

    A divisor that knows nothing of it is taken whole: burglaries per 1,000 inhabitants.
    """
    by = divided(draft.calculation)
    ref = by.denominator if by is not None else None
    if ref is None or not draft.metrics:
        return None
    fields = [(one.field, _values(one)) for one in draft.filters if isinstance(one, MemberFilter) and one.op is Op.IN]
    fields += [(split.field, frozenset[str]()) for split in draft.splits]
    catalog, language = draft.knowledge.catalog, draft.language
    for field, values in fields:
        for dataset in formula(catalog, ref).datasets:
            if not dataset_reaches(draft.knowledge, dataset, field) and _twin(draft, dataset, field, values):
                return refuse(
                    draft,
                    Reason.NOT_COMPARABLE,
                    "divisor_apart",
                    draft.metrics,
                    lacking=[field_label(catalog, field, language)],
                    metric=metric_label(catalog, draft.metrics[0], language),
                    other=metric_label(catalog, ref, language),
                    field=field_label(catalog, field, language),
                )
    return None


def _values(item: MemberFilter) -> frozenset[str]:
    return frozenset(member.value for member in item.members)


def _twin(draft: Draft, dataset: str, field: FieldRef, values: frozenset[str]) -> bool:
    """Whether a dataset has a field of its own that is called the same and holds the same members."""
    names = _names(draft, field)
    for other in draft.knowledge.catalog.by_name[dataset].fields:
        ref = FieldRef(dataset, other.name)
        profile = draft.knowledge.profile.field(ref)
        if profile is not None and other.reachable and names & _names(draft, ref) and values <= set(profile.by_value):
            return True
    return False


def _names(draft: Draft, ref: FieldRef) -> set[str]:
    field = draft.knowledge.catalog.field(ref)
    return {field.label.say(language).casefold() for language in LANGUAGES} if field.label else {field.name}
