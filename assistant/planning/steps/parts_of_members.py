""" "Welk deel van de wijken heeft meer dan …", "is in meer dan de helft van de wijken …": members as a part of all."""

from __future__ import annotations

from assistant.language import CueKind, CueSpan
from assistant.linking.cover import Mention
from assistant.linking.index import stem
from assistant.linking.targets import FieldTarget, LevelTarget
from assistant.plan import CountMembers, Direction, Reason, Split, YesNo, divided
from assistant.planning.draft import Draft
from assistant.planning.outcomes import refuse
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.roles import role_of

_WAYS = {">": Direction.MORE, ">=": Direction.MORE, "<": Direction.LESS, "<=": Direction.LESS}


def part_of_members(draft: Draft, mention: Mention, split: Split) -> bool:
    """Count the members, and show them as a part of all, where a share or percentage stands before their kind."""
    cue = _asked_before(draft, mention)
    if cue is None or not (cue.kind is CueKind.THRESHOLD or draft.held is not None or _judged(draft, cue)):
        return False
    for one in draft.cues(CueKind.SHARE, CueKind.THRESHOLD):
        if one.first <= cue.last and cue.first <= one.last:
            draft.claim_cue(one)
    draft.calculation = CountMembers(split.field, split.level, divided(draft.calculation), share=True)
    draft.add_split(split)
    return True


def is_of_members(draft: Draft, cue: CueSpan) -> bool:
    """Whether a share, percentage or limit is one of the members that follow, and not of the figure."""
    kinds = (LevelTarget, FieldTarget)
    return any(role_of(one) in kinds and _asked_before(draft, one) is cue for one in draft.mentions)


def judge_part(draft: Draft) -> Outcome:
    """Hold the part against the limit that stands before it: "meer dan de helft van de wijken" asks yes or no."""
    counted = draft.calculation
    if not isinstance(counted, CountMembers) or not counted.share:
        return None
    if not draft.conditions:
        return refuse(draft, Reason.OUT_OF_SCOPE, "too_complex", draft.metrics)
    limit = next((cue for cue in draft.cues(CueKind.THRESHOLD) if is_of_members(draft, cue)), None)
    if limit is None:
        return None
    op, value = str(limit.args.get("op")), limit.args.get("value")
    if op not in _WAYS or not isinstance(value, int | float):
        return refuse(draft, Reason.OUT_OF_SCOPE, "too_complex", draft.metrics)
    draft.calculation = YesNo(counted, _WAYS[op], float(value), inclusive=op in (">=", "<="))
    return None


def _asked_before(draft: Draft, mention: Mention) -> CueSpan | None:
    """Return the share or the limit in per cents that several members follow: "de helft van de wijken"."""
    word = draft.analysis.tokens[mention.last].folded
    if stem(word) == word:
        return None
    for cue in draft.cues(CueKind.SHARE, CueKind.THRESHOLD):
        percent = cue.kind is CueKind.SHARE or cue.args.get("unit") == "percent"
        if percent and cue.last < mention.first and _small(draft, cue.last + 1, mention.first - 1):
            return cue
    return None


def _judged(draft: Draft, cue: CueSpan) -> bool:
    """Whether something else in the question says which members count."""
    others = draft.cues(CueKind.THRESHOLD, CueKind.CHANGE, CueKind.COMPARATIVE)
    return any(not (one.first <= cue.last and cue.first <= one.last) for one in others)


def _small(draft: Draft, first: int, last: int) -> bool:
    return all(draft.analysis.tokens[at].stop for at in range(first, last + 1))
