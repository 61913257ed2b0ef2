""" "Wij en Oudemeer", "de buurgemeenten en bij ons": our own place beside others that a conjunction joins to it."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalog.graph import conformed
from assistant.language import CueKind, CueSpan
from assistant.planning.draft import Draft
from assistant.planning.steps.members.choice import Choice
from assistant.planning.steps.members.known import known_member
from assistant.planning.words import words


def with_home(draft: Draft, chosen: list[Choice]) -> list[Choice]:
    """Add the home place where it is named in one breath with another one; each of them is then asked."""
    home = draft.knowledge.catalog.home
    if home is None or not draft.reaches(home.ref):
        return chosen
    field = conformed(draft.knowledge.catalog, home.ref)
    member = known_member(draft, field, home.value)
    for cue in draft.cues(CueKind.HOME):
        beside = [one for one in chosen if one.field == field and not one.excluded and joined(draft, cue, one)]
        if beside and all(member not in one.members for one in chosen):
            draft.claim_cue(cue)
            listed = [replace(one, group=False) if one in beside else one for one in chosen]
            return [*listed, Choice(beside[0].mention, field, (member,), False, False)]
    return chosen


def joined(draft: Draft, cue: CueSpan, one: Choice) -> bool:
    """Whether nothing but "en" and small words stand between."""
    first, last = (cue.last, one.mention.first) if cue.last < one.mention.first else (one.mention.last, cue.first)
    between = draft.analysis.tokens[first + 1 : last]
    return any(token.folded in words("and") for token in between) and all(token.stop for token in between)
