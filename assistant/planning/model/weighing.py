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

_SURE = (Evidence.EXACT, Evidence.INFLECTED)
#: Who explains more words than these as one thing explains them away.
_LONGEST_GLOSS = 8


@dataclass(frozen=True, slots=True)
class Weighed:
    """``left``: words that carry meaning and stand for nothing in the proposal; ``against``: words whose documented
    meaning the proposal does not have. Either is a reason to ask back."""

    left: tuple[str, ...]
    against: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether every word is accounted for and nothing speaks against it."""
        return not self.left and not self.against


def weigh(draft: Draft, proposal: Proposal, plan: Plan, said: str) -> Weighed:
    """Hold a proposal, and the plan that the grammar made of it, against the words of the question itself.

    ``said`` is the question in words of the catalogue: a number counts as used when it stands there as well.
    """
    premise(draft)
    claim_judgement(draft)
    glossed = set(_glossed(draft, proposal))
    known = [one for one in draft.mentions if _firm(one) or not glossed & set(range(one.first, one.last + 1))]
    glossed -= {at for one in known for at in range(one.first, one.last + 1)}
    glossed -= {at for span in draft.analysis.numbers for at in range(span.first, span.last + 1)}
    glossed -= {at for span in draft.analysis.periods for at in range(span.first, span.last + 1)}
    ids = set(proposal.ids)
    against = [draft.text(one) for one in known if not _is_used(one, ids, plan)]
    spoken = {at for one in known if _is_used(one, ids, plan) for at in range(one.first, one.last + 1)}
    timed, missed = _periods(draft, proposal)
    done, undone = _operators(draft, proposal, glossed | spoken | timed)
    covered = (glossed | spoken | timed | done | draft.claimed) - set(_numbers_lost(draft, said))
    left = [
        token.text
        for at, token in enumerate(draft.analysis.tokens)
        if token.kind is not TokenKind.PUNCT
        and at not in covered | light(draft.analysis.tokens)
        and not (token.stop or is_glue(token.text) or is_generic(token.text))
    ]
    return Weighed(tuple(dict.fromkeys(left)), tuple(dict.fromkeys([*against, *missed, *undone])))


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


def _operators(draft: Draft, proposal: Proposal, elsewhere: set[int]) -> tuple[set[int], list[str]]:
    """Return the tokens of operators that the form does justice to, and the texts of those it passes over."""
    form = forms()[proposal.form]
    done: set[int] = set()
    undone = []
    tokens = draft.analysis.tokens
    for cue in draft.analysis.cues:
        span = set(range(cue.first, cue.last + 1))
        if cue.kind in MANNER or form.does(cue) or (cue.kind is CueKind.NEGATION and proposal.without):
            done |= span
        elif not (span <= elsewhere | draft.claimed or cue.ambiguous):
            undone.append(draft.analysis.text[tokens[cue.first].start : tokens[cue.last].end])
    return done, undone
