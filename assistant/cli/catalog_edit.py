"""``duiding catalog word`` and ``concept``: make a word known, in the file where it belongs."""

from __future__ import annotations

import argparse

from assistant.catalog.editing import Edit, add_concept, add_synonym, write
from assistant.catalog.loading import LoadedCatalog, load_catalog
from assistant.catalog.profile import DataProfile
from assistant.catalog.text import Language
from assistant.cli.catalog_words import catalog_words
from assistant.cli.opening import as_json, settings_of, write_utf8
from assistant.engines import open_engine
from assistant.review.moving import Moved, moved_by
from assistant.workbench.bundled import ready_catalog


def run_word(arguments: argparse.Namespace) -> int:
    """Make a word a synonym of what is documented already, or of a member that the data hold."""
    loaded, profile = _opened(arguments)
    language: Language = arguments.lang or loaded.catalog.language
    edit = add_synonym(loaded, arguments.thing, arguments.word, language, profile)
    return _done(arguments, edit, _moved(loaded, edit, profile, arguments.word))


def run_concept(arguments: argparse.Namespace) -> int:
    """Make a word a concept: the assistant will ask which of its readings is meant."""
    loaded, profile = _opened(arguments)
    language: Language = arguments.lang or loaded.catalog.language
    edit = add_concept(loaded, arguments.word, arguments.reading, language)
    return _done(arguments, edit, _moved(loaded, edit, profile, arguments.word))


def _opened(arguments: argparse.Namespace) -> tuple[LoadedCatalog, DataProfile]:
    settings = settings_of(arguments)
    loaded = load_catalog(ready_catalog(settings))
    with open_engine(loaded, settings) as engine:
        return loaded, engine.profile


def _moved(loaded: LoadedCatalog, edit: Edit, profile: DataProfile, word: str) -> Moved:
    changed = load_catalog(loaded.root, {edit.file: edit.after})
    return moved_by(loaded.root, loaded.catalog, changed.catalog, profile, word)


def _done(arguments: argparse.Namespace, edit: Edit, moved: Moved) -> int:
    """Write the change unless it is only to be shown; print it as a patch, with what lint says and what it moves."""
    if not arguments.dry_run:
        write(edit)
    write_utf8()
    if arguments.json:
        told = {"file": edit.file, "written": not arguments.dry_run, "patch": edit.patch}
        told["warnings"] = [str(problem) for problem in edit.warnings]
        told["waiting"] = [one.question for one in moved.waiting]
        told["worded"] = [one.question for one in moved.worded]
        print(as_json(told))
        return 0
    print(edit.patch, end="")
    for problem in edit.warnings:
        print(f"warning: {problem}")
    said = catalog_words()["moved"]
    language = arguments.lang or "nl"
    for kind, found in (("waiting", moved.waiting), ("worded", moved.worded)):
        for one in found:
            print(said[kind][language].format(question=one.question, by=one.by))
    return 0
