"""A language model beside the grammar, where a setting names one: what it may use, and what is kept of it."""

from __future__ import annotations

from assistant.catalog.catalog import Catalog
from assistant.catalog.complaints import did_you_mean
from assistant.errors import OperatorError
from assistant.planning.grammar import GrammarTranslator
from assistant.planning.model.calls import Allowance, CallLog
from assistant.planning.model.chat_model import ChatModel
from assistant.planning.model.translator import ModelTranslator
from assistant.planning.translator import Translator
from assistant.records import KeptCall, Records
from assistant.settings import ModelSettings, Settings


def with_model(grammar: GrammarTranslator, settings: Settings, before: Translator | None = None) -> Translator:
    """Return the grammar, or the grammar with the model of the settings beside it.

    ``before`` is the translator of an assistant that is followed: what was found out about its model is kept.
    """
    model = settings.model
    if model is None:
        return grammar
    talker = before.talker if isinstance(before, ModelTranslator) else None
    if not (isinstance(talker, ChatModel) and talker.settings == model):
        talker = ChatModel(model)
        talker.warm()
    return ModelTranslator(grammar, talker, queries=model.queries, leaving=model.leaving)


def named(model: ModelSettings | None, catalog: Catalog) -> None:
    """Raise :class:`OperatorError` for a dataset that is not there: a slip would let out what should stay in."""
    known = catalog.by_name
    for name, _ in model.leaving.by_dataset if model else ():
        if name not in known:
            raise OperatorError(
                f"DUIDING_MODEL_DATASETS names {name!r}, and no dataset is called so",
                hint=did_you_mean(name, sorted(known)) or f"there are: {', '.join(sorted(known))}",
            )


def call_log(settings: ModelSettings | None, records: Records, user: str | None) -> CallLog | None:
    """Return what a question of ``user`` may use of the model; None where there is no model."""
    if settings is None:
        return None
    person, day = records.model_calls.used_today(user)
    allowance = Allowance(settings.question_tokens, settings.person_tokens - person, settings.day_tokens - day)
    return CallLog(allowance, settings.seconds)


def keep_calls(log: CallLog | None, records: Records, answer_id: str, user: str | None) -> None:
    """Keep what was said to the model and what it said, with the answer that it was for."""
    if log is None:
        return
    kept = [
        KeptCall(one.model, one.prompt, one.version, one.sent, one.received, one.outcome, one.told, one.heard,
                 one.milliseconds)
        for one in log.calls
    ]  # fmt: skip
    records.model_calls.keep(answer_id, kept, user)
