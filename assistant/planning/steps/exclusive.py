"""Members that are alternatives and never added up: begroot and gerealiseerd, lasten and baten, survey rounds."""

from __future__ import annotations

from assistant.catalog.catalog import FieldRef
from assistant.catalog.formula import formula
from assistant.catalog.graph import conformed
from assistant.catalog.vocabulary import FieldRole
from assistant.plan import MemberFilter, Op, Origin
from assistant.planning.draft import Draft
from assistant.planning.names import field_label, member_label, metric_label
from assistant.planning.outcomes import ask_back
from assistant.planning.phrases import listing
from assistant.planning.steps.members import known_member
from assistant.planning.steps.outcome import Outcome


def alternatives(draft: Draft) -> Outcome:
    """Fix one alternative by its documented default, and say so; without a default, ask."""
    catalog = draft.knowledge.catalog
    fixed = {one.field for one in draft.filters if not isinstance(one, MemberFilter) or one.op is Op.IN}
    touched = fixed | {split.field for split in draft.splits}
    for dataset in draft.datasets():
        for field in catalog.by_name[dataset].fields:
            ref = FieldRef(dataset, field.name)
            if not field.exclusive or field.role is FieldRole.HIDDEN or touched & {ref, conformed(catalog, ref)}:
                continue
            if all(field.name in formula(catalog, one).chooses(dataset) for one in draft.metrics):
                continue  # "uitputting" divides one alternative by the other
            outcome = _fix(draft, ref)
            if outcome is not None:
                return outcome
    return None


def _fix(draft: Draft, ref: FieldRef) -> Outcome:
    catalog, language = draft.knowledge.catalog, draft.language
    field = catalog.field(ref)
    label = field_label(catalog, ref, language)
    excluded = _excluded(draft, ref)
    if field.default is not None and field.default not in excluded:
        member = known_member(draft, ref, field.default)
        draft.filters = [one for one in draft.filters if one.field != ref]
        draft.filters.append(MemberFilter(ref, Op.IN, (member,), Origin.DEFAULT))
        draft.assume("default", "assume_default", field=label, value=member.label)
        return None
    profile = draft.knowledge.profile.field(ref)
    known = [doc.value for doc in field.members] or [one.value for one in (profile.members if profile else ())]
    values = [value for value in known if value not in excluded]
    if len(values) == 1:
        # "Zonder baten": one alternative is left.
        draft.filters = [one for one in draft.filters if one.field != ref]
        draft.filters.append(MemberFilter(ref, Op.IN, (known_member(draft, ref, values[0]),)))
        return None
    labels = [member_label(draft.knowledge, ref, value, language) for value in values]
    question = draft.analysis.text.rstrip(" ?.!")
    options = [(one, f"{question} ({one})?") for one in labels]
    metric = metric_label(catalog, draft.metrics[0], language)
    return ask_back(
        draft, "which_alternative", options, metric=metric, field=label, values=listing(labels, language, "or")
    )


def _excluded(draft: Draft, ref: FieldRef) -> set[str]:
    """The alternatives that the question leaves out."""
    return {
        member.value
        for one in draft.filters
        if isinstance(one, MemberFilter) and one.field == ref and one.op is Op.NOT_IN
        for member in one.members
    }
