"""``duiding catalog draft``: texts that a dataset lacks, suggested by a language model, as a change to look at."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from assistant.answering.helping import call_log, keep_calls, named
from assistant.catalog.complaints import did_you_mean
from assistant.catalog.dataset import Dataset
from assistant.catalog.editing import add_texts
from assistant.catalog.loading import load_catalog
from assistant.cli.catalog_words import catalog_words
from assistant.cli.opening import as_json, settings_of, write_utf8
from assistant.errors import InputError, OperatorError
from assistant.planning.model.chat_model import ChatModel
from assistant.records import Records
from assistant.settings import Leaves, ModelSettings, Settings
from assistant.workbench.bundled import ready_catalog
from assistant.workbench.drafting import AT_ONCE, Draft, Wanting, drafts, wanting

#: Under what name the calls are kept in the records: they belong to no answer.
_KEPT = "catalog draft"


def run(arguments: argparse.Namespace) -> int:
    """Print the change as a patch; the catalogue is never written."""
    write_utf8()
    settings = settings_of(arguments)
    if settings.model is None:
        raise InputError("no language model is set", hint="set DUIDING_MODEL; docs/language-models.md says how")
    loaded = load_catalog(ready_catalog(settings))
    named(settings.model, loaded.catalog)
    dataset = _dataset(arguments.dataset, loaded.catalog.by_name, settings.model)
    wanted = list(wanting(dataset))[: arguments.most]
    language = arguments.lang or loaded.catalog.language
    if not wanted:
        print(catalog_words()["draft"]["complete"][language].format(dataset=dataset.name))
        return 0
    made = {one.name: _texts(one) for one in _asked(dataset, wanted, settings, settings.model)}
    words = catalog_words()["draft"]
    edit = add_texts(loaded, dataset.name, made, words["mark"][language].format(model=settings.model.name))
    if arguments.json:
        print(as_json({"file": edit.file, "lacking": len(wanted), "drafted": len(made), "patch": edit.patch}))
        return 0
    print(edit.patch, end="")
    said = words["done"][language]
    print(said.format(drafted=len(made), lacking=len(wanted), folder=edit.root), file=sys.stderr)
    return 0


def _dataset(name: str, known: dict[str, Dataset], model: ModelSettings) -> Dataset:
    if name not in known:
        raise InputError(f"the catalogue has no dataset '{name}'", hint=did_you_mean(name, sorted(known)))
    if not model.leaving.may(Leaves.TEXTS, name):
        raise InputError(
            f"a language model may be told nothing of '{name}'", hint="DUIDING_MODEL_DATASETS says so; ask who set it"
        )
    return known[name]


def _asked(dataset: Dataset, wanted: Sequence[Wanting], settings: Settings, model: ModelSettings) -> Iterator[Draft]:
    """Ask for a few at a time, and keep what was sent; what comes is given even when a later call fails."""
    talker, failed, brought = ChatModel(model), "", False
    talker.ready()
    settings.ensure_home()
    records = Records.open(settings.database_url)
    try:
        for at in range(0, len(wanted), AT_ONCE):
            log = call_log(model, records, None)
            assert log is not None
            found = drafts(dataset, wanted[at : at + AT_ONCE], talker, log)
            keep_calls(log, records, _KEPT, None)
            failed = failed if found else log.calls[-1].outcome
            brought = brought or bool(found)
            yield from found
    finally:
        records.close()
    if not brought:
        raise OperatorError(
            f"the language model {model.name!r} gave nothing that can be used: {failed}",
            hint="DUIDING_MODEL_SECONDS says how long it may take; docs/language-models.md what a server must do",
        )


def _texts(draft: Draft) -> dict[str, dict[str, object]]:
    told = draft.model_dump(mode="json", exclude={"name"})
    return {key: {language: text for language, text in both.items() if text} for key, both in told.items()}
