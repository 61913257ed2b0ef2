"""Several questions in one message: asked which comes first, with each as an option."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.language import CueKind, TokenKind
from assistant.linking.cover import Mention
from assistant.linking.targets import ConceptTarget, GroupTarget, MemberTarget, MetricTarget
from assistant.planning.draft import Draft
from assistant.planning.outcomes import ask_back
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.roles import role_of
from assistant.planning.words import words

_ENDS = frozenset(".?!;")
_ASKING = (CueKind.COUNT, CueKind.WHICH, CueKind.SIZE, CueKind.MEANING, CueKind.SOURCE, CueKind.FRESHNESS, CueKind.WHY)
#: A longer label is cut; the option's question stays whole.
_MOST = 10


@dataclass(frozen=True)
class _Part:
    """One question of the message, from its first up to and including its last token."""

    first: int
    last: int
    asks: bool

    def holds(self, at: int) -> bool:
        return self.first <= at <= self.last


def several_questions(draft: Draft) -> Outcome:
    """Ask which question to answer first when a message has more than one about a figure of its own."""
    if (outcome := _and_there(draft)) is not None:
        return outcome
    parts = [part for part in _parts(draft) if _figures(draft, part)]
    if any(part.asks for part in parts):
        parts = [part for part in parts if part.asks]
    if len(parts) < 2:
        return None
    options = [(question, question) for question in (_text(draft, part) for part in parts[:_MOST])]
    draft.several = True
    return ask_back(draft, "several_questions", options)


def _and_there(draft: Draft) -> Outcome:
    """ "…, en hoe ligt dat in De Weide?": the same question once more, elsewhere; which first is asked."""
    tokens, text = draft.analysis.tokens, draft.analysis.text
    for at in range(2, len(tokens) - 3):
        said = [token.folded for token in tokens[at : at + 4]]
        again = said[0] in words("and") and said[1] in words("degree") and said[3] in words("that")
        if not again or said[2] not in words("to_stand") or not _figures(draft, _Part(0, at - 1, True)):
            continue
        first = text[: tokens[at - 1].end].rstrip(" ,.?")
        elsewhere = text[tokens[at + 3].end :].strip(" ?.")
        draft.several = True
        return ask_back(draft, "several_questions", [(one, one) for one in (f"{first}?", f"{first} {elsewhere}?")])
    return None


def _parts(draft: Draft) -> list[_Part]:
    tokens = draft.analysis.tokens
    found: list[_Part] = []
    first = 0
    for at, token in enumerate(tokens):
        ended = token.kind is TokenKind.PUNCT and token.text in _ENDS
        if ended or at + 1 == len(tokens) or _begins_another(draft, first, at + 1):
            last = at - 1 if ended else at
            if last >= first:
                found.append(_Part(first, last, token.text == "?" or _asking(draft, first, last)))
            first = at + 1
    return found


def _asking(draft: Draft, first: int, last: int) -> bool:
    return any(first <= cue.first <= last for cue in draft.analysis.cues_of(*_ASKING))


def _begins_another(draft: Draft, first: int, at: int) -> bool:
    """Whether "en hoeveel …" at ``at`` begins a question of its own: each side has its own figure and its own place."""
    tokens = draft.analysis.tokens
    if at + 1 >= len(tokens) or tokens[at].folded not in words("and") or tokens[at + 1].folded not in words("asking"):
        return False
    left, right = _Part(first, at - 1, True), _Part(at, len(tokens) - 1, True)
    own = [_own(draft, part) for part in (left, right)]
    return all(_figures(draft, part) for part in (left, right)) and all(own) and own[0] != own[1]


def _figures(draft: Draft, part: _Part) -> bool:
    return any(role_of(one) in (MetricTarget, ConceptTarget) for one in _mentions(draft, part))


def _own(draft: Draft, part: _Part) -> frozenset[str]:
    """What a part names for itself: its places, categories and periods."""
    named = {str(one.best.target) for one in _mentions(draft, part) if role_of(one) in (MemberTarget, GroupTarget)}
    return frozenset(named | {one.text.casefold() for one in draft.analysis.periods if part.holds(one.first)})


def _mentions(draft: Draft, part: _Part) -> list[Mention]:
    return [one for one in draft.open_mentions() if part.holds(one.first)]


def _text(draft: Draft, part: _Part) -> str:
    tokens, first = draft.analysis.tokens, part.first
    while first < part.last and (tokens[first].folded in words("and") or tokens[first].kind is TokenKind.PUNCT):
        first += 1
    said = draft.analysis.text[tokens[first].start : tokens[part.last].end]
    return f"{said[:1].upper()}{said[1:]}?"
