"""A proposal as a question in words of the catalogue, which the grammar then reads like any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.catalog.text import Language
from assistant.language import CueKind
from assistant.plan import CountMembers, Difference, MemberFilter, Op, Per, Plan, Rank, Share, underlying
from assistant.planning.draft import Draft
from assistant.planning.model.entries import Known
from assistant.planning.model.forms import forms
from assistant.planning.model.proposal import NOTHING, Proposal
from assistant.planning.phrases import listing, say

_TOP = 5


def question(proposal: Proposal, entries: Sequence[Known], draft: Draft) -> str | None:
    """Return the question; None when the form lacks what it needs, or when there is no figure.

    Where the asker said what to divide by ("per 1.000 inwoners"), those very words are kept.
    """
    language = draft.language
    if proposal.form == NOTHING or not proposal.metrics:
        return None
    form, by_id = forms()[proposal.form], {one.id: one for one in entries}
    phrases = {name: [by_id[one].phrase for one in getattr(proposal, name)] for name in _LISTS}
    if any(not (phrases.get(slot) or getattr(proposal, slot, None)) for slot in form.needs):
        return None
    values = _values(proposal, phrases, by_id, language)
    if proposal.denominator and (own := _own_division(draft)):
        values["per"] = own
    return " ".join(form.template(language).format(**values).split())


def _own_division(draft: Draft) -> str | None:
    tokens = draft.analysis.tokens
    for cue in draft.cues(CueKind.PER_CAPITA):
        last = cue.target if cue.target is not None else cue.last
        return draft.analysis.text[tokens[cue.first].start : tokens[max(last, cue.last)].end]
    return None


_LISTS = ("metrics", "members", "places", "without", "split")


def _values(
    proposal: Proposal, phrases: Mapping[str, list[str]], by_id: Mapping[str, Known], language: Language
) -> dict[str, str]:
    joined = {name: listing(found, language) if found else "" for name, found in phrases.items()}
    per = [say("model_per", language, item=item) for item in phrases["split"]]
    places = say("model_in", language, items=joined["places"]) if joined["places"] else ""
    without = say("model_without", language, items=joined["without"]) if joined["without"] else ""
    return joined | {
        "split": listing(per, language) if per else "",
        "split_bare": joined["split"],
        "places": places,
        "places_bare": joined["places"],
        "without": without,
        "per": say("model_per", language, item=by_id[proposal.denominator].phrase) if proposal.denominator else "",
        "limit": str(proposal.limit or _TOP),
        "period": proposal.period or "",
    }


def carries(plan: Plan, proposal: Proposal, entries: Sequence[Known]) -> bool:
    """Whether the grammar read the question as it was proposed: these figures, members, dimensions, and no others."""
    by_id = {one.id: one.target for one in entries}
    if {str(ref) for ref in plan.metrics} != set(proposal.metrics):
        return False
    kept = {
        (filter_.op, member.value)
        for filter_ in plan.filters
        if isinstance(filter_, MemberFilter)
        for member in filter_.members
    }
    wanted = [(Op.IN, one) for one in (*proposal.members, *proposal.places)]
    wanted += [(Op.NOT_IN, one) for one in proposal.without]
    shown = _singled_out(plan)
    if any((op, name.partition("=")[2]) not in kept and name.partition("=")[2] not in shown for op, name in wanted):
        return False
    splits = {f"{one.field}:{one.level}" if one.level else str(one.field) for one in plan.splits}
    asked = {name for name in proposal.split if by_id[name] is not None}
    if not asked <= splits | _counted(plan):
        return False
    return (proposal.denominator is not None) == isinstance(underlying(plan.calculation), Per)


def _singled_out(plan: Plan) -> frozenset[str]:
    wanted = underlying(plan.calculation)
    return frozenset({wanted.member.value}) if isinstance(wanted, Rank) else frozenset()


def _counted(plan: Plan) -> frozenset[str]:
    wanted = underlying(plan.calculation)
    if isinstance(wanted, CountMembers):
        return frozenset({f"{wanted.field}:{wanted.level}" if wanted.level else str(wanted.field)})
    if isinstance(wanted, Difference | Share) and wanted.field is not None:
        return frozenset({str(wanted.field)})
    return frozenset()
