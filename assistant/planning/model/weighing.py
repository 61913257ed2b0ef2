"""What a proposal leaves of the question: words it did not account for, and things the grammar knows better."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.language import CueKind, TokenKind, light
from assistant.linking.cover import Mention
from assistant.linking.targets import (
    ConceptTarget,
    DatasetTarget,
    Evidence,
    GroupTarget,
    LevelTarget,
    MemberTarget,
    MetricTarget,
)
from assistant.linking.words import is_generic, is_glue
from assistant.plan import Plan
from assistant.planning.draft import Draft
from assistant.planning.model.forms import forms
from assistant.planning.model.proposal import Proposal
from assistant.planning.steps.account import MANNER, claim_judgement
from assistant.planning.steps.premise import premise
from assistant.planning.words import words

_SURE = (Evidence.EXACT, Evidence.INFLECTED)
#: Who explains more words than these as one thing explains them away.
_LONGEST_GLOSS = 8


@dataclass(frozen=True, slots=True)
class Weighed:
    """``left``: words that carry meaning and stand for nothing in the proposal; ``against``: words whose documented
    meaning the proposal does not have; ``added``: it asks more than any word does. Each is a reason to ask back."""

    left: tuple[str, ...]
    against: tuple[str, ...]
    added: bool = False

    @property
    def holds(self) -> bool:
        """Whether every word is accounted for, nothing speaks against it and nothing was added."""
        return not self.left and not self.against and not self.added


def weigh(draft: Draft, proposal: Proposal, plan: Plan, said: str) -> Weighed:
    """Hold a proposal, and the plan that the grammar made of it, against the words of the question itself.

    ``said`` is the question in words of the catalogue: a number counts as used when it stands there as well.
    """
    premise(draft)
    claim_judgement(draft)
    turning = set(_turning(draft, proposal))
    glossed = set(_glossed(draft, proposal)) - turning
    known = [one for one in draft.mentions if _firm(one) or not glossed & set(range(one.first, one.last + 1))]
    glossed -= {at for one in known for at in range(one.first, one.last + 1)}
    glossed -= {at for span in draft.analysis.numbers for at in range(span.first, span.last + 1)}
    glossed -= {at for span in draft.analysis.periods for at in range(span.first, span.last + 1)}
    ids = set(proposal.ids)
    against = [draft.text(one) for one in known if not _is_used(one, ids, plan)]
    spoken = {at for one in known if _is_used(one, ids, plan) for at in range(one.first, one.last + 1)}
    timed, missed = _periods(draft, proposal)
    done, undone = _operators(draft, proposal, glossed | spoken | timed, turning)
    covered = (glossed | spoken | timed | done | draft.claimed) - set(_numbers_lost(draft, said))
    left = [
        token.text
        for at, token in enumerate(draft.analysis.tokens)
        if token.kind is not TokenKind.PUNCT
        and at not in covered | light(draft.analysis.tokens)
        and not (token.stop or is_glue(token.text) or is_generic(token.text))
    ]
    inside = {at for first, last in _spans(draft, proposal) for at in range(first, last + 1)}
    tokens = draft.analysis.tokens
    # Small words as well: "gejat rond het station" is no figure, however it is explained.
    swallowed = [tokens[at].text for at in sorted(inside & turning) if tokens[at].folded in words("turning")]
    against += [*missed, *undone, *swallowed]
    return Weighed(tuple(dict.fromkeys(left)), tuple(dict.fromkeys(against)), adds(draft, proposal))


def _numbers_lost(draft: Draft, said: str) -> Iterator[int]:
    kept = said.split()
    for span in draft.analysis.numbers:
        yield from (at for at in range(span.first, span.last + 1) if draft.analysis.tokens[at].text not in kept)


def _firm(mention: Mention) -> bool:
    """Whether words name a member, a place or a group by its very name: no gloss can make them something else."""
    kinds = MemberTarget | GroupTarget | LevelTarget
    return any(link.evidence is Evidence.EXACT and isinstance(link.target, kinds) for link in mention.links)


def _glossed(draft: Draft, proposal: Proposal) -> Iterator[int]:
    """Yield the tokens that a gloss explains by an entry which the proposal uses."""
    text, ids = draft.analysis.text, set(proposal.ids)
    for gloss in proposal.glosses:
        if gloss.means not in ids or len(gloss.words.split()) > _LONGEST_GLOSS:
            continue
        start = text.find(gloss.words)
        while start >= 0:
            end = start + len(gloss.words)
            yield from (
                at for at, token in enumerate(draft.analysis.tokens) if start <= token.start and token.end <= end
            )
            start = text.find(gloss.words, end)


def _turning(draft: Draft, proposal: Proposal) -> Iterator[int]:
    """Yield the tokens that turn a meaning around or ask for another calculation: no gloss explains those away.

    "Zonder werk" as a whole may describe a figure; "niet gejat" and "gejat zonder" leave out what nobody names.
    """
    tokens, spans = draft.analysis.tokens, list(_spans(draft, proposal))
    for cue in draft.analysis.cues:
        inside = [(first, last) for first, last in spans if first <= cue.first and cue.last <= last]
        described = cue.kind is CueKind.NEGATION and cue.args.get("form") == "exclude"
        follows = any(not tokens[at].stop for _, last in inside for at in range(cue.last + 1, last + 1))
        if cue.kind not in MANNER and not (described and follows):
            yield from range(cue.first, cue.last + 1)
    yield from (at for at, token in enumerate(tokens) if token.folded in words("turning"))


def _spans(draft: Draft, proposal: Proposal) -> Iterator[tuple[int, int]]:
    """Yield the first and last token of each gloss."""
    for gloss in proposal.glosses:
        start = draft.analysis.text.find(gloss.words)
        end = start + len(gloss.words)
        inside = [at for at, one in enumerate(draft.analysis.tokens) if start <= one.start and one.end <= end]
        if inside:
            yield inside[0], inside[-1]


def adds(draft: Draft, proposal: Proposal) -> bool:
    """Whether a proposal uses an entry that no word stands for, or asks a form that no word asks for."""
    explained = {gloss.means for gloss in proposal.glosses}
    named = {str(link.target) for mention in draft.mentions for link in mention.links}
    divided = bool(draft.analysis.cues_of(CueKind.PER_CAPITA))

    def stands(name: str) -> bool:
        if name in explained or name in named or (divided and name == proposal.denominator):
            return True
        # A member by its field's own name, a level by its field: "per wijk" names the level that is split by.
        return any(one.partition("=")[0].partition(":")[0] == name.partition(":")[0] for one in named if ":" in name)

    asked = forms()[proposal.form].asks
    return not all(map(stands, proposal.ids)) or bool(asked and not draft.analysis.cues_of(*asked))


def _is_used(mention: Mention, ids: set[str], plan: Plan) -> bool:
    """Whether one of the things that words surely stand for is in the proposal, or is about what is in it."""
    datasets = {ref.dataset for ref in plan.metrics}
    sure = [link for link in mention.links if link.evidence in _SURE] or list(mention.links)
    for link in sure:
        target = link.target
        if str(target) in ids or any(name.startswith(f"{target}:") or name.startswith(f"{target}=") for name in ids):
            return True
        if isinstance(target, DatasetTarget) and target.name in datasets:
            return True
        if isinstance(target, GroupTarget | ConceptTarget):
            return False
    # Words that only resemble something documented decide nothing.
    return not any(link.evidence in _SURE for link in mention.links) and not any(
        isinstance(link.target, MetricTarget) for link in mention.links
    )


def _periods(draft: Draft, proposal: Proposal) -> tuple[set[int], list[str]]:
    """Return the tokens of periods that the proposal quotes, and the texts of those that it does not."""
    text, tokens = draft.analysis.text, draft.analysis.tokens
    covered: set[int] = set()
    missed = []
    for span in draft.analysis.periods:
        said = text[tokens[span.first].start : tokens[span.last].end]
        if proposal.period is not None and said in proposal.period:
            covered.update(range(span.first, span.last + 1))
        else:
            missed.append(said)
    if proposal.period is not None:
        start = text.find(proposal.period)
        end = start + len(proposal.period)
        covered |= {at for at, one in enumerate(tokens) if start <= one.start and one.end <= end and one.stop}
    return covered, missed


def _operators(draft: Draft, proposal: Proposal, elsewhere: set[int], turning: set[int]) -> tuple[set[int], list[str]]:
    """Return the tokens of operators that the form does justice to, and the texts of those it passes over.

    A word that may be an operator and may not (``ambiguous``) is one where a gloss would have explained it away.
    """
    form = forms()[proposal.form]
    done: set[int] = set()
    undone = []
    tokens = draft.analysis.tokens
    for cue in draft.analysis.cues:
        span = set(range(cue.first, cue.last + 1))
        if cue.kind in MANNER or form.does(cue) or (cue.kind is CueKind.NEGATION and proposal.without):
            done |= span
        elif not (span <= elsewhere | draft.claimed or (cue.ambiguous and not span & turning)):
            undone.append(draft.analysis.text[tokens[cue.first].start : tokens[cue.last].end])
    return done, undone
