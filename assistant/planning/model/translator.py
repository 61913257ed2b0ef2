"""The translator with a language model beside it: the grammar first and last, the model where it is not sure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.language import CueKind
from assistant.plan import Assumption, Clarification, Decision, FreeQuery, Option, Plan, Reason, Refusal, WordUse
from assistant.planning.draft import Draft
from assistant.planning.grammar import GrammarTranslator
from assistant.planning.model.calls import CallLog, Talker
from assistant.planning.model.canonical import carries, question
from assistant.planning.model.entries import Known, known
from assistant.planning.model.prompt import plan_prompt, query_prompt
from assistant.planning.model.proposal import Proposal, read
from assistant.planning.model.saying import asked
from assistant.planning.model.second import unsure, weighed_against
from assistant.planning.model.tables import tables
from assistant.planning.model.unhelped import unhelped
from assistant.planning.model.weighing import weigh
from assistant.planning.phrases import listing, say
from assistant.planning.translator import Request
from assistant.settings import DOCUMENTED, Leaving

#: A refusal for one of these says that the words were not understood; every other stands, whatever a model thinks.
#: What a figure cannot settle ("waarom") stays with it, and is said beside it.
_HELPED = (Reason.UNKNOWN_CONCEPT, Reason.UNKNOWN_MEMBER, Reason.OUT_OF_SCOPE, Reason.CAUSAL)
#: Words in these are not for a model to explain away.
_NEVER = (CueKind.PERSONAL, CueKind.INSTRUCTION, CueKind.FOLLOW_UP)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a call brought: the proposal with the entries that were offered."""

    proposal: Proposal
    entries: tuple[Known, ...]


