"""Which figures are asked for: named, chosen from several, or inferred from what else the question names."""

from __future__ import annotations

from assistant.linking.targets import ConceptTarget, Evidence, MemberTarget, MetricTarget
from assistant.plan import Reason
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label
from assistant.planning.outcomes import refuse
from assistant.planning.phrases import listing
from assistant.planning.steps.metrics.by_degree import by_degree
from assistant.planning.steps.metrics.concept_instead import read_concepts
from assistant.planning.steps.metrics.dated import counted_by_day
from assistant.planning.steps.metrics.denominators import denominators
from assistant.planning.steps.metrics.earning import take_earnings
from assistant.planning.steps.metrics.fields import fields_of
from assistant.planning.steps.metrics.frames import leave_frames
from assistant.planning.steps.metrics.fuller import take_fuller_names
from assistant.planning.steps.metrics.how_long import how_long
from assistant.planning.steps.metrics.inferred import inferred
from assistant.planning.steps.metrics.keys import count_by_key
from assistant.planning.steps.metrics.mean_of_one import mean_of_one
from assistant.planning.steps.metrics.member_instead import read_dimensions, read_members
from assistant.planning.steps.metrics.naming import only_helps, readings, sure_subject, take
from assistant.planning.steps.metrics.narrowing import narrow, of_asked_kind
from assistant.planning.steps.metrics.often import how_often
from assistant.planning.steps.metrics.pace import turn_pace
from assistant.planning.steps.metrics.part_of import as_part_of
from assistant.planning.steps.metrics.people import say_what_is_counted
from assistant.planning.steps.metrics.rows import rows_in_state, rows_of_a_kind
from assistant.planning.steps.metrics.spending import claim_spending
from assistant.planning.steps.metrics.together import drop_what_only_helps, meant_together
from assistant.planning.steps.metrics.unknown import no_metric, unknown_words
from assistant.planning.steps.metrics.which import which_metric, which_reading
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.roles import role_of

__all__ = ["choose_metrics", "denominators", "fields_of", "narrow", "no_metric", "unknown_words"]


def choose_metrics(draft: Draft) -> Outcome:
    """Take the metrics named; ask when a word fits several; infer one when only members or a dataset are named."""
    leave_frames(draft)
    count_by_key(draft)
    read_dimensions(draft)
    read_members(draft)
    if (outcome := read_concepts(draft)) is not None:
        return outcome
    if (outcome := _named(draft)) is not None:
        return outcome
    take_earnings(draft)
    as_part_of(draft)
    starts = {word.as_: word.start for word in reversed(draft.words)}
    draft.metrics.sort(key=lambda ref: starts.get(str(ref), 0))
    drop_what_only_helps(draft)
    take_fuller_names(draft)
    rows_in_state(draft)
    rows_of_a_kind(draft)
    counted_by_day(draft)
    how_often(draft)
    if (outcome := how_long(draft)) is not None:
        return outcome
    turn_pace(draft)
    if len(draft.metrics) > 1 and not mean_of_one(draft) and not meant_together(draft):
        labels = [metric_label(draft.knowledge.catalog, ref, draft.language) for ref in draft.metrics]
        figures = listing(labels, draft.language)
        return refuse(draft, Reason.OUT_OF_SCOPE, "several_figures", draft.metrics, figures=figures)
    outcome = None
    if not draft.metrics:
        outcome = inferred(draft)
        rows_in_state(draft)
        counted_by_day(draft)
    by_degree(draft)
    claim_spending(draft)
    say_what_is_counted(draft)
    return outcome


def _named(draft: Draft) -> Outcome:
    """Take the metrics that the question names; those that can be only one first, so that they settle the others."""
    sure = sure_subject(draft)
    for mention in sorted(draft.open_mentions(), key=lambda one: readings(draft, one) > 1):
        role = role_of(mention)
        if sure and role is MetricTarget and only_helps(draft, mention):
            draft.claim(mention.first, mention.last, "people")
            continue
        if sure and role is MetricTarget and mention.best.evidence is Evidence.PARTIAL:
            continue
        if role is MemberTarget:
            continue  # what is chosen for a member limits the figure to it: the last step takes that up
        chosen = draft.taken(mention)
        if chosen is None and role is ConceptTarget:
            if (outcome := which_reading(draft, mention)) is not None:
                return outcome
            continue
        if chosen is None and role is not MetricTarget:
            continue
        refs = [chosen] if chosen else [target.ref for _, target in draft.candidates(mention, MetricTarget)]
        refs = narrow(draft, list(dict.fromkeys(of_asked_kind(draft, mention, refs)))) if not chosen else refs
        if len(refs) > 1:
            return which_metric(draft, mention, refs, "which_metric")
        take(draft, mention, refs[0])
    return None
