"""``duiding catalog word`` and ``concept``: make a word known, in the file where it belongs."""

from __future__ import annotations

import argparse

from assistant.catalog.editing import Edit, add_concept, add_synonym, write
from assistant.catalog.loading import load_catalog
from assistant.catalog.text import Language
from assistant.cli.opening import as_json, settings_of, write_utf8
from assistant.workbench.bundled import ready_catalog


def run_word(arguments: argparse.Namespace) -> int:
    """Make a word a synonym of what is documented already."""
    loaded = load_catalog(ready_catalog(settings_of(arguments)))
    language: Language = arguments.lang or loaded.catalog.language
    return _done(arguments, add_synonym(loaded, arguments.thing, arguments.word, language))


def run_concept(arguments: argparse.Namespace) -> int:
    """Make a word a concept: the assistant will ask which of its readings is meant."""
    loaded = load_catalog(ready_catalog(settings_of(arguments)))
    language: Language = arguments.lang or loaded.catalog.language
    return _done(arguments, add_concept(loaded, arguments.word, arguments.reading, language))


def _done(arguments: argparse.Namespace, edit: Edit) -> int:
    """Write the change unless it is only to be shown; print it as a patch, with what lint says of it."""
    if not arguments.dry_run:
        write(edit)
    write_utf8()
    if arguments.json:
        warnings = [str(problem) for problem in edit.warnings]
        print(as_json({"file": edit.file, "written": not arguments.dry_run, "patch": edit.patch, "warnings": warnings}))
        return 0
    print(edit.patch, end="")
    for problem in edit.warnings:
        print(f"warning: {problem}")
    return 0
