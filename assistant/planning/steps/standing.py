""" "Is dat veel", "waar staan we met": the figure is set beside others; whether it is much, a figure cannot say."""

from __future__ import annotations

from dataclasses import replace

from assistant.language import CueKind, CueSpan
from assistant.plan import Premise
from assistant.planning.draft import Draft
from assistant.planning.steps.outcome import Outcome
from assistant.planning.words import words

#: What follows "veel" or "much" when it only says how far: "veel hoger", "much more".
_DEGREE_OF = (CueKind.COMPARATIVE, CueKind.CHANGE, CueKind.THRESHOLD, CueKind.TOP, CueKind.OPINION)
#: Where the question names what it compares with, that is what is shown.
_NAMED = (CueKind.COMPARE, CueKind.OTHERS, CueKind.PLACES_AVERAGE, CueKind.RANK, CueKind.COMPARATIVE)


def standing(draft: Draft) -> Outcome:
    """Note that it is asked where the figure stands; whether that is much or little is a judgement."""
    cues = draft.cues(CueKind.STANDING)
    found = [cue for cue in cues if not cue.args.get("judged") or _judges(draft, cue)]
    for cue in cues:
        if cue not in found and _judging(draft, cue):
            _leave_degree(draft, cue)
    for cue in cues:
        if cue in found or not _judging(draft, cue):
            _claim_around_names(draft, cue)
    if not found:
        return None
    draft.standing = not draft.has(*_NAMED)
    if any(cue.args.get("judged") for cue in found) and draft.premise is None:
        draft.premise = Premise.OPINION
    if draft.standing:
        _leave_numbers(draft)
    return None


def _claim_around_names(draft: Draft, cue: CueSpan) -> None:
    named = {at for mention in draft.mentions for at in range(mention.first, mention.last + 1)}
    for at in range(cue.first, cue.last + 1):
        if at not in named | draft.claimed:
            draft.claim(at, at, cue.kind.value)


def _judges(draft: Draft, cue: CueSpan) -> bool:
    """Whether this piece of the pattern holds the word of much or little, and that word says it of the figure."""
    found = _judging(draft, cue)
    before = draft.analysis.tokens[found[0] - 1].folded if found and found[0] else ""
    return bool(found) and before not in words("not_judged") and not _only_degree(draft, found[-1])


def _judging(draft: Draft, cue: CueSpan) -> list[int]:
    tokens = draft.analysis.tokens
    return [at for at in range(cue.first, cue.last + 1) if words("judging") & {tokens[at].folded, *tokens[at].lemmas}]


def _only_degree(draft: Draft, at: int) -> bool:
    return any(one.first in (at, at + 1) for one in draft.analysis.cues_of(*_DEGREE_OF))


def _leave_degree(draft: Draft, cue: CueSpan) -> None:
    """ "Veel gestegen", "much more than": the change is told, whether it is much is left to the reader."""
    for at in _judging(draft, cue):
        if any(one.first == at + 1 for one in draft.analysis.cues_of(CueKind.COMPARATIVE, CueKind.CHANGE)):
            draft.claim(at, at, CueKind.STANDING.value)
            draft.assume("standing", "assume_judged", word=draft.analysis.tokens[at].text)
            rest = tuple(one for one in draft.analysis.cues if one.kind is not CueKind.YES_NO)
            draft.analysis = replace(draft.analysis, cues=rest)


def _leave_numbers(draft: Draft) -> None:
    """ "Zijn 583 misdrijven veel?": the number is the asker's; the figure that is set beside others is the data's."""
    for number in draft.analysis.numbers:
        inside = range(number.first, number.last + 1)
        free = not draft.claimed.intersection(inside) and not _in_period(draft, number.first)
        if free and not any(mention.first <= number.first <= mention.last for mention in draft.mentions):
            draft.claim(number.first, number.last, CueKind.STANDING.value)
            draft.assume("standing", "assume_own_number", number=number.text)


def _in_period(draft: Draft, at: int) -> bool:
    return any(span.first <= at <= span.last for span in draft.analysis.periods)
