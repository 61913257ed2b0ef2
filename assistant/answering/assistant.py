"""One question on one screen: translate, compile, validate, run, explain, keep; only then is the answer shown."""

from __future__ import annotations

import datetime as dt
import logging
import time
import uuid
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from assistant.answering.absent import said_absent, with_absent
from assistant.answering.agreed import agreed
from assistant.answering.borders import implied, incomplete, still
from assistant.answering.chosen import as_chosen
from assistant.answering.explaining import explained
from assistant.answering.facts import DataFacts
from assistant.answering.free import free_answer
from assistant.answering.helping import call_log, keep_calls, named, with_model
from assistant.answering.keeping import derived_id, logged, record
from assistant.answering.model_card import ModelCard, allowed, card_of
from assistant.answering.model_told import model_told
from assistant.answering.options import worth_asking
from assistant.answering.permitting import datasets_read, told_apart, unseen, within_rights
from assistant.answering.phrasing import phrased
from assistant.answering.queries import QueryReport, checked, queried
from assistant.answering.ranked import without_withheld
from assistant.answering.refusals import not_permitted, nothing_there, open_to, stopped
from assistant.answering.resuming import memory_of, shown_in, to_keep
from assistant.answering.searching import overview, search
from assistant.answering.standing.asked import with_standing
from assistant.answering.state import state_of
from assistant.answering.verifying import TRANSLATOR, Found, doubted, expired, found, verified_query
from assistant.answering.withholding import Daybook, Guard, Kept, Ledger, PastedGuard, Reader, SeenBefore
from assistant.answering.withholding.writing import written
from assistant.answering.words import say
from assistant.catalog.catalog import Catalog
from assistant.catalog.loading import LoadedCatalog, load_catalog
from assistant.catalog.show import Overview
from assistant.catalog.text import Language
from assistant.conversation import Turns
from assistant.engines import open_engine
from assistant.engines.base import Engine, EngineFailure
from assistant.errors import QuestionError
from assistant.explanation.answer import Answer
from assistant.explanation.catalog_answers import answer_catalog
from assistant.explanation.interpretation import about_reading
from assistant.explanation.look import look
from assistant.language.lemmas import keep_dictionaries
from assistant.linking.index import PhraseIndex
from assistant.linking.lexicon import entries
from assistant.linking.stored import open_index
from assistant.linking.topics import topics
from assistant.plan import CatalogQuestion, CatalogTopic, Clarification, Decision, FreeQuery, Plan, Reason, Refusal
from assistant.planning.grammar import GrammarTranslator
from assistant.planning.model.translator import ModelTranslator
from assistant.planning.trace import Trace
from assistant.planning.tracing import TracingTranslator
from assistant.planning.translator import Knowledge, Request, Translator
from assistant.records import Records, Why
from assistant.review import Book, read_all
from assistant.settings import MAX_QUESTION, Settings
from assistant.spans import span, tell
from assistant.sql.compile import compile_plan
from assistant.stopping import check_stopped
from assistant.validation import DEFAULT_ROLE, Rejection, validate_plan
from assistant.validation.report import CheckReport
from assistant.workbench.bundled import ready_catalog

_log = logging.getLogger(__name__)
#: The folder of a catalogue in which what was approved lies as evaluation cases.
CASES = "cases"


