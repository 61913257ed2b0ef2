"""Ages and sizes said as a bracket ("75-plussers", "jonger dan 27"): the members that make it up exactly."""

from __future__ import annotations

from assistant.catalog.catalog import FieldRef
from assistant.catalog.vocabulary import FieldRole
from assistant.language import CueKind, CueSpan
from assistant.plan import Member, MemberFilter, Op, Reason, Split
from assistant.planning.draft import Draft
from assistant.planning.names import member_label, metric_label
from assistant.planning.outcomes import refuse
from assistant.planning.phrases import listing
from assistant.planning.steps.bracketed import OPEN, Range, ranges
from assistant.planning.steps.members import known_member
from assistant.planning.steps.outcome import Outcome


def choose_brackets(draft: Draft) -> Outcome:
    """Turn each bracket into the members that fill it; refuse when the documented groups cut through it."""
    filled: set[FieldRef] = set()
    for cue in draft.cues(CueKind.BRACKET):
        if cue.first in draft.claimed:
            continue
        found = [(ref, members) for ref in _fields(draft) if (members := ranges(draft, ref))]
        if not found:
            continue
        ref, members = found[0]
        filling = _exactly(members, cue)
        if filling is None and (filling := _from_the_edge(members, cue)) is not None:
            labels = [member_label(draft.knowledge, ref, value, draft.language) for value in filling]
            draft.assume("word", "assume_word", word=cue.text, meaning=listing(labels, draft.language))
        if filling is None:
            labels = [member_label(draft.knowledge, ref, value, draft.language) for value in members]
            metric = metric_label(draft.knowledge.catalog, draft.metrics[0], draft.language)
            return refuse(
                draft,
                Reason.UNKNOWN_MEMBER,
                "unknown_member",
                draft.metrics,
                lacking=[cue.text],
                words=f"‘{cue.text}’",
                metric=metric,
                topics=listing(labels, draft.language),
            )
        wanted: tuple[Member, ...] = tuple(known_member(draft, ref, value) for value in filling)
        draft.filters.append(MemberFilter(ref, Op.IN, wanted))
        filled.add(ref)
        if len(wanted) > 1:
            draft.assume("members", "assume_together", members=listing([one.label for one in wanted], draft.language))
        draft.claim(cue.first, cue.last, f"{ref}={','.join(filling)}")
    return _beside_each_other(draft, filled)


def _beside_each_other(draft: Draft, filled: set[FieldRef]) -> Outcome:
    """ "45-plussers tegenover jonger dan 27": groups that share nobody are a row each."""
    wanted = [one for one in draft.filters if isinstance(one, MemberFilter) and one.op is Op.IN]
    for field in dict.fromkeys(one.field for one in wanted if one.field in filled):
        own = [one for one in wanted if one.field == field]
        members = [member for one in own for member in one.members]
        if len(own) < 2 or len(set(members)) < len(members):
            continue
        if any(len(one.members) > 1 for one in own):
            return refuse(draft, Reason.OUT_OF_SCOPE, "too_complex", draft.metrics)
        draft.filters = [one for one in draft.filters if one not in own]
        draft.filters.append(MemberFilter(field, Op.IN, tuple(members)))
        draft.add_split(Split(field))
    return None


def _exactly(members: dict[str, Range], cue: CueSpan) -> tuple[str, ...] | None:
    """Return the members between the bounds of a bracket: "ouder dan 65" begins at 66, "jonger dan 27" ends at 26."""
    low = max(_bound(cue, "low", 0), _bound(cue, "above", -1) + 1)
    high = min(_bound(cue, "high", OPEN), _bound(cue, "below", OPEN + 1) - 1)
    return _fill(members, low, high) if low <= high else None


def _from_the_edge(members: dict[str, Range], cue: CueSpan) -> tuple[str, ...] | None:
    """ "Ouder dan 65" where a group begins at 65 means that group to most people: taken, and said."""
    if "above" not in cue.args:
        return None
    return _fill(members, _bound(cue, "above", 0), _bound(cue, "high", OPEN))


def _bound(cue: CueSpan, key: str, other: int) -> int:
    value = cue.args.get(key)
    return int(value) if isinstance(value, int | float) else other


def _fields(draft: Draft) -> list[FieldRef]:
    return [
        FieldRef(dataset, field.name)
        for dataset in draft.datasets()
        for field in draft.knowledge.catalog.by_name[dataset].fields
        if field.role is FieldRole.DIMENSION
    ]


def _fill(members: dict[str, Range], low: int, high: int) -> tuple[str, ...] | None:
    inside = {value: span for value, span in members.items() if low <= span[0] and (span[1] <= high or high >= OPEN)}
    for value, span in inside.items():
        if span == (low, high):
            return (value,)
    at = low
    chosen: list[str] = []
    while at <= high:
        following = [(span[1], value) for value, span in inside.items() if span[0] == at]
        if not following:
            # Nobody is older than the last group: an open bracket ends where the groups end.
            return tuple(chosen) if chosen and high >= OPEN and at > max(span[1] for span in members.values()) else None
        end, value = min(following)
        chosen.append(value)
        at = end + 1
    return tuple(chosen)
