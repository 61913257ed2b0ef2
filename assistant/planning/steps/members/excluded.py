"""Names that are left out: "zonder Noord en Zuid", "behalve afval", "Noord niet meegerekend"."""

from __future__ import annotations

from assistant.language import CueKind, CueSpan
from assistant.linking.cover import Mention
from assistant.linking.targets import GroupTarget, LevelTarget, MemberTarget
from assistant.planning.draft import Draft
from assistant.planning.steps.roles import role_of
from assistant.planning.words import words


def is_excluded(draft: Draft, mention: Mention) -> bool:
    """Whether a name is left out: a negation before it (or before a name it is joined to) or after it."""
    before = _before(draft, mention)
    after = _after(draft, mention)
    for cue in (before, after):
        if cue is not None:
            draft.claim_cue(cue)
    return before is not None or after is not None


def _before(draft: Draft, mention: Mention) -> CueSpan | None:
    for cue in draft.cues(CueKind.NEGATION):
        if cue.args.get("form") == "include" or cue.last >= mention.first or _follows_a_name(draft, cue):
            continue
        if _joined(draft, cue.last + 1, mention.first - 1):
            return cue
    return None


def _joined(draft: Draft, first: int, last: int) -> bool:
    """Whether there is nothing between but small words, and other names in a list: "zonder Noord, Zuid en …"."""
    tokens = draft.analysis.tokens
    names = {at for one in draft.mentions if _is_name(one) for at in range(one.first, one.last + 1)}
    starts = {one.first for one in draft.mentions if role_of(one) in (MemberTarget, GroupTarget)}
    levels = [one for one in draft.mentions if role_of(one) is LevelTarget and one.last + 1 in starts]
    qualifiers = {at for one in levels for at in range(one.first, one.last + 1)}
    listed = False
    for at in range(first, last + 1):
        if at in qualifiers and not listed:
            continue  # "zonder wijk Noord"
        if at in names:
            listed = True
        elif listed and tokens[at].folded in words("conjunction"):
            listed = False
        elif not draft.only_small_words(at, at) or listed:
            return False
    return not listed


def _is_name(mention: Mention) -> bool:
    return role_of(mention) in (MemberTarget, GroupTarget, LevelTarget)


def _follows_a_name(draft: Draft, cue: CueSpan) -> bool:
    """Whether a negation stands behind what it denies: "niet meegerekend"."""
    return draft.analysis.tokens[cue.last].folded in words("postposed")


def _after(draft: Draft, mention: Mention) -> CueSpan | None:
    for cue in draft.cues(CueKind.NEGATION):
        beside = cue.first > mention.last and draft.only_small_words(mention.last + 1, cue.first - 1)
        if beside and cue.args.get("form") != "include" and _follows_a_name(draft, cue):
            return cue
    return None
