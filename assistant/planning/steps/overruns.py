""" "Zijn we binnen de begroting gebleven", "de grootste overschrijding": what was spent, held against the budget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.field import MemberDoc
from assistant.language import CueKind, CueSpan
from assistant.linking.words import split
from assistant.plan import Condition, Difference, Direction, Member, MemberFilter, Op, Split, YesNo
from assistant.planning.draft import Draft
from assistant.planning.steps.members import known_member
from assistant.planning.steps.metrics.spending import is_called
from assistant.planning.steps.outcome import Outcome
from assistant.planning.words import words


def overrun(draft: Draft) -> Outcome:
    """Put the alternative that came about against the one that was planned, as the catalogue calls them.

    Where the data keep no such two apart nothing is claimed, and the word is asked about.
    """
    cues = [cue for cue in draft.cues(CueKind.OVERRUN) if cue.args.get("way")]
    pair = _planned_and_actual(draft)
    if pair is not None:
        _by_its_own_word(draft, *pair)
    if not cues or draft.calculation is not None:
        return None
    if pair is None:
        return _of_two_figures(draft, cues)
    field, planned, actual = pair
    over = cues[0].args["way"] == "over"
    listed = [split for split in draft.splits if split.field != field]
    asked = draft.has(CueKind.YES_NO) and not listed
    # "Hoeveel hielden we over": what is left is the budget less what was spent.
    left = not over and not asked and not (listed and draft.has(CueKind.WHICH) and not draft.has(CueKind.TOP))
    draft.filters = [one for one in draft.filters if one.field != field]
    draft.filters.append(MemberFilter(field, Op.IN, (planned, actual) if left else (actual, planned)))
    draft.splits = listed
    between = Difference(field)
    draft.calculation = YesNo(between, Direction.MORE if over else Direction.LESS) if asked else between
    if listed and draft.has(CueKind.WHICH) and not draft.has(CueKind.TOP):
        op = Op.GT if over else Op.LT
        draft.conditions.append(Condition(draft.metrics[0], op, (0.0,), on_difference=True))
    for cue in cues:
        draft.claim_cue(cue)
    return None


def _of_two_figures(draft: Draft, cues: list[CueSpan]) -> Outcome:
    """The data may hold what was planned and what came about as figures of their own: the one less the other."""
    if len(draft.metrics) != 1:
        return None
    named = draft.metrics[0]
    catalog = draft.knowledge.catalog
    if any(use.as_ == str(named) and use.start == draft.analysis.tokens[cues[0].first].start for use in draft.words):
        for cue in cues:
            draft.claim_cue(cue)
        return None  # the overrun is a figure of its own
    same = [MetricRef(named.dataset, name) for name in catalog.by_name[named.dataset].metrics]
    same = [ref for ref in same if _but_for_the_plan(draft, ref) == _but_for_the_plan(draft, named)]
    planned = [ref for ref in same if is_called(draft, ref, "budgeted")]
    actual = [ref for ref in same if ref not in planned]
    if len(planned) != 1 or len(actual) != 1:
        return None
    over = cues[0].args["way"] == "over"
    asked = draft.has(CueKind.YES_NO) and not draft.splits
    draft.metrics[:] = [*actual, *planned] if over or asked else [*planned, *actual]
    between = Difference()
    draft.calculation = YesNo(between, Direction.MORE if over else Direction.LESS) if asked else between
    if draft.splits and draft.has(CueKind.WHICH) and not draft.has(CueKind.TOP):
        draft.conditions.append(Condition(draft.metrics[0], Op.GT, (0.0,), on_difference=True))
    for cue in cues:
        draft.claim_cue(cue)
    return None


def _but_for_the_plan(draft: Draft, ref: MetricRef) -> frozenset[str]:
    """What a figure is called, without the words for planned and for what came about: "lasten"."""
    said = draft.knowledge.catalog.metric(ref).label
    label = said.say(draft.language) if said else ref.metric
    return frozenset(split(label)) - words("budgeted") - words("actual")


def _by_its_own_word(draft: Draft, field: FieldRef, planned: Member, actual: Member) -> None:
    """ "Het verschil tussen raming en werkelijkheid": the other alternative by a word the catalogue lacks."""
    item = draft.filter_on(field)
    if item is None or item.op is not Op.IN or len(item.members) != 1:
        return
    other, kind = (actual, "actual") if item.members[0] == planned else (planned, "budgeted")
    at = next((at for at, one in enumerate(draft.analysis.tokens) if one.folded in words(kind)), None)
    if at is None or at in draft.claimed or other in item.members:
        return
    own = next((use.start for use in draft.words if use.as_ == f"{field}={item.members[0].value}"), 0)
    members = (*item.members, other) if own < draft.analysis.tokens[at].start else (other, *item.members)
    draft.filters[draft.filters.index(item)] = replace(item, members=members)
    draft.add_split(Split(field))
    draft.claim(at, at, f"{field}={other.value}")


def _planned_and_actual(draft: Draft) -> tuple[FieldRef, Member, Member] | None:
    for dataset in draft.datasets():
        for field in draft.knowledge.catalog.by_name[dataset].fields:
            planned = [doc for doc in field.members if _is_called(doc, "budgeted")]
            actual = [doc for doc in field.members if _is_called(doc, "actual")]
            if field.exclusive and len(planned) == 1 and len(actual) == 1 and planned != actual:
                ref = FieldRef(dataset, field.name)
                return ref, known_member(draft, ref, planned[0].value), known_member(draft, ref, actual[0].value)
    return None


def _is_called(doc: MemberDoc, kind: str) -> bool:
    return any(words(kind).intersection(split(text)) for text in _names(doc))


def _names(doc: MemberDoc) -> Iterator[str]:
    yield doc.value
    yield from (text for text in (doc.label.nl, doc.label.en) if text) if doc.label else ()
