"""``duiding catalog lint``: every problem of a catalogue and its data, with file and line."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict

from assistant.catalog.loading import load_catalog
from assistant.cli.opening import as_json, settings_of, write_utf8
from assistant.engines import open_engine
from assistant.errors import CatalogError, Problem
from assistant.validation.linting import linted
from assistant.workbench.bundled import ready_catalog


def run(arguments: argparse.Namespace) -> int:
    """Print the problems; 1 when one of them is an error."""
    write_utf8()
    problems = _problems(arguments)
    errors = [problem for problem in problems if problem.severity == "error"]
    if arguments.json:
        print(as_json({"ok": not errors, "problems": [asdict(problem) for problem in problems]}))
    else:
        for problem in problems:
            print(f"{problem.severity}: {problem}")
        if not problems:
            print("no problems found")
    if errors:
        print(f"duiding: {len(errors)} error(s) in this catalogue; the first: {errors[0]}", file=sys.stderr)
    return 1 if errors else 0


def _problems(arguments: argparse.Namespace) -> tuple[Problem, ...]:
    settings = settings_of(arguments)
    try:
        loaded = load_catalog(ready_catalog(settings))
    except CatalogError as error:
        return error.problems
    try:
        with open_engine(loaded, settings) as engine:
            return linted(loaded, engine.profile)
    except CatalogError as error:
        return (*linted(loaded), *error.problems)