class ModelTranslator:
    """Asks the grammar; where that does not understand the words, lets a model propose, and holds that to the rules."""

    def __init__(
        self, grammar: GrammarTranslator, talker: Talker, *, queries: bool = False, leaving: Leaving = DOCUMENTED
    ) -> None:
        """``queries``: where no plan says what was asked, the model may write one; ``leaving``: what it may be told."""
        self.grammar = grammar
        self.talker = talker
        self.leaving = leaving
        self._queries = queries

    @property
    def name(self) -> str:
        """What the answer says translated it."""
        return f"model:{self.talker.name}"

    def translate(self, request: Request) -> Decision:
        """Decide as the grammar does; where it has no answer or is not sure, ask the model what the words stand for."""
        decision = self.grammar.translate(request)
        helped = isinstance(decision, Refusal) and decision.reason in _HELPED
        if request.calls is None or request.asked is not None or not (helped or unsure(decision)):
            return decision
        draft = self.grammar.draft(request)
        if draft.has(*_NEVER) or all(one.stop for one in draft.analysis.tokens):
            return decision
        if not isinstance(decision, Refusal):
            return self._second(decision, draft, request, request.calls)
        decided = self._proposed(draft, request, request.calls)
        if decided is None and self._queries and decision.reason is not Reason.CAUSAL:
            decided = self._written(draft, request, request.calls, decision)
        return decided or unhelped(decision, request.calls)

    def _second(self, decision: Decision, draft: Draft, request: Request, log: CallLog) -> Decision:
        """Hear how the model reads what the grammar is not sure of; a reading that leaves words aside counts for none.

        A turn that may lean on the one before it is read by the grammar alone: the model does not know that one.
        """
        made = self._ask(draft, request, log) if request.previous is None else None
        text = question(made.proposal, made.entries, draft) if made else None
        if made is None or text is None:
            return decision
        other = self._alone(request, draft, text)
        if not isinstance(other, Plan) or not carries(other, made.proposal, made.entries):
            return decision
        if not weigh(draft, made.proposal, other, text).holds:
            return decision
        return weighed_against(decision, other, text, draft, lambda said: self._alone(request, draft, said), self.name)

    def _alone(self, request: Request, draft: Draft, text: str) -> Decision:
        """Return how the grammar reads a question that stands alone."""
        alone = replace(request, question=text, language=draft.language, previous=None, before=None, asked=None)
        return self.grammar.translate(alone)

    def _written(self, draft: Draft, request: Request, log: CallLog, instead: Refusal) -> FreeQuery | None:
        """Return a query of the model's own; only after it answered that no form says what was asked."""
        if not log.calls or log.calls[-1].outcome != _PROPOSAL:
            return None
        prompt = query_prompt(request.question, draft.language, tables(draft, known(draft, self.leaving), self.leaving))
        sql = asked(self.talker, prompt, log, _query, brought="query", nothing="none")
        words = tuple(WordUse(one.text, "?") for one in draft.analysis.tokens if not one.stop)
        stands = unhelped(instead, log)
        return FreeQuery(sql, draft.language, stands, words, self.name) if sql is not None else None

    def _proposed(self, draft: Draft, request: Request, log: CallLog) -> Decision | None:
        made = self._ask(draft, request, log)
        text = question(made.proposal, made.entries, draft) if made else None
        if made is None or text is None:
            return None
        plan = self._alone(request, draft, text)
        if isinstance(plan, Clarification):
            told = say("model_read", draft.language, question=text, text=plan.text)
            return replace(plan, text=told, translator=self.name)
        if not isinstance(plan, Plan) or not carries(plan, made.proposal, made.entries):
            return None
        weighed = weigh(draft, made.proposal, plan, text)
        if weighed.holds:
            return self._told(draft, made, plan, text)
        return self._asked_back(draft, plan, text, weighed.left or weighed.against)

    def _told(self, draft: Draft, made: _Asked, plan: Plan, text: str) -> Plan:
        """Return the plan as the answer to the question as it was asked, with each word that the model explained."""
        phrases = {one.id: one.phrase for one in made.entries}
        said = [Assumption("model", say("assume_model", draft.language, question=text))]
        words = []
        for gloss in made.proposal.glosses:
            start = draft.request.question.find(gloss.words)
            words.append(WordUse(gloss.words, gloss.means, start, start + len(gloss.words)))
            meaning = phrases[gloss.means]
            if gloss.words.casefold() != meaning.casefold():
                said.append(Assumption("word", say("assume_word", draft.language, word=gloss.words, meaning=meaning)))
        words += [use for use in _own_words(draft, plan) if not any(_overlaps(use, one) for one in words)]
        return replace(
            plan,
            premise=draft.premise or plan.premise,
            chart=draft.chart,
            assumptions=(*dict.fromkeys(said), *plan.assumptions),
            words=tuple(sorted(dict.fromkeys(words), key=lambda one: (one.start, one.end))),
            translator=self.name,
        )

    def _asked_back(self, draft: Draft, plan: Plan, text: str, words: tuple[str, ...]) -> Clarification:
        """The model's reading leaves words aside, or has them mean something else: the asker decides."""
        quoted = listing([f"‘{word}’" for word in words], draft.language) if words else ""
        told = say("model_doubt" if words else "model_more", draft.language, words=quoted)
        option = Option(text, text, plan)
        return Clarification(told, (option,), draft.language, (WordUse(text, "?"),), self.name)

    def _ask(self, draft: Draft, request: Request, log: CallLog) -> _Asked | None:
        entries = known(draft, self.leaving)
        if not entries:
            return None
        prompt = plan_prompt(request.question, draft.language, entries)
        made = asked(self.talker, prompt, log, lambda value: read(value, entries, request.question), brought=_PROPOSAL)
        return _Asked(made, entries) if made is not None else None


_PROPOSAL = "proposal"


def _query(value: Mapping[str, Any]) -> str | None:
    sql = value.get("sql")
    return sql if isinstance(sql, str) and sql.strip() else None


def _own_words(draft: Draft, plan: Plan) -> list[WordUse]:
    """Return the words that the grammar itself had explained, and those of the periods and operators."""
    tokens, text = draft.analysis.tokens, draft.analysis.text

    def use(first: int, last: int, meaning: str) -> WordUse:
        start, end = tokens[first].start, tokens[last].end
        return WordUse(text[start:end], meaning, start, end)

    found = [use(one.first, one.last, str(one.best.target)) for one in draft.mentions]
    found += [use(span.first, span.last, "period") for span in draft.analysis.periods]
    found += [use(cue.first, cue.last, cue.kind.value) for cue in draft.analysis.cues]
    return found


def _overlaps(one: WordUse, other: WordUse) -> bool:
    return one.start < other.end and other.start < one.end
