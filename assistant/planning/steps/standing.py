""" "Is dat veel", "waar staan we met": the figure is set beside others; whether it is much, a figure cannot say."""

from __future__ import annotations

from dataclasses import replace

from assistant.language import CueKind, CueSpan
from assistant.linking.targets import MemberTarget
from assistant.plan import Premise
from assistant.planning.draft import Draft
from assistant.planning.steps.outcome import Outcome
from assistant.planning.words import words

#: What follows "veel" or "much" when it only says how far: "veel hoger", "much more".
_DEGREE_OF = (CueKind.COMPARATIVE, CueKind.CHANGE, CueKind.THRESHOLD, CueKind.TOP, CueKind.OPINION)
#: Where the question names what it compares with, that is what is shown.
_NAMED = (CueKind.RANK, CueKind.COMPARATIVE)
#: These compare with whatever follows them.
_COMPARING = (CueKind.COMPARE, CueKind.OTHERS, CueKind.PLACES_AVERAGE)


def standing(draft: Draft) -> Outcome:
    """Note that it is asked where the figure stands; whether that is much or little is a judgement."""
    cues = _cues(draft)
    found = [cue for cue in cues if not cue.args.get("judged") or cue.args["judged"] == "sure" or _judges(draft, cue)]
    for cue in cues:
        if cue not in found and _judging(draft, cue):
            _leave_degree(draft, cue)
    for cue in cues:
        if cue in found and not cue.args.get("judged"):
            # "Waar staat …" is no question after a state, whatever the catalogue calls so.
            draft.claim(cue.first, cue.last, cue.kind.value)
        elif cue in found or not _judging(draft, cue):
            _claim_around_names(draft, cue)
    opinions = [cue for cue in draft.cues(CueKind.OPINION) if cue.args.get("standing")]
    if not found and not opinions:
        return None
    draft.standing = not draft.has(*_NAMED) and not _beside_a_name(draft)
    if any(cue.args.get("judged") for cue in found) and draft.premise is None:
        draft.premise = Premise.OPINION
    if draft.standing:
        _leave_numbers(draft)
    return None


def _cues(draft: Draft) -> list[CueSpan]:
    """Return the cues that hold; of "plaats … in perspectief" also the verb that a catalogue has a name like."""
    held = draft.cues(CueKind.STANDING)
    plain = any(not cue.args.get("judged") for cue in held)
    every = draft.analysis.cues_of(CueKind.STANDING)
    return [cue for cue in every if cue in held or (plain and not cue.args.get("judged"))]


def _beside_a_name(draft: Draft) -> bool:
    """Whether one place is named to compare with: then that comparison is the answer."""
    begins = min((cue.last for cue in draft.cues(*_COMPARING)), default=None)
    return begins is not None and any(
        mention.first > begins and isinstance(mention.best.target, MemberTarget) for mention in draft.mentions
    )


def set_beside_others(draft: Draft) -> Outcome:
    """ "Vergeleken met anderen", where the figure has no others to list: it is set beside whatever there is."""
    others = [cue for cue in draft.cues(CueKind.OTHERS) if cue.args.get("scope") is None]
    if not draft.standing or not others or any(cue.first in draft.claimed for cue in others):
        return None
    left = [*others, *(cue for cue in draft.cues(CueKind.COMPARE) if cue.last < others[-1].first)]
    for cue in left:
        draft.claim(cue.first, cue.last, CueKind.STANDING.value)
    rest = tuple(one for one in draft.analysis.cues if one not in left)
    draft.analysis = replace(draft.analysis, cues=rest)
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
            if number.unit == "percent":
                # "Is 12 % uitval veel?" is about the percentage, where there is one.
                place = (number.text, number.start, number.end, number.first, number.last)
                asked = CueSpan(*place, CueKind.PERCENT)
                draft.analysis = replace(draft.analysis, cues=(*draft.analysis.cues, asked))


def _in_period(draft: Draft, at: int) -> bool:
    return any(span.first <= at <= span.last for span in draft.analysis.periods)
