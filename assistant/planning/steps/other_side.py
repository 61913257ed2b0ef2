"""A comparison that names one side alone: home is the other."""

from __future__ import annotations

from assistant.catalog.catalog import FieldRef
from assistant.language import CueKind
from assistant.plan import Member, MemberFilter, Origin
from assistant.planning.draft import Draft
from assistant.planning.steps.periods.spoken import spoken
from assistant.planning.words import words

#: Words that name another side of a comparison.
_OTHER_SIDES = (
    CueKind.AVERAGE, CueKind.PLACES_AVERAGE, CueKind.OTHERS, CueKind.EVERYWHERE, CueKind.THRESHOLD,
)  # fmt: skip


def stood_before(draft: Draft, field: FieldRef) -> bool:
    """Whether the turn before was about home: "vergelijk met Oudemeer" then sets Oudemeer beside it."""
    previous = draft.request.previous if draft.inherits else None
    compares = draft.has(CueKind.COMPARE, CueKind.COMPARATIVE, CueKind.DIFFERENCE)
    named = draft.filter_on(field)
    return bool(
        previous is not None
        and compares
        and named is not None
        and any(one.field == field and one.origin is Origin.HOME for one in previous.filters)
    )


def nothing_else_to_compare(draft: Draft, named: MemberFilter, home: Member) -> bool:
    """Whether no other side is named: "vergelijk met Oudemeer", "hoger dan in Oudemeer"."""
    than = any(cue.args.get("than") for cue in draft.cues(CueKind.COMPARATIVE)) or _how_much_more(draft)
    if not (than or draft.has(CueKind.COMPARE)) or draft.splits or len(named.members) + len(draft.metrics) != 2:
        return False
    if draft.held is not None or draft.has(*_OTHER_SIDES):
        return False
    pairs = any(isinstance(one, MemberFilter) and len(one.members) > 1 for one in draft.filters)
    moves = any(cue.args.get("direction") for cue in draft.cues(CueKind.CHANGE))
    spans = spoken(draft)
    periods = moves or len(spans) > 1 or any(span.compare for span in spans)
    return not pairs and not periods and named.members[0] != home and named.members[0].level == home.level


def _how_much_more(draft: Draft) -> bool:
    """ "Hoeveel meer misdrijven dan Oudemeer": "dan" may stand far behind."""
    asked = any(cue.args.get("form") in ("amount", "percent") for cue in draft.cues(CueKind.CHANGE))
    return asked and any(token.folded in words("than") for token in draft.analysis.tokens)