class Assistant:
    """Answers questions about one catalogue. Open it once, ask from as many threads as you like, close it."""

    def __init__(
        self,
        loaded: LoadedCatalog,
        engine: Engine,
        records: Records,
        translator: Translator,
        settings: Settings,
        knowledge: Knowledge,
        turns: Turns | None = None,
        ledger: Ledger | None = None,
        seen: SeenBefore | None = None,
        book: Book | None = None,
    ) -> None:
        self.loaded = loaded
        self.engine = engine
        self._records = records
        self._translator = translator
        self._settings = settings
        self._knowledge = knowledge
        self._facts = DataFacts(loaded.catalog, engine, settings.row_limit)
        #: The questions whose query an analyst approved.
        self.book = book or Book(loaded.root, loaded.catalog, engine.profile)
        self._guard = Guard(loaded.catalog, engine)
        self._ledger = ledger or Ledger(records.users)
        self._pasted = PastedGuard(loaded.catalog, engine, self._guard.cubes)
        self._seen = seen or SeenBefore()
        self._today = Daybook(records.users, engine.digest)
        self._turns = turns or Turns()
        #: Why the catalogue as it stands now is not this one, where it was changed and cannot be used; for maintainers.
        self.trouble: str | None = None
        # Two runs of one batch are two conversations, even when both call theirs "c1".
        self._run = uuid.uuid4().hex[:16]

    @classmethod
    def open(cls, settings: Settings | None = None, *, follows: Assistant | None = None, verified: bool = True) -> Self:
        """Open the catalogue, its data and the records; a :class:`~assistant.errors.DuidingError` says why not.

        An assistant that ``follows`` another over the same documentation goes on with its conversations. Without
        ``verified`` it reads every question itself, also those that an analyst approved.
        """
        settings = settings or Settings()
        allowed(settings)
        keep_dictionaries(settings.ensure_home() / "dictionaries")
        loaded = load_catalog(ready_catalog(settings))
        approved = read_all(loaded.root) if verified else {}
        named(settings.model, loaded.catalog)
        engine = open_engine(loaded, settings)
        records = Records.open(settings.database_url)
        index = open_index(
            settings.ensure_home() / "index",
            engine.digest,
            lambda: entries(loaded.catalog, engine.profile),
            lambda: topics(loaded.catalog),
        )
        book = Book(loaded.root, loaded.catalog, engine.profile, approved)
        facts = DataFacts(loaded.catalog, engine, settings.row_limit)
        knowledge = Knowledge(loaded.catalog, engine.profile, index)
        before = follows._translator if follows is not None else None
        translator = with_model(GrammarTranslator(knowledge, facts), settings, before)
        same = follows if follows is not None and follows.loaded.digest == loaded.digest else None
        turns, seen = (same._turns, same._seen) if same is not None else (None, None)
        ledger = follows._ledger.over(records.users) if follows is not None else None
        return cls(loaded, engine, records, translator, settings, knowledge, turns, ledger, seen, book)

    def beside(self, records: Records, *, loaded: LoadedCatalog | None = None, book: Book | None = None) -> Assistant:
        """Return one over the same data with other documentation or verified questions, to try a change by.

        It shares nothing with readers, asks no language model, and keeps what it does in ``records``. Do not close it.
        """
        knowledge = self._knowledge
        if loaded is not None:
            catalog, profile = loaded.catalog, self.engine.profile
            knowledge = Knowledge(catalog, profile, PhraseIndex.build(entries(catalog, profile), topics(catalog)))
        settings = replace(self._settings, model=None)
        grammar = GrammarTranslator(knowledge, DataFacts(knowledge.catalog, self.engine, settings.row_limit))
        return Assistant(loaded or self.loaded, self.engine, records, grammar, settings, knowledge, book=book)

    @property
    def cases(self) -> Path:
        """Where evaluation cases of this catalogue lie, besides those that analysts made: a folder or a file."""
        return self._settings.cases or self.loaded.root / CASES

    @property
    def records(self) -> Records:
        """What was asked, answered, noted and agreed."""
        return self._records

    @property
    def catalog(self) -> Catalog:
        """The documentation that answers rest on."""
        return self.loaded.catalog

    @property
    def look(self) -> str:
        """The colours of the pages, as CSS variables."""
        return look(self._settings.look)

    @property
    def _words_by(self) -> ModelTranslator | None:
        """Which translator's model may word an answer's sentence, where a setting lets one."""
        model, by = self._settings.model, self._translator
        return by if model is not None and model.words and isinstance(by, ModelTranslator) else None

    @property
    def model_card(self) -> ModelCard | None:
        """What that model was measured to be worth here; None where there is none, or it was not measured."""
        return card_of(self._settings, self.model_name) if self.model_name is not None else None

    @property
    def model_name(self) -> str | None:
        """The language model that may read along, for readers to know; None where there is none."""
        return self._settings.model.name if self._settings.model is not None else None

    @span("question")
    def ask(
        self,
        question: str,
        *,
        id: str | None = None,
        conversation: str | None = None,
        language: Language | None = None,
        as_of: dt.date | None = None,
        role: str = DEFAULT_ROLE,
        user: str | None = None,
        plan: Plan | None = None,
        lasting: bool = False,
    ) -> Answer:
        """Return an answer, a question back, a refusal or an error; it is kept in the records before it returns.

        Raises :class:`~assistant.stopping.Stopped` when whoever asked went away: then nothing is kept.
        ``user`` is who logged in: then the role is theirs, and what they were shown today counts for what is withheld.
        A question that was chosen rather than typed comes with its ``plan``, and needs no reading.
        A ``lasting`` conversation is known to the records by this name and goes on where it was, also after a restart.
        """
        started = time.perf_counter()
        role = self.role_of(user, role)
        today = as_of or dt.date.today()
        name = id or derived_id(self.engine.digest, question, conversation, language, today, role)
        decision: Decision | None = None
        reading: Decision | None = None
        before: Found | None = None
        blank = Answer(question=question, language=language or self.catalog.language, outcome="error", id=name)
        calls = call_log(self._settings.model, self._records, user)
        reader = self._reader(role, conversation, user)
        try:
            if lasting and conversation is not None:
                self._resume(conversation)
            memory = self._turns.memory(conversation)
            request = Request(
                readable(question[:MAX_QUESTION], blank.language),
                today,
                language,
                role,
                memory.previous,
                memory.before,
                memory.asked,
                calls=calls,
            )
            with span("read"):
                before = found(self.book, request, self._translator, self._facts) if plan is None else None
                decision = plan or (before.decision if before else None) or self._translator.translate(request)
            if isinstance(decision, Clarification):
                allowed = within_rights(decision, self.catalog, role)
                decision = (isinstance(allowed, Clarification) and as_chosen(allowed, memory.chosen)) or decision
            reading = decision
            blank = replace(blank, language=decision.language)
            answer, decision = (
                self._free(blank, decision, reader, today)
                if isinstance(decision, FreeQuery)
                else self._decided(blank, decision, reader, today)
            )
            if (
                before is not None
                and before.decision is not None
                and before.match.varied
                and answer.outcome != "answer"
            ):
                # Of another place or period there may be less; the usual reading says what can be asked instead.
                before, reading = None, self._translator.translate(request)
                answer, decision = self._decided(blank, reading, reader, today)
            if isinstance(decision, Plan) and calls is not None and self._words_by is not None:
                answer = phrased(answer, decision, self._words_by, calls)
            if isinstance(decision, Plan) and decision.standing and answer.outcome == "answer":
                answer = self._beside(answer, decision, reader, today)
        except QuestionError as error:
            answer = replace(blank, error=str(error))
        check_stopped()
        if before is not None and answer.sql is not None:
            answer = replace(answer, review=before.review)
        answer = replace(answer, timings_ms={"total": round((time.perf_counter() - started) * 1000, 1)})
        if decision is not None:
            self._turns.remember(conversation, decision, reading if isinstance(reading, Plan) else None)
        kept = conversation if lasting or conversation is None else derived_id(self._run, conversation)
        digest = self.engine.digest
        saved = record(
            answer,
            as_of=today,
            role=role,
            catalog=self.catalog.name,
            digest=digest,
            decision=to_keep(decision, reading),
            conversation=kept,
            state=state_of(decision, self.catalog),
            shown=[written(one) for one in reader.noted] if lasting else None,
            asker=user,
        )
        with span("keep"):
            self._records.save(saved)
            keep_calls(calls, self._records, saved.id, user)
            if before is not None and before.decision is None and answer.sql is not None:
                expired(self._records, self.catalog.name, before.match.verified, saved.id)
            if isinstance(decision, FreeQuery) and answer.sql is not None and decision.translator != TRANSLATOR:
                self._records.reviews.signal(saved.id, Why.FREE_SQL)
            if isinstance(decision, Plan) and answer.sql is not None:
                doubted(decision, self._records, saved.id)
            reader.keep()
        logged(answer, saved.id, role)
        tell(duiding__outcome=answer.outcome, duiding__language=answer.language, duiding__by=answer.translator or "")
        return replace(answer, kept=saved.id)

    def _resume(self, conversation: str) -> None:
        """Read back what a conversation had come to, where this process does not remember it."""
        turns = lru_cache(maxsize=1)(lambda: self._records.turns(conversation))
        self._turns.restore(conversation, lambda: memory_of(turns(), self.catalog))
        self._seen.restore(conversation, lambda: shown_in(turns(), self.engine.digest))

    def trace(
        self,
        question: str,
        *,
        language: Language | None = None,
        as_of: dt.date | None = None,
        role: str = DEFAULT_ROLE,
    ) -> Trace | None:
        """Return how the embedded grammar reads a question; None when something else translates. Nothing is kept."""
        grammar = self._translator.grammar if isinstance(self._translator, ModelTranslator) else self._translator
        if not isinstance(grammar, GrammarTranslator):
            return None
        told = readable(question, language or self.catalog.language)
        return TracingTranslator.trace(grammar, Request(told, as_of or dt.date.today(), language, role))

    def role_of(self, user: str | None, role: str = DEFAULT_ROLE) -> str:
        """Return the role that somebody acts in: the wanted one when it is theirs, else their first.

        Who logged in and is not in the records acts in the role that needs no login.
        """
        if user is None:
            return role
        roles = self._records.users.roles(user) or (DEFAULT_ROLE,)
        return role if role in roles else roles[0]

    def reader(self, role: str = DEFAULT_ROLE, *, user: str | None = None, conversation: str | None = None) -> Reader:
        """Return a reader of several plans that are shown together: what one shows counts for all that follow."""
        return self._reader(role, conversation, user, (SeenBefore(), "together"))

    def again(
        self,
        plan: Plan,
        question: str = "",
        *,
        role: str = DEFAULT_ROLE,
        as_of: dt.date | None = None,
        reader: Reader | None = None,
    ) -> Answer:
        """Return what a plan gives today, with the reader's rights; nothing is kept but what the reader was shown."""
        blank = Answer(question=question, language=plan.language, outcome="error")
        reader = reader or Reader(role)
        answer = self._decided(blank, plan, reader, as_of or dt.date.today())[0]
        reader.keep()
        return answer

    def read(
        self, question: str, *, language: Language, role: str = DEFAULT_ROLE, as_of: dt.date | None = None
    ) -> Decision:
        """Return how a question that stands alone is understood; nothing is looked up for it and nothing is kept."""
        return self._translator.translate(Request(question, as_of or dt.date.today(), language, role))

    def tried(self, plan: Plan, *, role: str = DEFAULT_ROLE, as_of: dt.date | None = None) -> Answer:
        """Return what a plan would answer; it is looked at and not shown, so nothing at all is kept of it."""
        blank = Answer(question="", language=plan.language, outcome="error")
        return self._decided(blank, plan, Reader(role), as_of or dt.date.today())[0]

    def search(self, text: str, *, language: Language, role: str = DEFAULT_ROLE) -> list[dict[str, Any]]:
        """Return the documented figures nearest to ``text``, of the datasets that the role may see."""
        return search(self._knowledge, text, language, role)

    def overview(self, *, language: Language, role: str | None = None) -> Overview:
        """Return what can be asked, as :func:`assistant.catalog.show.describe` tells it; see there for ``role``."""
        return overview(self._knowledge, language, role)

    def check(self, sql: str, *, role: str = DEFAULT_ROLE, language: Language = "nl") -> CheckReport:
        """Validate a pasted query and run nothing."""
        return checked(sql, self.catalog, self.engine, role, language, self._settings.row_limit)

    def query(
        self,
        sql: str,
        *,
        role: str = DEFAULT_ROLE,
        language: Language = "nl",
        conversation: str | None = None,
        user: str | None = None,
    ) -> QueryReport:
        """Validate a pasted query, and run what was checked.

        ``user`` is who logged in: then the role is theirs. What answers and queries of the same conversation, or of
        this user today, showed counts for what is withheld, and what this one shows counts for what follows.
        """
        reader = self._reader(self.role_of(user, role), conversation, user)
        report = self._queried(sql, reader, language)
        reader.keep()
        return report

    def _queried(self, sql: str, reader: Reader, language: Language) -> QueryReport:
        limit = self._settings.row_limit
        return queried(sql, self.catalog, self.engine, self._pasted, reader, language, limit)

    def _reader(self, role: str, conversation: str | None, user: str | None, *more: tuple[SeenBefore, str]) -> Reader:
        """Return who asks, with all that is remembered of them."""
        kept = Kept(self._ledger, conversation, user)
        return Reader(role, *more, (self._seen, conversation), (self._today, user), kept=kept)

    def close(self) -> None:
        """Close the data and the records."""
        self.engine.close()
        self._records.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _decided(self, blank: Answer, decision: Decision, reader: Reader, today: dt.date) -> tuple[Answer, Decision]:
        """Carry a decision out; what turns out to be refused on the way becomes the decision."""
        blank = replace(blank, translator=decision.translator)
        match decision:
            case Clarification():
                allowed = within_rights(decision, self.catalog, reader.role)
                if isinstance(allowed, Refusal):
                    return self._refused(blank, allowed, reader)
                # What an option answers is shown with it, so that it counts for what may be shown after it.
                settled = worth_asking(allowed, lambda plan: self._figures(blank, plan, reader, today))
                if not isinstance(settled, Clarification):
                    return self._decided(blank, settled, reader, today)
                return replace(blank, outcome="clarify", text=settled.text, clarification=settled), settled
            case Refusal():
                decision = within_rights(decision, self.catalog, reader.role)
                assert isinstance(decision, Refusal)
                return self._refused(blank, decision, reader)
            case FreeQuery():
                return self._decided(blank, decision.instead, reader, today)
            case CatalogQuestion():
                return self._about(blank, decision, reader, today)
            case Plan():
                return self._figures(blank, decision, reader, today)

    def _figures(self, blank: Answer, plan: Plan, reader: Reader, today: dt.date) -> tuple[Answer, Decision]:
        catalog, engine, limit = self.catalog, self.engine, self._settings.row_limit
        plan = still(plan)
        no = not_permitted(plan, datasets_read(plan, catalog), catalog, reader.role)
        no = no or unseen(plan, catalog, reader.role)
        if no is not None:
            return self._refused(blank, no, reader)
        plan = without_withheld(plan, catalog, engine, self._guard, reader, limit)
        if (no := incomplete(plan, catalog, lambda one: self._figures(blank, one, reader, today)[0])) is not None:
            return self._refused(blank, no, reader)
        with span("compile"):
            compiled = compile_plan(plan, catalog, engine.profile)
        if isinstance(compiled, Refusal):
            no = replace(compiled, words=plan.words, translator=plan.translator)
            return self._refused(blank, no, reader)
        with span("validate"):
            query = validate_plan(
                compiled, catalog, binder=engine, role=reader.role, language=plan.language, limit=limit
            )
        if isinstance(query, Rejection):
            _log.error("our own query was rejected: %s\n%s", query.issues, compiled.tree.sql("duckdb"))
            return replace(blank, error=say("broken", plan.language)), plan
        with span("run"):
            table = engine.run(query, limit)
        if isinstance(table, EngineFailure):
            no = stopped(plan, table)
            broken = replace(blank, error=say("broken", plan.language))
            return self._refused(blank, no, reader) if no else (broken, plan)
        if not table.rows and not plan.conditions:
            return self._nothing(blank, plan, nothing_there(plan, catalog, engine.profile), reader, today)
        plan = with_absent(plan, catalog, engine, reader.role, limit)
        with span("explain"):
            told = explained(blank, plan, compiled, query, table, catalog, engine, reader, self._guard, today)
        if isinstance(told, Refusal):
            return self._nothing(blank, plan, told, reader, today)
        return said_absent(told, plan), plan

    def _nothing(
        self, blank: Answer, plan: Plan, no: Refusal, reader: Reader, today: dt.date
    ) -> tuple[Answer, Decision]:
        """A place that has no figures because it came out of others later has them in the borders of today."""
        wider = implied(plan, self._knowledge, today) if no.reason is Reason.NO_DATA_FOR_PERIOD else None
        if wider is not None:
            answer, decision = self._figures(blank, wider, reader, today)
            if answer.outcome == "answer":
                return answer, decision
        return self._refused(blank, no, reader)

    def _beside(self, answer: Answer, plan: Plan, reader: Reader, today: dt.date) -> Answer:
        """Set the figure beside others, where that is what was asked; what each shows counts for what follows."""
        blank = Answer(question="", language=plan.language, outcome="error")

        def asked(other: Plan) -> Answer:
            check_stopped()
            return self._decided(blank, other, reader, today)[0]

        return with_standing(answer, plan, self.catalog, self.engine, asked, reader.role)

    def _free(self, blank: Answer, query: FreeQuery, reader: Reader, today: dt.date) -> tuple[Answer, Decision]:
        """Run a query that a language model wrote, the way of every pasted one."""
        report = self._queried(query.sql, reader, query.language)
        told = (verified_query if query.translator == TRANSLATOR else free_answer)(blank, query, report)
        return self._decided(blank, told, reader, today) if isinstance(told, Refusal) else (told, query)

    def _refused(self, blank: Answer, refusal: Refusal, reader: Reader) -> tuple[Answer, Decision]:
        refusal = told_apart(refusal, self.catalog, reader.role)
        return replace(blank, outcome="refuse", text=refusal.text, refusal=refusal), refusal

    def _about(
        self, blank: Answer, question: CatalogQuestion, reader: Reader, today: dt.date
    ) -> tuple[Answer, Decision]:
        named = [*question.datasets, *(ref.dataset for ref in question.metrics)]
        named += [ref.dataset for ref in question.fields]
        no = not_permitted(question, tuple(named), self.catalog, reader.role)
        if no is not None:
            return self._refused(blank, no, reader)
        if question.topic is CatalogTopic.AGREEMENTS:
            return agreed(self, blank, question, reader, today)
        if question.topic is CatalogTopic.MODEL:
            return model_told(self, blank, question), question
        said = answer_catalog(question, open_to(self.catalog, reader.role), self.engine.profile)
        answer = replace(
            blank,
            outcome="answer",
            interpretation=about_reading(question),
            columns=said.columns,
            rows=said.rows,
            text=said.text,
            sources=said.sources,
        )
        return answer, question


def readable(question: str, language: Language) -> str:
    """Return the question; raises :class:`QuestionError` when it cannot be read at all."""
    if len(question) > MAX_QUESTION:
        raise QuestionError(say("too_long", language, length=len(question), most=MAX_QUESTION))
    if any("\ud800" <= letter <= "\udfff" for letter in question):
        raise QuestionError(say("not_text", language))
    return question
